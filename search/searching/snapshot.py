"""What searches ask of one commit of an index, made when first needed and kept until the next commit."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from search.analysis.levels import QUERY_WORDS, Analyzer
from search.engines.base import Engine
from search.query.correction.spelling import Speller
from search.query.expansion.name_forms import AttachedForms
from search.query.expansion.respelling import Respeller
from search.query.vocabulary import Vocabulary
from search.searching.cache import Answers
from search.searching.suggesting.completion import Completer
from search.searching.suggesting.examples import Examples, examples
from search.store.generations import Generation

ANY_WORD = "ابجدهوز"
"""A word of usual length: looking for words near it makes ready what looking near any other needs."""


@dataclass
class Snapshot:
    """One commit of one generation, opened for reading; searches under way keep the one they began with."""

    generation: Generation
    engine: Engine
    analyzer: Analyzer
    answers: Answers
    held: ExitStack = field(default_factory=ExitStack)

    @cached_property
    def words(self) -> Vocabulary:
        """The folded words of the index with their article counts, read when first needed."""
        return Vocabulary(self.engine.words())

    def warm(self) -> None:
        """Make what takes long where it is first needed: the words, and the speller's bits of letters."""
        self.speller.candidates(ANY_WORD)

    @cached_property
    def completer(self) -> Completer:
        """Completions out of this commit."""
        return Completer(self.engine, self.words)

    @cached_property
    def examples(self) -> Examples:
        """Words for examples of queries that find something in this commit."""
        return examples(self.engine, self.analyzer)

    @cached_property
    def speller(self) -> Speller:
        """Corrections out of these words."""
        return Speller(self.words)

    @cached_property
    def respell(self) -> Callable[[str], tuple[str, ...]]:
        """What words were meant as that this commit lacks; the last ones are remembered."""
        respeller = Respeller(self.analyzer, lambda: self.words, lambda: self.speller, self.attached)
        return lru_cache(maxsize=QUERY_WORDS)(respeller)

    @cached_property
    def attached(self) -> Callable[[str], tuple[str, ...]]:
        """Other lemmas that unknown names have in this commit; the last ones are remembered."""
        return lru_cache(maxsize=QUERY_WORDS)(AttachedForms(self.analyzer, lambda: self.words))
