"""What a run of reindex finds, and what it is to do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from search.articles import Skipped
from search.articles.slow import Tell
from search.engines.base import Engine
from search.errors import FihrisError
from search.indexing.compare import Changes, compare
from search.indexing.files import File, FoundFiles, below, roots
from search.indexing.manifest import KeptManifest
from search.messages import Message
from search.settings import Settings
from search.store import left_out
from search.store.analyzer import fingerprint
from search.store.generations import Generation, Generations
from search.store.left_out import LeftOut
from search.store.tombstones import Tombstones

Progress = Callable[[int, int, int], None]
"""Called with bytes done, bytes in all, articles so far."""


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
