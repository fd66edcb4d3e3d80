"""What suggestions ask of an index: what another query would find there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.analysis.levels import Analyzer
from search.engines.base import Engine
from search.model import Article
from search.query.expansion.expand import Expander
from search.query.expansion.index_words import IndexWords
from search.query.language.parser import parse_plain
from search.query.language.tree import Node
from search.query.plan import Bool, Plan, Term

BEST = 3
"""So many articles show how the words of a query are written."""


@dataclass(frozen=True, slots=True)
class Probe:
    """Asks one commit of an index, within the `filters` of the request that found little."""

    engine: Engine
    expander: Expander
    filters: Sequence[Plan]

    @property
    def analyzer(self) -> Analyzer:
        """The analysis of this index."""
        return self.expander.analyzer

    @property
    def words(self) -> IndexWords:
        """The words of this index."""
        return self.expander.words

    def find(self, node: Node, filtered: bool = True) -> tuple[int, list[Article]]:
        """How many articles match a tree fully, within the filters or without them, and the best of them."""
        plan = Bool(must=(self.expander.expand(node).full, *(self.filters if filtered else ())))
        found = self.engine.search(plan, limit=BEST)
        return found.total, [article for _, article in found.hits]

    def find_words(self, words: str) -> tuple[int, list[Article]]:
        """The same for plain words."""
        return self.find(parse_plain(words).tree)

    def holding(self, surface: str) -> int:
        """How many articles hold a surface form."""
        return self.engine.search(Term("surface", surface), limit=0).total
