"""What a reindexing run does, article by article: ids taken, replaced, left over; and the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from search.articles import Skipped
from search.engines.base import Engine, Prepared
from search.model import Article, CannotIndex
from search.query.plan import Value

PAGE = 1_000


@dataclass(slots=True)
class Report:
    """What a run did, counted in articles; `skipped` names files or places and why.

    A full build writes every article: `changed` then stays 0, `added` counts the ids that are new.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    written: int = 0
    unchanged_files: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    repaired: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    engine: str = ""
    generation: int = 0
    seconds: float = 0.0
    dry_run: bool = False


class Ledger:
    """The ids of one run. `old` are the articles whose file has changed or gone: id to digest and file."""

    def __init__(self, engine: Engine | None, buried: frozenset[str]) -> None:
        self.report = Report()
        self.old: dict[str, tuple[str, str]] = {}
        self._engine = engine
        self._buried = buried
        self._seen: set[int] = set()

    def expect(self, origins: Iterable[str]) -> None:
        """Remember the articles of these origins (encoded), and those taken down by hand."""
        if self._engine is None:
            return
        for article in (each for line in origins for each in of_origin(self._engine, line)):
            self.old[article.id] = (article.digest, article.origin.location if article.origin else "")
        for article in self._engine.fetch(sorted(self._buried)):
            self.old[article.id] = (article.digest, "")

    def accept(self, prepared: Prepared) -> bool:
        """Whether to write an article: not one taken down, nor one whose id is another's."""
        article = prepared.article
        if article.id in self._buried:
            return False
        if self.has(article.id) or self._is_elsewhere(article):
            self.report.skipped.append(_duplicate(article))
            return False
        self._seen.add(hash(article.id))
        known = self.old.pop(article.id, None)
        if known is None:
            self.report.added += 1
        elif known[0] != article.digest:
            self.report.changed += 1
        self.report.written += 1
        self.report.repaired.update(article.repairs)
        return True

    def has(self, id: str) -> bool:
        """Whether an article of this id was written in this run."""
        return hash(id) in self._seen

    def carry(self, prepared: Prepared) -> None:
        """Note an article that a rebuild takes over as it was."""
        self._seen.add(hash(prepared.article.id))

    def skip(self, location: str, skipped: Skipped) -> None:
        """A place that could not be read: the articles its file gave before stay."""
        self.report.skipped.append(skipped)
        for id in [id for id, (_, place) in self.old.items() if place == location]:
            del self.old[id]

    def count(self) -> int:
        """How many articles were written or carried over."""
        return len(self._seen)

    def compare_with(self, ids: Iterable[str]) -> None:
        """After a full build: which ids of the index before are new, which are gone."""
        known = lost = 0
        for id in ids:
            known, lost = known + self.has(id), lost + (not self.has(id))
        self.report.added -= known
        self.report.removed = lost

    def guard(self, removed: int, before: int) -> None:
        """Raise CannotIndex when more than half of the index would go."""
        if removed * 2 > before > 0:
            raise CannotIndex(
                f"This would remove {removed} of {before} articles; if that is meant, add --yes.",
                f"سيؤدي هذا إلى حذف {removed} من أصل {before} من المقالات؛ إن كان مقصودًا فأضف ‎--yes.",
            )

    def _is_elsewhere(self, article: Article) -> bool:
        """Whether the id belongs to an article of another file that still exists."""
        if self._engine is None or article.origin is None or article.id in self.old:
            return False
        holders = (other.origin for other in self._engine.fetch([article.id]) if other.origin)
        return any(
            holder.location != article.origin.location and Path(holder.location).exists()
            for holder in holders
        )


def of_origin(engine: Engine, line: str) -> Iterator[Article]:
    """The articles of an encoded origin."""
    plan = Value("origin", (line,))
    for offset in range(0, engine.search(plan, limit=0).total, PAGE):
        for _, article in engine.search(plan, offset=offset, limit=PAGE).hits:
            yield article


def _duplicate(article: Article) -> Skipped:
    return Skipped(
        article.origin.location if article.origin else article.id,
        f"The id {article.id!r} belongs to another article already; this one was left out.",
        f"المعرّف «{article.id}» مستعمل لمقال آخر، فتُرك هذا المقال.",
    )
