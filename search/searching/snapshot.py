"""What searches ask of one commit of an index, made when first needed and kept until the next commit."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from search.analysis.levels import Analyzer
from search.engines.base import Engine
from search.query.expansion.index_words import IndexWords
from search.searching.cache import Answers
from search.searching.listing import Listing
from search.searching.overview import Overview, overview
from search.searching.shared_words import words_of
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
    shared: Path | None = None
    """A folder of processes that search the same index."""

    @cached_property
    def words(self) -> IndexWords:
        """The words of this commit."""
        return IndexWords(self.analyzer, lambda: words_of(self.engine, self.generation.number, self.shared))

    def warm(self) -> None:
        """Make what takes long where it is first needed: the words, the speller's bits of letters, the stems
        by lemma, and what the home page tells.
        """
        self.words.speller.candidates(ANY_WORD)
        self.analyzer.stemmer.cores(ANY_WORD)
        _ = self.overview, self.examples

    @cached_property
    def completer(self) -> Completer:
        """Completions out of this commit."""
        return Completer(self.engine, self.words)

    @cached_property
    def overview(self) -> Overview:
        """What this commit holds."""
        return overview(self.engine)

    @cached_property
    def listing(self) -> Listing:
        """The ids of its articles."""
        return Listing(id for id, _ in self.engine.values("id"))

    @cached_property
    def examples(self) -> Examples:
        """Words for examples of queries that find something in this commit."""
        return examples(self.engine, self.analyzer)
