"""Makes the index agree with what the given paths hold now.

Little is written in place, as one commit of the engine; a new engine, a new fingerprint or `full` builds a
generation beside the old one, which answers until the new one is complete and checked.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from search.articles import Skipped
from search.engines.base import Engine, Prepared
from search.engines.choose import auto
from search.errors import CannotIndex, FihrisError
from search.indexing import manifest as known
from search.indexing import units as pipeline
from search.indexing import workers
from search.indexing.blocked import Waiting
from search.indexing.compare import Changes, compare
from search.indexing.files import File, Found, below, roots, walk
from search.indexing.ledger import Ledger
from search.indexing.origins import PAGE
from search.indexing.report import Report
from search.indexing.tombstones import Tombstones
from search.model import Article
from search.query.plan import Everything
from search.settings import Settings
from search.store.analyzer import fingerprint
from search.store.generations import Generation, Generations

Progress = Callable[[int, int, int], None]
"""Called with bytes done, bytes in all, articles so far."""

Prepareds = Iterator[Sequence[Prepared]]


def _silent(done: int, total: int, articles: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Options:
    """How to reindex: everything anew, removal of most confirmed, only a preview, other field names.

    `left` are places of files to leave as they are in the index, being written just now.
    """

    full: bool = False
    confirmed: bool = False
    dry_run: bool = False
    mapping: Mapping[str, str] = field(default_factory=dict)
    progress: Progress = _silent
    left: Collection[str] = ()


def reindex(
    settings: Settings, store: Generations, paths: Sequence[Path], options: Options | None = None
) -> Report:
    """Reindex `paths` into `store`; articles from elsewhere stay.

    Raises CannotIndex (nothing to read, no space, too much would go unconfirmed), IndexBusy. Whatever is
    raised, the index answers as before.
    """
    began = time.monotonic()
    options = options or Options()
    # Before there is an index nothing is made for paths without an article.
    found = None if settings.index.is_dir() else walk(paths, settings.index)
    with nullcontext() if options.dry_run else store.writing():
        if not options.dry_run:
            store.clean()
        report = _Run(settings, store, roots(paths), options).go(lambda: found or walk(paths, settings.index))
        if not options.dry_run:
            store.clean()
    report.seconds = time.monotonic() - began
    report.per_second = round(report.written / max(report.seconds, 1e-9), 1)
    return report


class _Run:
    """One run, from what the index holds to the commit."""

    def __init__(
        self,
        settings: Settings,
        generations: Generations,
        roots: Collection[str],
        options: Options,
    ) -> None:
        self.settings, self.generations, self.options = settings, generations, options
        self.fingerprint = fingerprint(settings.lexicon)
        self.reader = pipeline.Reader(settings.lexicon, settings.index.resolve(), options.mapping)
        self.down = Tombstones.of(generations.removed())
        self.roots = roots
        self.unseen: Collection[str] = options.left
        self.hidden = (*self.down.places, *options.left)
        self.found = Found()
        self.waiting: Waiting  # once the files are found
        self.memory: known.Memory | None = None
        self.current: Generation | None = None
        self.engine: Engine | None = None
        damage = self._open_current()
        self.full = self._needs_full()
        self.ledger = Ledger(None if self.full else self.engine, self.down)
        self.ledger.report.skipped += damage

    def go(self, look: Callable[[], Found]) -> Report:
        """Look at the files, compare, read, write, commit."""
        try:
            changes = self._changes(look)
            self.ledger.report.unchanged_files = changes.unchanged
            self.ledger.expect(changes.outdated)
            stream = self._accepted((*changes.new, *changes.changed))
            if self.options.dry_run:
                return self._preview(stream)
            if self._is_settled(changes):
                return self._finish(self.engine, self.current)
            target, buffered = self._target(stream)
            stream = itertools.chain(buffered, stream)
            if self.engine is not None and self.current and not self.full and target == self.current.engine:
                return self._write_in_place(self.engine, stream)
            return self._build(target, stream)
        finally:
            if self.engine is not None:
                self.engine.close()

    def _open_current(self) -> list[Skipped]:
        """Open the generation that answers. What of it is lost when a full build has to do without it."""
        try:
            self.current = self.generations.current()
            if self.current is not None:
                self.engine = self.generations.open(self.current)
            return []
        except FihrisError:
            if not self.options.full:
                raise
            self.current = None  # damaged: a full build from the files mends it
            return [_lost(self.settings.index)]

    def _needs_full(self) -> bool:
        if self.current is None or self.options.full or self.current.fingerprint != self.fingerprint:
            return True
        return self.settings.engine not in ("auto", self.current.engine)

    def _changes(self, look: Callable[[], Found]) -> Changes:
        with ThreadPoolExecutor(1) as beside:  # engines read outside Python's lock, the system lists files
            remembering = beside.submit(self._remember)
            self._take(look())
        self.memory = remembering.result()
        if self.memory is None:
            return Changes(list(self._files()), [], [], 0)
        again = self.down.again
        files, lines, unchanged = self.memory.known.apart(self.found.listings, self.hidden, again)
        places = {*self.roots, *self.down.places}
        changes = compare(self._visible(files), lines, places, self.unseen, again)
        changes.unchanged += unchanged
        return changes

    def _remember(self) -> known.Memory | None:
        """What the index holds of files; None for a full build, which compares nothing."""
        if self.full or self.engine is None or self.current is None:
            return None
        return known.Memory(self.engine, self.generations.beside(self.current))

    def _take(self, found: Found) -> None:
        self.unseen = (*found.unseen, *self.options.left)
        self.ledger.report.skipped += found.skipped
        self.ledger.report.ignored = found.ignored
        self.found = found
        self.waiting = Waiting(self.down, self._files, self.roots, self.unseen)

    def _files(self) -> Iterator[File]:
        """The files found, but for those taken down or to be left as they are."""
        return self._visible(self.found.files())

    def _visible(self, files: Iterator[File]) -> Iterator[File]:
        is_hidden = below(self.hidden)
        return (file for file in files if not is_hidden(file.place)) if self.hidden else files

    def _is_settled(self, changes: Changes) -> bool:
        return not (self.full or changes.new or changes.changed) and self.ledger.is_settled()

    def _accepted(self, files: Sequence[File]) -> Prepareds:
        """The articles to write, of the files to read and then, in a full build, of the index before."""
        total = sum(file.size for file in files)
        if self.down.waiting:
            self.waiting.read.update(file.place for file in files)
        yield from self._fed(pipeline.units(files), total, total > pipeline.MUCH_BYTES)
        if late := self.waiting.late(self.engine, self.ledger):
            yield from self._fed(pipeline.units(late), sum(file.size for file in late), False)
        if self.full and self.engine is not None:
            yield from self._fed(_chunks(self._kept(self.engine)), total, self.engine.count() > PAGE)

    def _fed(self, work: Iterable[pipeline.Unit], total: int, is_much: bool) -> Prepareds:
        done = 0
        for batch in workers.run(work, self.reader, self.settings.workers if is_much else 1):
            for location, skipped in batch.skipped:
                self.ledger.skip(location, skipped)
            accepted = self.ledger.accept(batch.prepared)
            done += batch.done
            self.options.progress(done, total, self.ledger.report.written)
            if accepted:
                yield accepted

    def _kept(self, engine: Engine) -> Iterator[Article]:
        """Articles of the index that a full build did not read again: from elsewhere, or unreadable now."""
        is_read, is_unseen, is_down = below(self.roots), below(self.unseen), below(self.down.places)
        try:
            for article in engine.articles():
                place = article.origin.location if article.origin else ""
                if is_down(place):
                    continue
                if self.ledger.is_unsure(place) or is_unseen(place):
                    if not self.ledger.has(article.id):
                        yield article
                elif not is_read(place):
                    yield article
        except FihrisError:
            self.ledger.report.skipped.append(_lost(self.settings.index))
            self.engine = None

    def _target(self, stream: Prepareds) -> tuple[str, list[Sequence[Prepared]]]:
        """The engine to write, and the batches that had to be read to know how many articles there are."""
        if self.settings.engine != "auto":
            return self.settings.engine, []
        current = self.current.engine if self.current else None
        buffered: list[Sequence[Prepared]] = []
        count = self.engine.count() if self.engine is not None and not self.full else 0
        while auto(count, current, self.settings.auto_limit) == "whoosh" and (batch := next(stream, None)):
            buffered.append(batch)
            count += len(batch)
        return auto(count, current, self.settings.auto_limit), buffered

    def _write_in_place(self, engine: Engine, stream: Prepareds) -> Report:
        before = engine.count()
        engine.write(stream)
        gone = self._remove_old(before)
        engine.delete(gone)
        self._foresee()
        engine.commit()
        if self.memory is not None:
            self.memory.commit(self.ledger.touched)
        return self._finish(engine, self.current)

    def _build(self, target: str, stream: Prepareds) -> Report:
        """Write a new generation, check it, let it answer."""
        if self.engine is not None and not self.full:
            stream = itertools.chain(stream, self._carried(self.engine))
        generation = self.generations.create(target, self.fingerprint)
        try:
            with closing(self.generations.open(generation, create=True)) as engine:
                engine.write(stream)
                engine.commit()
            with closing(self.generations.open(generation)) as engine:
                self._check(engine)
                self._settle()
                self._foresee()
                self.generations.publish(generation)
                self.memory = known.Memory(engine, self.generations.beside(generation))
                return self._finish(engine, generation)
        except BaseException:
            self.generations.discard(generation)
            raise

    def _settle(self) -> None:
        """Count what a new generation leaves out of the one before."""
        if self.engine is None:
            return
        before = self.engine.count()
        if not self.full:
            self._remove_old(before)
            return
        self._compare_with_all()
        if not self.options.confirmed:
            self.ledger.guard(self.ledger.report.removed, before)

    def _compare_with_all(self) -> None:
        if self.engine is None or not self.full:
            return
        try:
            self.ledger.compare_with(id for id, _ in self.engine.values("id"))
        except FihrisError:
            self.ledger.report.skipped.append(_lost(self.settings.index))

    def _remove_old(self, before: int) -> list[str]:
        gone = self.ledger.gone()
        self.ledger.report.removed = len(gone)
        if not self.options.confirmed:
            self.ledger.guard(len(gone), before)
        return gone

    def _check(self, engine: Engine) -> None:
        """A build is opened, counted and queried before it may answer."""
        if not engine.count() == engine.search(Everything(), limit=1).total == self.ledger.count():
            raise CannotIndex(
                "The new index does not hold what was written; the old one stays.",
                "لا يحوي الفهرس الجديد كل ما كُتب فيه؛ بقي الفهرس القديم كما هو.",
            )

    def _carried(self, engine: Engine) -> Prepareds:
        """Articles of the current index that a rebuild for size takes over."""
        gone = set(self.ledger.gone())
        kept = (each for each in engine.articles() if each.id not in gone)
        for unit in _chunks(each for each in kept if not self.ledger.has(each.id)):
            for batch in self.reader.batches(unit):
                for prepared in batch.prepared:
                    self.ledger.carry(prepared)
                yield batch.prepared

    def _preview(self, stream: Prepareds) -> Report:
        for _ in stream:
            pass
        self.ledger.report.dry_run = True
        self.ledger.report.removed = len(self.ledger.gone())
        self._compare_with_all()
        return self._finish(self.engine, self.current)

    def _finish(self, engine: Engine | None, generation: Generation | None) -> Report:
        report = self.ledger.report
        report.articles = engine.count() if engine is not None else 0
        if generation is not None:
            report.engine, report.generation = generation.engine, generation.number
        down = self.waiting.after(self.ledger, self.full)
        if down != self.down and not self.options.dry_run:
            self.generations.keep_removed(down.names())
        if self.memory is not None and not self.options.dry_run:
            self.memory.keep()
        return report

    def _foresee(self) -> None:
        """Before a commit, note what will wait after it: were we stopped in between, it would not be lost."""
        down = self.waiting.after(self.ledger, self.full)
        down = replace(down, again=down.again | self.down.again, waiting=down.waiting | self.down.waiting)
        if down != self.down:
            self.generations.keep_removed(down.names())
            self.down = down


def _chunks(articles: Iterable[Article]) -> Iterator[list[Article]]:
    source = iter(articles)
    while chunk := list(itertools.islice(source, PAGE)):
        yield chunk


def _lost(index: Path) -> Skipped:
    """What a full build over a damaged index says."""
    return Skipped(
        str(index),
        "It was damaged; articles that it held from other paths are lost: reindex those paths as well.",
        "كان الفهرس تالفًا، فضاع ما فيه من مقالات مسارات أخرى؛ أعد فهرسة تلك المسارات أيضًا.",
    )
