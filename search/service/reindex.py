"""Makes the index agree with what the given paths hold now.

Little is written in place, as one commit of the engine; a new engine, a new fingerprint or `full` builds a
generation beside the old one, which answers until the new one is complete and checked.
"""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from search.articles import Skipped
from search.engines.base import Engine, Prepared
from search.engines.choose import auto, open_engine
from search.model import Article, CannotIndex, FihrisError, Origin
from search.query.plan import Everything, Value
from search.service import pipeline, tombstones
from search.service.files import Changes, File, compare, is_below, walk
from search.service.generations import Generation, Generations
from search.service.prepare import decode_origin
from search.service.resources import load_analyzer
from search.settings import Settings

PAGE = 1_000


@dataclass(slots=True)
class Report:
    """What a run did, counted in articles; `skipped` names files or places and why."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged_files: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    repaired: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    engine: str = ""
    generation: int = 0
    seconds: float = 0.0
    dry_run: bool = False

    @property
    def written(self) -> int:
        """Articles read and written."""
        return self.added + self.changed


Progress = Callable[[int, int, int], None]
"""Called with bytes done, bytes in all, articles so far."""


def reindex(
    settings: Settings,
    paths: Sequence[Path],
    *,
    full: bool = False,
    confirmed: bool = False,
    dry_run: bool = False,
    mapping: Mapping[str, str] | None = None,
    progress: Progress = lambda done, total, articles: None,
) -> Report:
    """Reindex `paths`; articles from elsewhere stay.

    Raises CannotIndex (nothing to read, no space, too much would go without `confirmed`), IndexBusy. Whatever
    is raised, the index answers as before.
    """
    began = time.monotonic()
    files = walk(paths)
    generations = Generations(settings.index)
    with generations.writing():
        generations.clean()
        run = _Run(
            settings, generations, list(paths), files, full, confirmed, dry_run, mapping or {}, progress
        )
        report = run.go()
        generations.clean()
    report.seconds = time.monotonic() - began
    return report


class _Run:
    """One run of reindex, from what the index holds to the commit."""

    def __init__(
        self,
        settings: Settings,
        generations: Generations,
        paths: list[Path],
        files: list[File],
        full: bool,
        confirmed: bool,
        dry_run: bool,
        mapping: Mapping[str, str],
        progress: Progress,
    ) -> None:
        self.settings, self.generations, self.paths = settings, generations, paths
        self.confirmed, self.dry_run, self.progress = confirmed, dry_run, progress
        self.analyzer, self.fingerprint = load_analyzer(settings.lexicon)
        self.reader = pipeline.Reader(self.analyzer, settings.index.absolute(), mapping)
        self.report = Report(dry_run=dry_run)
        self.buried = tombstones.load(settings.index)
        self.files = [file for file in files if str(file.location) not in self.buried]
        self.current: Generation | None = None
        self.engine: Engine | None = None
        self.old: dict[str, tuple[str, str]] = {}
        self.seen: set[int] = set()
        self._open_current(full)

    def go(self) -> Report:
        """Compare, read, write, commit."""
        try:
            changes = self._changes()
            self.report.unchanged_files = changes.unchanged
            if self.dry_run:
                return self._preview(changes)
            self._remember_old((*changes.outdated, *changes.removed))
            if self.engine is not None and not self.full and not (changes.new or changes.changed or self.old):
                return self._finish(self.engine, self.current)
            work = (*changes.new, *changes.changed)
            prepared = self._prepared(work)
            target, buffered = self._target(prepared)
            stream = itertools.chain(buffered, prepared)
            if self.engine is not None and self.current and target == self.current.engine and not self.full:
                return self._write_in_place(self.engine, stream)
            return self._build(target, stream)
        finally:
            if self.engine is not None:
                self.engine.close()

    def _open_current(self, full: bool) -> None:
        self.full = True
        try:
            self.current = self.generations.current()
            if self.current is None:
                return
            folder = self.generations.folder(self.current.number) / "engine"
            self.engine = open_engine(self.current.engine, folder)
        except FihrisError:
            if not full:
                raise
            self.current = None
            return
        wanted = self.settings.engine
        self.full = (
            full
            or self.current.fingerprint != self.fingerprint
            or (wanted != "auto" and wanted != self.current.engine)
        )

    def _changes(self) -> Changes:
        if self.full or self.engine is None:
            return Changes(tuple(self.files), (), (), (), 0)
        lines = (line for line, _ in self.engine.values("origin"))
        known = {line: origin for line in lines if (origin := decode_origin(line))}
        return compare(self.files, known, self.paths)

    def _preview(self, changes: Changes) -> Report:
        self._remember_old((*changes.outdated, *changes.removed))
        outdated = set(changes.outdated)
        for batch in pipeline.run(pipeline.units((*changes.new, *changes.changed)), self.reader, 1):
            self.report.skipped += [skipped for _, skipped in batch.skipped]
            for each in batch.prepared:
                self._count(each)
        del outdated
        self.report.removed = len(self.old)
        return self.report

    def _remember_old(self, origins: Iterable[str]) -> None:
        """The ids and digests of articles whose file has changed or gone, and of those taken down."""
        engine = self.engine
        if engine is None or self.full:
            return
        for line in origins:
            for article in _every(engine, line):
                self.old[article.id] = (article.digest, article.origin.location if article.origin else "")
        for article in engine.fetch(sorted(self.buried)):
            self.old[article.id] = (article.digest, "")

    def _prepared(self, work: Sequence[File]) -> Iterator[list[Prepared]]:
        total, done, articles = sum(file.size for file in work), 0, 0
        units: Iterable[pipeline.Unit] = pipeline.units(work)
        if self.full and self.engine is not None:
            units = itertools.chain(units, _carried(self.engine, self.paths))
        workers = self.settings.workers if total > pipeline.UNIT_BYTES // 4 or self.full else 1
        for batch in pipeline.run(units, self.reader, workers):
            for location, skipped in batch.skipped:
                self.report.skipped.append(skipped)
                self._keep_old_of(location)
            accepted = [each for each in batch.prepared if self._accept(each)]
            done, articles = done + batch.done, articles + len(accepted)
            self.progress(done, total, articles)
            if accepted:
                yield accepted

    def _keep_old_of(self, location: str) -> None:
        """A file that cannot be read whole loses none of the articles it gave before."""
        for id in [id for id, (_, place) in self.old.items() if place == location]:
            del self.old[id]

    def _accept(self, prepared: Prepared) -> bool:
        article = prepared.article
        if article.id in self.buried:
            return False
        key = hash(article.id)
        if key in self.seen or self._is_elsewhere(article):
            place = article.origin.location if article.origin else article.id
            self.report.skipped.append(_duplicate(place, article.id))
            return False
        self.seen.add(key)
        self._count(prepared)
        return True

    def _is_elsewhere(self, article: Article) -> bool:
        """Whether the id belongs to an article of another file that still exists."""
        if self.engine is None or self.full or article.id in self.old:
            return False
        return any(
            other.origin and article.origin and other.origin.location != article.origin.location
            and Path(other.origin.location).exists()
            for other in self.engine.fetch([article.id])
        )  # fmt: skip

    def _count(self, prepared: Prepared) -> None:
        known = self.old.pop(prepared.article.id, None)
        if known is None:
            self.report.added += 1
        elif known[0] != prepared.article.digest:
            self.report.changed += 1
        self.report.repaired.update(prepared.article.repairs)

    def _target(self, prepared: Iterator[list[Prepared]]) -> tuple[str, list[list[Prepared]]]:
        """The engine to write, and the batches that had to be read to know how many articles there are."""
        if self.settings.engine != "auto":
            return self.settings.engine, []
        current = self.current.engine if self.current else None
        buffered: list[list[Prepared]] = []
        limit = self.settings.auto_limit
        count = self.engine.count() if self.engine is not None and not self.full else 0
        while auto(count, current, limit) == "whoosh" and (batch := next(prepared, None)):
            buffered.append(batch)
            count += len(batch)
        return auto(count, current, limit), buffered

    def _write_in_place(self, engine: Engine, stream: Iterable[Sequence[Prepared]]) -> Report:
        engine.write(stream)
        self._guard(engine.count())
        engine.delete(self.old)
        self.report.removed = len(self.old)
        engine.commit()
        return self._finish(engine, self.current)

    def _build(self, target: str, stream: Iterable[Sequence[Prepared]]) -> Report:
        if self.engine is not None and not self.full:
            stream = itertools.chain(stream, self._stayed(self.engine))
        generation = self.generations.create(target, self.fingerprint)
        folder = self.generations.folder(generation.number) / "engine"
        try:
            engine = open_engine(target, folder, create=True)
            try:
                engine.write(stream)
                engine.commit()
            finally:
                engine.close()
            self._check(target, folder)
            if self.engine is not None:
                self._count_lost(self.engine)
            self.generations.publish(generation)
        except BaseException:
            self.generations.discard(generation)
            raise
        fresh = open_engine(target, folder)
        try:
            return self._finish(fresh, generation)
        finally:
            fresh.close()

    def _check(self, target: str, folder: Path) -> None:
        """A build is opened, counted and queried before it may answer."""
        engine = open_engine(target, folder)
        try:
            if engine.count() != len(self.seen) or engine.search(Everything(), limit=1).total != len(
                self.seen
            ):
                raise CannotIndex(
                    "The new index does not hold what was written; the old one stays.",
                    "لا يحوي الفهرس الجديد كل ما كُتب فيه؛ بقي الفهرس القديم كما هو.",
                )
        finally:
            engine.close()

    def _count_lost(self, old: Engine) -> None:
        """In a full build, articles of the old index that the new one does not hold count as removed."""
        lost = sum(1 for article in old.articles() if hash(article.id) not in self.seen)
        self.old = dict.fromkeys(map(str, range(lost)), ("", ""))
        kept = old.count() - lost
        self.report.added -= kept
        self.report.removed = lost
        self._guard(old.count())

    def _guard(self, before: int) -> None:
        if len(self.old) * 2 > before and before and not self.confirmed:
            raise CannotIndex(
                f"This would remove {len(self.old)} of {before} articles; if that is meant, add --yes.",
                f"سيؤدي هذا إلى حذف {len(self.old)} من أصل {before} من المقالات؛ إن كان مقصودًا فأضف ‎--yes.",
            )

    def _stayed(self, engine: Engine) -> Iterator[list[Prepared]]:
        """Articles of the current index that a rebuild for size carries over."""
        articles = (each for each in engine.articles() if each.id not in self.old)
        fresh = (each for each in articles if hash(each.id) not in self.seen)
        for unit in _chunks(fresh):
            for batch in self.reader.batches(unit):
                self.seen.update(hash(each.article.id) for each in batch.prepared)
                yield batch.prepared

    def _finish(self, engine: Engine, generation: Generation | None) -> Report:
        self.report.articles = engine.count()
        if generation is not None:
            self.report.engine, self.report.generation = generation.engine, generation.number
        return self.report


def _every(engine: Engine, origin: str) -> Iterator[Article]:
    found = engine.search(Value("origin", (origin,)), limit=0).total
    for offset in range(0, found, PAGE):
        for _, article in engine.search(Value("origin", (origin,)), offset=offset, limit=PAGE).hits:
            yield article


def _carried(engine: Engine, paths: Sequence[Path]) -> Iterator[list[Article]]:
    """The articles of the old index that a full build does not read again: those from elsewhere."""
    return _chunks(
        article
        for article in engine.articles()
        if not (article.origin and is_below(article.origin.location, paths))
    )


def _chunks(articles: Iterable[Article]) -> Iterator[list[Article]]:
    source = iter(articles)
    while chunk := list(itertools.islice(source, PAGE)):
        yield chunk


def _duplicate(place: str, id: str) -> Skipped:
    return Skipped(
        place,
        f"The id {id!r} belongs to another article already; this one was left out.",
        f"المعرّف «{id}» مستعمل لمقال آخر، فتُرك هذا المقال.",
    )


__all__ = ["Origin", "Progress", "Report", "reindex"]
