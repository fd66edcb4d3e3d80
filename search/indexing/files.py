"""The files under the paths given to reindex, against what the index already holds of them."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain, groupby, permutations
from json.encoder import encode_basestring_ascii as _quoted
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import NamedTuple

from search.articles.result import skipped
from search.errors import CannotIndex, Unreadable
from search.indexing.folders import Unlisted, Walk
from search.model import Origin

_CHUNK = 1 << 20


class File(NamedTuple):
    """A file to read: the root it was found under, its path below it, size and time as found."""

    root: str
    path: str
    size: int
    modified: int

    @property
    def location(self) -> Path:
        """Where the file is."""
        return Path(self.place)

    @property
    def place(self) -> str:
        """Where the file is, as `Origin.location` says it."""
        return f"{self.root}/{self.path}" if self.path else self.root

    def origin(self) -> Origin:
        """The file's origin, with the digest of its content as it is now. Raises OSError.

        Size and time are from before: of a file that changes from here on, the next run sees it.
        """
        return Origin(self.root, self.path, self.size, self.modified, digest(self.place))

    @property
    def state(self) -> str:
        """What the encoded origin of the file begins with, as long as its size and time stay the same."""
        return f"[{_quoted(self.root)}, {_quoted(self.path)}, {self.size}, {self.modified}"


class Listing(NamedTuple):
    """Files of one folder below a root, in the order of their names: one string of name/size/time/name/….

    Of hundreds of thousands of files nearly all are as they were: that is told without an object for each.
    """

    root: str
    folder: str
    states: str

    @property
    def place(self) -> str:
        """Where the folder is; of a root that is a file, and the only one of its listing, that file."""
        return f"{self.root}/{self.folder}" if self.folder else self.root

    def files(self) -> Iterator[File]:
        """The files, one by one."""
        inside = f"{self.folder}/" if self.folder else ""
        parts = iter(self.states.split("/"))
        for name, size, modified in zip(parts, parts, parts, strict=True):
            yield File(self.root, inside + name, int(size), int(modified))


@dataclass(slots=True)
class FoundFiles:
    """What a walk found: article files, and what could not be looked at, with the reasons.

    `unseen` are the places of the latter: nothing is known of the files there, so that their articles stay.
    `ignored` counts files of other kinds by their ending.
    """

    listings: list[Listing] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    skipped: list[Unlisted] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)

    def files(self) -> Iterator[File]:
        """The article files, in the order of the walk."""
        return chain.from_iterable(listing.files() for listing in self.listings)


@contextmanager
def no_garbage() -> Iterator[None]:
    """For what makes hundreds of thousands of objects and keeps all: looking for garbage among them is a
    quarter of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@no_garbage()
def walk(paths: Collection[Path], index: Path) -> FoundFiles:
    """Every article file under `paths` but not in the `index` folder.

    Raises CannotIndex for a path that is missing or holds no article file.
    """
    found, seen = FoundFiles(), set[str]()
    in_index, all_roots = below(roots([index])), roots(paths)
    are_nested = any(below([one])(other) for one, other in permutations(all_roots, 2))
    for path, root in zip(paths, all_roots, strict=True):
        before = len(found.skipped)
        walked = _below(path, root, Walk(tuple(all_roots), _is_index), found)
        listings = [listing for listing in walked if not in_index(listing.place)]
        if not listings:
            raise _no_files(path, found.skipped[before:])
        if are_nested:
            files = [file for listing in listings for file in listing.files() if file.place not in seen]
            seen.update(file.place for file in files)
            listings = list(_listings(files))
        found.listings += listings
    return found


def _listings(files: Iterable[File]) -> Iterator[Listing]:
    for (root, folder), inside in groupby(files, lambda file: (file.root, file.path.rpartition("/")[0])):
        states = (f"{file.path.rpartition('/')[2]}/{file.size}/{file.modified}" for file in inside)
        yield Listing(root, folder, "/".join(states))


def _is_index(folder: str) -> bool:
    """Whether a folder is an index, this one or another: what it holds are no articles."""
    return Path(folder, "CURRENT").is_file() and Path(folder, "generations").is_dir()


def _below(path: Path, root: str, walk: Walk, found: FoundFiles) -> Iterator[Listing]:
    try:
        state = Path(root).stat()
    except OSError:
        raise CannotIndex("{path} does not exist.", path=path) from None
    if S_ISREG(state.st_mode):
        yield Listing(root, "", f"/{state.st_size}/{state.st_mtime_ns}")
    elif S_ISDIR(state.st_mode):
        yield from _in_folder(root, walk, found)
    else:
        raise CannotIndex("{path} is neither a file nor a folder.", path=path)


def _no_files(path: Path, skips: Sequence[Unlisted]) -> CannotIndex:
    if not skips:
        return CannotIndex("{path} holds no article files; the index stays as it is.", path=path)
    return CannotIndex(
        "{path} holds no article files; the index stays as it is. {reason}",
        path=path,
        reason=skips[0].skipped.reason,
    )


def _in_folder(root: str, walk: Walk, found: FoundFiles) -> Iterator[Listing]:
    start = len(root.rstrip("/")) + 1
    folder, states = "", list[str]()
    for entry in walk.entries(root):
        try:
            state = entry.stat()
        except FileNotFoundError:
            continue  # gone between the walk and the look: as if it had not been there
        except OSError as error:
            reason = error.strerror or type(error).__name__
            why = skipped(entry.path[start:], Unreadable("It cannot be read: {reason}.", reason=reason))
            walk.unlisted.append(Unlisted(entry.path, why))
            continue
        if (parent := entry.path[start : -1 - len(entry.name)]) != folder:
            if states:
                yield Listing(root, folder, "/".join(states))
            folder, states = parent, []
        states.append(f"{entry.name}/{state.st_size}/{state.st_mtime_ns}")
    if states:
        yield Listing(root, folder, "/".join(states))
    found.unseen += (place for place, _ in walk.unlisted)
    found.skipped += (*walk.outside, *walk.unlisted)
    found.ignored.update(walk.ignored)


def roots(paths: Iterable[Path]) -> list[str]:
    """The absolute places of paths, links followed."""
    return [str(path.expanduser().resolve()) for path in paths]


def below(places: Collection[str]) -> Callable[[str], bool]:
    """A test whether the place of a file is one of `places` or inside one of them."""
    exact, inside = frozenset(places), tuple(place.rstrip("/") + "/" for place in places)
    return lambda place: place in exact or place.startswith(inside)


def digest(place: str) -> str:
    """A hash of a file's content. Raises OSError."""
    hashed = blake2b(digest_size=12)
    with open(place, "rb", buffering=0) as stream:  # noqa: PTH123 (faster than a Path, for every file)
        while chunk := stream.read(_CHUNK):
            hashed.update(chunk)
    return hashed.hexdigest()
