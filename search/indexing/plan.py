"""What a run of reindex finds, new, changed, gone or moved, and what it is to do."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from search.articles import Skipped
from search.articles.slow import Tell
from search.engines.base import Engine
from search.errors import FihrisError
from search.indexing.files import File, FoundFiles, below, digest, no_garbage, roots
from search.indexing.manifest import KeptManifest
from search.indexing.origins import decode_origin, encode_origin
from search.messages import Message
from search.model import Origin
from search.settings import Settings
from search.store import left_out
from search.store.analyzer import fingerprint
from search.store.generations import Generation, Generations
from search.store.left_out import LeftOut
from search.store.tombstones import Tombstones

Progress = Callable[[int, int, int], None]
"""Called with bytes done, bytes in all, articles so far."""


@dataclass(slots=True)
class Changes:
    """What differs between the files and the index.

    `outdated` are the index's origins, encoded, of files that are changed, gone or elsewhere now.
    """

    new: list[File]
    changed: list[File]
    outdated: list[str]
    unchanged: int

    def names(self) -> list[str]:
        """The paths, below their roots, of the files that are new, changed or gone, in order."""
        places = {(file.root, file.path) for file in (*self.new, *self.changed)}
        places |= {(gone.root, gone.path) for gone in map(decode_origin, self.outdated) if gone}
        return sorted(path or Path(root).name for root, path in places)


def _silent(done: int, total: int, articles: int) -> None:
    pass


def _known(changes: Changes) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Options:
    """How to reindex: everything anew, removal of most confirmed, only a preview, other field names.

    `left` are places of files to leave as they are in the index, being written just now. `slow` is told of
    each file that takes long to read, in the process that reads it; `differs` of what differs.
    """

    full: bool = False
    confirmed: bool = False
    dry_run: bool = False
    mapping: Mapping[str, str] = field(default_factory=dict)
    progress: Progress = _silent
    slow: Tell | None = None
    differs: Callable[[Changes], None] = _known
    left: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """The index as a run finds it: the generation that answers and its engine, None where there is none, and
    what is left out of it.

    `lost` says what goes with an index too damaged to be opened.
    """

    store: Generations
    tombstones: Tombstones
    generation: Generation | None
    engine: Engine | None
    left_out: LeftOut
    lost: tuple[Skipped, ...] = ()


@contextmanager
def before(store: Generations, is_full: bool) -> Iterator[Before]:
    """The index as it is, open until the end of the `with`.

    What is not as it was written is not opened, and is built again from the files. Raises NoIndex for what
    cannot be opened for other reasons, but for a full build: that mends it too.
    """
    tombstones, generation, engine, known = store.tombstones(), None, None, LeftOut()
    lost: tuple[Skipped, ...] = ()
    try:
        generation = store.current()
        if generation and store.damaged():
            generation, lost = None, (lost_articles(store.place),)
        if generation:
            engine = store.open(generation)
            known = left_out.load(store, generation, engine)
    except FihrisError:
        if engine:
            engine.close()
        if not is_full:
            raise
        generation, engine, lost = None, None, (lost_articles(store.place),)
    with closing(engine) if engine else nullcontext():
        yield Before(store, tombstones, generation, engine, known, lost)


def lost_articles(place: str) -> Skipped:
    """What a full build over a damaged index says."""
    return Skipped(
        place,
        Message(
            "It was damaged; articles that it held from other paths are lost: reindex those paths as well."
        ),
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is to do: `is_full` writes every article anew, else those of files that `changes` names.

    `roots` are the absolute places of the paths given. There is a manifest unless the build is full.
    """

    settings: Settings
    options: Options
    before: Before
    fingerprint: str
    roots: Sequence[str]
    found: FoundFiles
    is_full: bool
    changes: Changes
    manifest: KeptManifest | None

    @property
    def to_read(self) -> Sequence[File]:
        """The files to read."""
        return (*self.changes.new, *self.changes.changed)

    @property
    def unseen(self) -> Collection[str]:
        """Places of which nothing is known, so that what the index holds from there stays."""
        return (*self.found.unseen, *self.options.left)

    def files(self) -> Iterator[File]:
        """The files found, but for those taken down or to be left as they are."""
        return visible(self.found.files(), _hidden(self.before, self.options))


def plan(
    settings: Settings,
    paths: Sequence[Path],
    options: Options,
    before: Before,
    look: Callable[[], FoundFiles],
) -> Plan:
    """Look at the files and compare them with the index. Raises BadSetting, and what `look` does."""
    current, mark = before.generation, fingerprint(settings.lexicon)
    is_full = (
        current is None
        or options.full
        or current.fingerprint != mark
        or settings.engine not in ("auto", current.engine)
    )
    with ThreadPoolExecutor(1) as beside:  # engines read outside Python's lock, the system lists files
        reading = beside.submit(_manifest, before) if not is_full else None
        found = look()
    manifest = reading.result() if reading else None
    changes = _changes(before, options, found, roots(paths), manifest)
    options.differs(changes)
    return Plan(settings, options, before, mark, roots(paths), found, is_full, changes, manifest)


def _manifest(before: Before) -> KeptManifest | None:
    if before.engine is None or before.generation is None:
        return None
    return KeptManifest(before.engine, before.store.beside(before.generation))


def _changes(
    before: Before, options: Options, found: FoundFiles, roots: Sequence[str], kept: KeptManifest | None
) -> Changes:
    hidden = _hidden(before, options)
    if kept is None:
        return Changes([*visible(found.files(), hidden)], [], [], 0)
    down = before.tombstones
    files, origins, unchanged = kept.manifest.apart(found.listings, hidden, down.again)
    unseen = (*found.unseen, *options.left)
    changes = compare(visible(files, hidden), origins, {*roots, *down.places}, unseen, down.again)
    changes.unchanged += unchanged
    return changes


def _hidden(before: Before, options: Options) -> Collection[str]:
    return (*before.tombstones.places, *options.left)


def visible(files: Iterator[File], hidden: Collection[str]) -> Iterator[File]:
    """The files that are neither at nor below any of these places."""
    is_hidden = below(hidden)
    return (file for file in files if not is_hidden(file.place)) if hidden else files


@no_garbage()
def compare(
    files: Iterable[File],
    origins: Iterable[str],
    roots: Collection[str],
    unseen: Collection[str] = (),
    again: Collection[str] = (),
) -> Changes:
    """What reindexing must do. `origins` are the index's, encoded; `roots` what was walked; `again` are
    places of files that count as changed.

    A file of the same size and time is unchanged; of the same size and another time, unchanged when its
    content has the digest known. Known files below `roots` that are no longer there are gone, unless they
    are below `unseen`; elsewhere, those that are gone and whose content is in a new file: it was moved.
    """
    indexed = {encoded.rpartition(", ")[0]: encoded for encoded in origins}
    same: list[tuple[File, str]] = []
    other: list[File] = []
    for file in files:
        if encoded := indexed.pop(file.state, ""):
            same.append((file, encoded))
        else:
            other.append(file)
    rest: dict[str, list[Origin]] = {}
    for encoded in indexed.values():
        if origin := decode_origin(encoded):
            rest.setdefault(origin.location, []).append(origin)
    doubtful = {*rest, *again}
    changes = Changes([], [], [], len(same))
    for file, encoded in [pair for pair in same if pair[0].place in doubtful] if doubtful else ():
        before = rest.pop(file.place, [])
        if before or file.place in again:  # before: a part of it could not be read last time
            changes.changed.append(file)
            changes.outdated += [encoded, *map(encode_origin, before)]
            changes.unchanged -= 1
    for file in other:
        before = rest.pop(file.place, [])
        if not before:
            changes.new.append(file)
        elif len(before) == 1 and file.place not in again and _is(file, before[0]):
            changes.unchanged += 1
        else:
            changes.changed.append(file)
            changes.outdated += map(encode_origin, before)
    walked, left = below(roots), below(unseen)
    gone = [origin for place, there in rest.items() if not left(place) for origin in there]
    elsewhere = [origin for origin in gone if not walked(origin.location)]
    changes.outdated += (encode_origin(origin) for origin in gone if walked(origin.location))
    changes.outdated += map(encode_origin, _moved(changes.new, elsewhere))
    return changes


def _moved(new: Iterable[File], elsewhere: Iterable[Origin]) -> list[Origin]:
    """Those of the origins that are gone and whose content one of the new files holds."""
    sizes = {file.size for file in new}
    gone = [old for old in elsewhere if old.size in sizes and not os.path.lexists(old.location)]
    sizes = {old.size for old in gone}
    digests = {_digest(file) for file in new if file.size in sizes}
    return [old for old in gone if old.digest in digests]


def _is(file: File, origin: Origin) -> bool:
    return file.size == origin.size and _digest(file) == origin.digest


def _digest(file: File) -> str:
    try:
        return digest(file.place)
    except OSError:
        return ""
