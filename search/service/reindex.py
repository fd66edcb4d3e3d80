"""Makes the index agree with what the given paths hold now.

Little is written in place, as one commit of the engine; a new engine, a new fingerprint or `full` builds a
generation beside the old one, which answers until the new one is complete and checked.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from search.engines.base import Engine, Prepared
from search.engines.choose import auto
from search.model import Article, CannotIndex, FihrisError
from search.query.plan import Everything
from search.service import pipeline, tombstones
from search.service.files import Changes, File, compare, is_below, walk
from search.service.generations import Generation, Generations
from search.service.ledger import PAGE, Ledger, Report
from search.service.prepare import decode_origin
from search.service.resources import load_analyzer
from search.settings import Settings

Progress = Callable[[int, int, int], None]
"""Called with bytes done, bytes in all, articles so far."""

Prepareds = Iterator[Sequence[Prepared]]


def _silent(done: int, total: int, articles: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Options:
    """How to reindex: everything anew, removal of most confirmed, only a preview, other field names."""

    full: bool = False
    confirmed: bool = False
    dry_run: bool = False
    mapping: Mapping[str, str] = field(default_factory=dict)
    progress: Progress = _silent


def reindex(settings: Settings, paths: Sequence[Path], options: Options | None = None) -> Report:
    """Reindex `paths`; articles from elsewhere stay.

    Raises CannotIndex (nothing to read, no space, too much would go unconfirmed), IndexBusy. Whatever is
    raised, the index answers as before.
    """
    began = time.monotonic()
    files = walk(paths)
    generations = Generations(settings.index)
    try:
        with generations.writing():
            generations.clean()
            report = _Run(settings, generations, paths, files, options or Options()).go()
            generations.clean()
    except OSError as error:
        raise CannotIndex(
            f"The index cannot be written ({error.strerror or error}); it is as it was.",
            f"تتعذّر كتابة الفهرس ({error.strerror or error})؛ بقي كما كان.",
        ) from error
    report.seconds = time.monotonic() - began
    return report


class _Run:
    """One run, from what the index holds to the commit."""

    def __init__(
        self,
        settings: Settings,
        generations: Generations,
        paths: Sequence[Path],
        files: Sequence[File],
        options: Options,
    ) -> None:
        self.settings, self.generations, self.paths, self.options = settings, generations, paths, options
        analyzer, self.fingerprint = load_analyzer(settings.lexicon)
        self.reader = pipeline.Reader(analyzer, settings.index.resolve(), options.mapping)
        buried = tombstones.load(settings.index)
        down = [Path(name) for name in buried if Path(name).is_absolute()]
        self.files = [file for file in files if not is_below(str(file.location), down)]
        self.current: Generation | None = None
        self.engine: Engine | None = None
        self._open_current()
        self.full = self._needs_full()
        self.ledger = Ledger(None if self.full else self.engine, buried)

    def go(self) -> Report:
        """Compare, read, write, commit."""
        try:
            changes = self._changes()
            self.ledger.report.unchanged_files = changes.unchanged
            self.ledger.expect((*changes.outdated, *changes.removed))
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

    def _open_current(self) -> None:
        try:
            self.current = self.generations.current()
            if self.current is not None:
                self.engine = self.generations.open(self.current)
        except FihrisError:
            if not self.options.full:
                raise
            self.current = None  # damaged: a full build from the files mends it

    def _needs_full(self) -> bool:
        if self.current is None or self.options.full or self.current.fingerprint != self.fingerprint:
            return True
        return self.settings.engine not in ("auto", self.current.engine)

    def _changes(self) -> Changes:
        if self.full or self.engine is None:
            return Changes(tuple(self.files), (), (), (), 0)
        lines = (line for line, _ in self.engine.values("origin"))
        known = {line: origin for line in lines if (origin := decode_origin(line))}
        return compare(self.files, known, self.paths)

    def _is_settled(self, changes: Changes) -> bool:
        return not (self.full or changes.new or changes.changed or self.ledger.old)

    def _accepted(self, files: Sequence[File]) -> Prepareds:
        """The articles to write, of the files to read and, in a full build, of the index's other paths."""
        total, done = sum(file.size for file in files), 0
        work: Iterator[pipeline.Unit] = pipeline.units(files)
        if self.full and self.engine is not None:
            work = itertools.chain(work, _elsewhere(self.engine, self.paths))
        few = total < pipeline.UNIT_BYTES and self.engine is None
        for batch in pipeline.run(work, self.reader, 1 if few else self.settings.workers):
            for location, skipped in batch.skipped:
                self.ledger.skip(location, skipped)
            accepted = [each for each in batch.prepared if self.ledger.accept(each)]
            done += batch.done
            self.options.progress(done, total, self.ledger.report.written)
            if accepted:
                yield accepted

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
        self._remove_old(before)
        engine.delete(self.ledger.old)
        engine.commit()
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
                self.generations.publish(generation)
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
            return self._remove_old(before)
        self.ledger.compare_with(id for id, _ in self.engine.values("id"))
        if not self.options.confirmed:
            self.ledger.guard(self.ledger.report.removed, before)

    def _remove_old(self, before: int) -> None:
        self.ledger.report.removed = len(self.ledger.old)
        if not self.options.confirmed:
            self.ledger.guard(self.ledger.report.removed, before)

    def _check(self, engine: Engine) -> None:
        """A build is opened, counted and queried before it may answer."""
        if not engine.count() == engine.search(Everything(), limit=1).total == self.ledger.count():
            raise CannotIndex(
                "The new index does not hold what was written; the old one stays.",
                "لا يحوي الفهرس الجديد كل ما كُتب فيه؛ بقي الفهرس القديم كما هو.",
            )

    def _carried(self, engine: Engine) -> Prepareds:
        """Articles of the current index that a rebuild for size takes over."""
        kept = (each for each in engine.articles() if each.id not in self.ledger.old)
        for unit in _chunks(each for each in kept if not self.ledger.has(each.id)):
            for batch in self.reader.batches(unit):
                for prepared in batch.prepared:
                    self.ledger.carry(prepared)
                yield batch.prepared

    def _preview(self, stream: Prepareds) -> Report:
        for _ in stream:
            pass
        self.ledger.report.dry_run = True
        self.ledger.report.removed = len(self.ledger.old)
        return self._finish(self.engine, self.current)

    def _finish(self, engine: Engine | None, generation: Generation | None) -> Report:
        report = self.ledger.report
        report.articles = engine.count() if engine is not None else 0
        if generation is not None:
            report.engine, report.generation = generation.engine, generation.number
        return report


def _elsewhere(engine: Engine, paths: Sequence[Path]) -> Iterator[list[Article]]:
    """The articles of the index that a full build does not read again."""
    return _chunks(
        article
        for article in engine.articles()
        if not (article.origin and is_below(article.origin.location, paths))
    )


def _chunks(articles: Iterable[Article]) -> Iterator[list[Article]]:
    source = iter(articles)
    while chunk := list(itertools.islice(source, PAGE)):
        yield chunk
