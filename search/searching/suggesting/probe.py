"""What suggestions ask of an index: what another query would find there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.analysis.levels import Analyzer
from search.engines.base import Engine, RawHits
from search.model import Article
from search.query.expansion.expand import Expander
from search.query.expansion.index_words import IndexWords
from search.query.language.parser import parse_plain
from search.query.language.tree import Node
from search.query.plan import Bool, Plan, Term
from search.searching.deadline import Deadline

BEST = 3
"""So many articles show how the words of a query are written."""


@dataclass(frozen=True, slots=True)
class Probe:
    """Asks one commit of an index, within the `filters` of the request that found little; once `deadline` is
    over nothing more is found.
    """

    engine: Engine
    expander: Expander
    filters: Sequence[Plan]
    deadline: Deadline

    @property
    def analyzer(self) -> Analyzer:
        """The analysis of this index."""
        return self.expander.analyzer

    @property
    def words(self) -> IndexWords:
        """The words of this index."""
        return self.expander.words

    def count(self, node: Node, filtered: bool = True) -> int:
        """How many articles match a tree fully, within the filters or without them."""
        if self.deadline.is_over():
            return 0
        return self._search(self.expander.unscored(node), 0, self.filters if filtered else ()).total

    def count_words(self, words: str) -> int:
        """The same for plain words."""
        return self.count(parse_plain(words).tree)

    def best(self, words: str) -> list[Article]:
        """The best of the articles that match plain words fully."""
        answer = self._search(self.expander.full(parse_plain(words).tree), BEST, self.filters)
        return [article for _, article in answer.hits]

    def holding(self, surface: str) -> int:
        """How many articles hold a surface form."""
        return self.engine.search(Term("surface", surface), limit=0).total

    def _search(self, plan: Plan, limit: int, filters: Sequence[Plan]) -> RawHits:
        return self.engine.search(Bool(must=(plan, *filters)), limit=limit)
