"""What a run takes in: articles of the files to read, and of the index before, as the ledger accepts them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from search.articles.budget import Budget
from search.articles.slow import SlowFiles
from search.engines.base import Engine, Prepared
from search.errors import FihrisError
from search.indexing import workers
from search.indexing.blocked import BlockedFiles
from search.indexing.files import below
from search.indexing.ledger import Ledger
from search.indexing.origins import PAGE, decode_origin
from search.indexing.plan import Plan, lost_articles
from search.indexing.units import MUCH_BYTES, Indexed, Reader, Unit, units
from search.messages import Message
from search.model import Article
from search.store.forms import KeptForms
from search.store.left_out import LeftOut
from search.store.tombstones import Tombstones

FORGOTTEN = Message("The words remembered from earlier runs were damaged; all were analysed again.")

Batches = Iterator[Sequence[Prepared]]


class Intake:
    """The articles of one run, which `ledger` counts."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._old = plan.before.engine
        settings, options, down = plan.settings, plan.options, plan.before.tombstones
        self._reader = Reader(
            settings.lexicon,
            settings.index.resolve(),
            options.mapping,
            Budget.of(settings),
            SlowFiles(options.slow),
        )
        self.ledger = Ledger(None if plan.is_full else self._old, down)
        self._late: list[str] = []
        self._blocked = BlockedFiles(down, plan.files, plan.roots, plan.unseen, plan.to_read)
        report = self.ledger.report
        for part in plan.before.lost:
            report.lose(part)
        for place, part in plan.found.skipped:
            self.ledger.leave_out(place, part)
        report.ignored = plan.found.ignored
        report.unchanged_files = plan.changes.unchanged
        self.ledger.expect(plan.changes.outdated)

    @property
    def old(self) -> Engine | None:
        """The engine of the index before; None without one, or once it turned out damaged."""
        return self._old

    def accepted(self) -> Batches:
        """The articles to write, of the files to read and then, in a full build, of the index before."""
        files = self._plan.to_read
        total = sum(file.size for file in files)
        yield from self._fed(units(files), total, total > MUCH_BYTES)
        if late := self._blocked.late(self._old, self.ledger):
            self._late = [file.place for file in late]
            yield from self._fed(units(late), sum(file.size for file in late), False)
        if self._plan.is_full and self._old is not None:
            yield from self._fed(_pages(self._kept(self._old)), total, self._old.count() > PAGE)

    def carried(self, engine: Engine) -> Batches:
        """Articles of the index before that a rebuild for size takes over."""
        gone = set(self.ledger.gone())
        kept = (article for article in engine.articles() if article.id not in gone)
        for unit in _pages(article for article in kept if not self.ledger.has(article.id)):
            for batch in self._reader.batches(unit):
                for prepared in batch.prepared:
                    self.ledger.carry(prepared)
                yield batch.prepared

    def tombstones(self) -> Tombstones:
        """What is down after the run, and which files wait."""
        return self._blocked.after(self.ledger, self._plan.is_full)

    def left_out(self) -> LeftOut:
        """What is left out after the run; of files found unchanged or of other paths, what was before."""
        plan, before = self._plan, self._plan.before.left_out
        if not before.files:
            return before.after(self.ledger.left, lambda _: False)
        outdated = (origin.location for line in plan.changes.outdated if (origin := decode_origin(line)))
        seen = (place for place, _ in plan.found.skipped)
        anew = {*(file.place for file in plan.to_read), *self._late, *outdated, *seen}
        there = {file.place for file in plan.files()}
        is_walked, is_unseen = below(plan.roots), below(plan.unseen)
        return before.after(
            self.ledger.left,
            lambda place: place not in anew and (place in there or is_unseen(place) or not is_walked(place)),
        )

    def compare(self) -> None:
        """After a full build or its preview: count which ids are new and which are gone."""
        if self._old is None or not self._plan.is_full:
            return
        try:
            self.ledger.compare_with(id for id, _ in self._old.values("id"))
        except FihrisError:
            self._lose()

    def _fed(self, work: Iterable[Unit], total: int, is_much: bool) -> Batches:
        done = 0
        forms = KeptForms(self._plan.fingerprint) if is_much else None
        for batch in workers.run(work, self._reader, self._plan.settings.workers if is_much else 1, forms):
            for unread in batch.unread:
                self.ledger.skip(*unread)
            accepted = self.ledger.accept(batch)
            done += batch.done
            self._plan.options.progress(done, total, self.ledger.report.written)
            if accepted:
                yield accepted
        if forms and forms.is_damaged:
            self.ledger.report.notes.append(FORGOTTEN)

    def _kept(self, engine: Engine) -> Iterator[Article]:
        """Articles of the index that a full build did not read again: from elsewhere, or unreadable now."""
        down = self._plan.before.tombstones
        is_read, is_unseen, is_down = below(self._plan.roots), below(self._plan.unseen), below(down.places)
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
            self._lose()

    def _lose(self) -> None:
        self.ledger.report.lose(lost_articles(self._plan.before.store.place))
        self._old = None


def _pages(articles: Iterable[Article]) -> Iterator[Unit]:
    source = iter(articles)
    while page := [Indexed(article) for article in islice(source, PAGE)]:
        yield page
