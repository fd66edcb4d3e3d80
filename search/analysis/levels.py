"""One word at five distances: vocalised, surface, folded, lemma, root."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from search.analysis.normalise import fold_surface, surface, vocalised
from search.analysis.stem import Stemmer
from search.analysis.stopwords import stopwords

MAX_TERM = 100
"""Longest term in code points: longer ones are cut, in queries and texts alike."""

MEMO_WORDS = 500_000
"""Words remembered while indexing, about half a kilobyte each; searching remembers fewer."""


class Levels(NamedTuple):
    """A word's term on each level, "" where it has none, and whether it is a stop word."""

    vocalised: str
    surface: str
    folded: str
    lemma: str
    root: str
    stop: bool


class Analyzer:
    """Words to levels, remembering the words of texts. Queries are not remembered: anyone may send them."""

    def __init__(self, stemmer: Stemmer, memo_words: int = MEMO_WORDS) -> None:
        self.stemmer = stemmer
        self._stopwords = stopwords()
        self._memo = _Memo(self, memo_words)

    def analyse(self, word: str) -> Levels:
        """The five levels of one word as it stands in a text or query."""
        letters = surface(word)
        marked = "" if letters == word else vocalised(word)
        letters = letters[:MAX_TERM]
        folded = fold_surface(letters)
        reading = self.stemmer.best(letters, folded)
        return Levels(
            marked[:MAX_TERM],
            letters,
            folded[:MAX_TERM],
            reading.lemma[:MAX_TERM],
            reading.root[:MAX_TERM],
            letters in self._stopwords,
        )

    def text(self, words: Sequence[str]) -> list[Levels]:
        """The levels of each word of a text, from memory where possible."""
        return list(map(self._memo.__getitem__, words))


class _Memo(dict[str, Levels]):
    """Words remembered in two halves: when the newer one is full it becomes the older, which is forgotten."""

    def __init__(self, analyzer: Analyzer, limit: int) -> None:
        super().__init__()
        self._analyzer = analyzer
        self._half = limit // 2
        self._older: dict[str, Levels] = {}

    def __missing__(self, word: str) -> Levels:
        if len(self) >= self._half:
            self._older = dict(self)
            self.clear()
        levels = self._older.get(word) or self._analyzer.analyse(word)
        self[word] = levels
        return levels
