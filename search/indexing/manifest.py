"""What the index holds of files, folder by folder, kept in a file beside it.

Every article has the state of its file, so that both commit together: the index is what counts. The file
says the same of one commit, which it names, and is read in a fraction of the time. Where there is none, or of
another commit, or damaged (it is not flushed for a power cut; its checksum tells), the engine is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from json.encoder import encode_basestring_ascii as _quoted
from pathlib import Path
from typing import NamedTuple

from search import deflate
from search.engines.base import Engine
from search.indexing.files import File, Listing, below, no_garbage
from search.indexing.origins import decode_origin
from search.model import Origin
from search.query.plan import Value

_NUL = "\0"  # in no path

NAME = "files"


class Key(NamedTuple):
    """A root, and a folder below it."""

    root: str
    folder: str


class Folder(NamedTuple):
    """What a `Listing` of a folder says, and the digests of its files in the same order, a slash between."""

    states: str
    digests: str


class Apart(NamedTuple):
    """Of folders in which something differs the files found and the encoded origins that the index has; and
    how many files there are in the others."""

    files: Iterator[File]
    origins: Iterator[str]
    unchanged: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files that an index holds articles of, folder by folder.

    A file of two states (a part of it could not be read last time) is there twice.
    """

    folders: dict[Key, Folder]

    @classmethod
    @no_garbage()
    def of(cls, origins: Iterable[str]) -> Manifest:
        """Of encoded origins."""
        entries: dict[Key, list[tuple[str, int, int, str]]] = {}
        for encoded in origins:
            if origin := decode_origin(encoded):
                key, name = _split(origin)
                entries.setdefault(key, []).append((name, origin.size, origin.modified, origin.digest))
        folders = {}
        for key, inside in entries.items():
            inside.sort()
            states = "/".join(f"{name}/{size}/{modified}" for name, size, modified, _ in inside)
            folders[key] = Folder(states, "/".join(digest for *_, digest in inside))
        return cls(folders)

    def origins(self, keys: Iterable[Key]) -> Iterator[str]:
        """The encoded origins of the files in these folders."""
        for key in keys:
            states, digests = self.folders[key]
            for file, digest in zip(Listing(*key, states).files(), digests.split("/"), strict=True):
                yield f"{file.state}, {_quoted(digest)}]"

    def apart(self, listings: Collection[Listing], hidden: Collection[str], again: Collection[str]) -> Apart:
        """The folders in which something differs, apart from those in which nothing does.

        Folders in or with any place of `hidden` count as different, and so do those of `again`.
        """
        walked = _joined(listings)
        equal = {key for key, folder in self.folders.items() if walked.get(key) == folder.states}
        other = chain.from_iterable(map(_near, self.folders.keys() - equal))
        doubtful, is_hidden = {*other, *again, *map(_parent, (*again, *hidden))}, below(hidden)
        same = {key for key in equal if doubtful.isdisjoint(_near(key)) and not is_hidden(_near(key)[0])}
        files = (listing.files() for listing in listings if (listing.root, listing.folder) not in same)
        unchanged = sum(walked[key].count("/") // 3 + 1 for key in same)
        return Apart(chain.from_iterable(files), self.origins(self.folders.keys() - same), unchanged)

    def after(self, origins: Collection[str], held: Iterable[str]) -> Manifest:
        """The same with only those `held` of these encoded origins."""
        keys = {_split(origin)[0] for encoded in origins if (origin := decode_origin(encoded))}
        kept = (encoded for encoded in self.origins(keys & self.folders.keys()) if encoded not in origins)
        left = {key: folder for key, folder in self.folders.items() if key not in keys}
        return Manifest(left | Manifest.of([*kept, *held]).folders)

    def encode(self) -> str:
        """As one string."""
        return _NUL.join(part for key, folder in self.folders.items() for part in (*key, *folder))

    @classmethod
    def decode(cls, text: str) -> Manifest:
        """What `encode` gave."""
        parts = iter(text.split(_NUL) if text else ())
        rows = zip(parts, parts, parts, parts, strict=True)
        return cls({Key(root, folder): Folder(states, digests) for root, folder, states, digests in rows})


class KeptManifest:
    """The manifest of the engine's last commit, from a file in `folder` or of the engine."""

    def __init__(self, engine: Engine, folder: Path | None) -> None:
        self._engine = engine
        self._path = folder / NAME if folder else None
        self._kept = self._load()
        self.manifest = self._kept or self._read()

    @property
    def is_kept(self) -> bool:
        """Whether the file says what `manifest` does."""
        return self.manifest is self._kept

    def _read(self) -> Manifest:
        return Manifest.of(encoded for encoded, _ in self._engine.values("origin"))

    def _load(self) -> Manifest | None:
        """What the file says, if it is whole and of this commit."""
        try:
            packed = self._path.read_bytes() if self._path else b""
            version, _, text = deflate.decompress(packed).decode("utf-8", "surrogatepass").partition(_NUL)
        except (OSError, ValueError, deflate.error):
            return None
        return Manifest.decode(text) if version == self._engine.version() else None

    def commit(self, touched: Collection[str] | None) -> None:
        """Follow a commit that touched articles of these encoded origins only, or of more than are noted."""
        if touched is None:
            self.manifest = self._read()
            return
        held = (origin for origin in touched if self._is_held(origin))
        self.manifest = self.manifest.after(touched, held)

    def _is_held(self, origin: str) -> bool:
        return self._engine.search(Value("origin", (origin,)), limit=0).total > 0

    def keep(self) -> None:
        """Write the file if it says something else. A failure costs the next run some time, no more."""
        if self._path is None or self.is_kept:
            return
        text = f"{self._engine.version()}{_NUL}{self.manifest.encode()}"
        fresh = self._path.with_name(f"{NAME}.new")
        try:
            fresh.write_bytes(deflate.compress(text.encode("utf-8", "surrogatepass"), 1))
            fresh.replace(self._path)
        except OSError:
            with suppress(OSError):
                fresh.unlink()


def _split(origin: Origin) -> tuple[Key, str]:
    """The folder and the name of a file."""
    folder, _, name = origin.path.rpartition("/")
    return Key(origin.root, folder), name


def _near(key: Key) -> tuple[str, ...]:
    """The places of folders that may hold files of this one: the root may have been another, or be a file."""
    place = Listing(*key, "").place
    return (place,) if key[1] else (place, _parent(place))


def _parent(place: str) -> str:
    return place.rpartition("/")[0]


def _joined(listings: Iterable[Listing]) -> dict[Key, str]:
    """The states of each folder; a walk leaves a folder for those below it and comes back."""
    joined: dict[Key, str] = {}
    for root, folder, states in listings:
        key = Key(root, folder)
        before = joined.get(key)
        joined[key] = f"{before}/{states}" if before else states
    return joined
