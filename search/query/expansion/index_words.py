"""What a search needs of the words of an index, in one object."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache, partial

from search.analysis.levels import QUERY_WORDS, Analyzer
from search.query.correction.spelling import Speller
from search.query.expansion.forms.loanwords import is_loanword, loan_forms
from search.query.expansion.forms.names import is_unknown_name, name_forms
from search.query.expansion.forms.particles import with_particles
from search.query.expansion.forms.respelling import Respeller, is_doubtful
from search.query.expansion.forms.spacing import Slots, apart, may_be_two, together
from search.query.language.tree import Fuzzy, Wildcard
from search.query.vocabulary import Vocabulary
from search.query.word_table import WordTable

PATTERNS = 200
"""Patterns whose words are remembered."""


class IndexWords:
    """The words of one commit of an index, read when first needed. Safe to share between threads.

    `read` gives the folded words with the number of articles that hold each. What is told of the last words
    asked for is remembered; words that the lexicon knows well cost no look at the index.
    """

    def __init__(self, analyzer: Analyzer, read: Callable[[], Iterable[tuple[str, int]] | WordTable]) -> None:
        self._analyzer = analyzer
        self._read = read
        self.name_forms = lru_cache(maxsize=QUERY_WORDS)(self._name_forms)
        """Other lemmas by which the index holds a name or loanword (see `forms.names`, `forms.loanwords`)."""
        self.with_particles = lru_cache(maxsize=QUERY_WORDS)(self._with_particles)
        """The forms that the index has of a folded word of a phrase (see `forms.particles`)."""
        self.apart = lru_cache(maxsize=QUERY_WORDS)(self._apart)
        """The two words that the index has for one, a name or an unknown word (see `spacing`)."""
        self.together = lru_cache(maxsize=QUERY_WORDS)(self._together)
        """The forms of two folded words that the index has as one (see `spacing`)."""
        self.fitting = lru_cache(maxsize=PATTERNS)(self._fitting)
        """The most frequent words that a pattern stands for, so many, and whether there are more."""
        self.is_doubtful = partial(is_doubtful, analyzer=analyzer)
        """Whether a word may be a slip (see `respelling`)."""
        self.respelled = lru_cache(maxsize=QUERY_WORDS)(self._respelled)
        """What a word that the index lacks was probably meant as (see `respelling`)."""

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words with their counts."""
        return Vocabulary(self._read())

    @cached_property
    def speller(self) -> Speller:
        """Corrections out of these words."""
        return Speller(self.vocabulary)

    @cached_property
    def _respeller(self) -> Respeller:
        return Respeller(self._analyzer, self.vocabulary, self.speller)

    def _name_forms(self, word: str) -> tuple[str, ...]:
        forms: tuple[str, ...] = ()
        if is_unknown_name(word, self._analyzer):
            forms += name_forms(word, self._analyzer, self.vocabulary)
        if is_loanword(word, self._analyzer):
            forms += loan_forms(word, self._analyzer, self.vocabulary)
        return tuple(dict.fromkeys(forms))

    def _with_particles(self, folded: str) -> tuple[str, ...]:
        return with_particles(folded, self.vocabulary)

    def holds(self, forms: Iterable[str]) -> bool:
        """Whether the index holds any of some folded words."""
        return any(form in self.vocabulary for form in forms)

    def _fitting(self, pattern: Wildcard | Fuzzy, limit: int) -> tuple[list[str], bool]:
        if isinstance(pattern, Fuzzy):
            return self.vocabulary.fuzzy(self._folded(pattern.text), limit)
        pieces = re.split("([*?])", pattern.pattern)
        return self.vocabulary.wildcard(
            "".join(piece if piece in "*?" else self._folded(piece) for piece in pieces), limit
        )

    def _folded(self, text: str) -> str:
        return self._analyzer.analyse(text).folded

    def _apart(self, word: str) -> tuple[Slots, ...]:
        return apart(word, self._analyzer, self.vocabulary) if may_be_two(word, self._analyzer) else ()

    def _together(self, first: str, second: str) -> tuple[str, ...]:
        return together(first, second, self.vocabulary)

    def _respelled(self, word: str) -> tuple[str, ...]:
        if not self.is_doubtful(word) or self.name_forms(word):
            return ()
        return self._respeller.meant(word)
