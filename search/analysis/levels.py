"""One word at five distances: vocalised, surface, folded, lemma, root."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Generic, NamedTuple, TypeVar

from search.analysis.letters import SAYINGS
from search.analysis.normalise import fold_surface, surface, vocalised
from search.analysis.stemming.reading import Reading, told
from search.analysis.stemming.stemmer import Remembering, Stemmer
from search.analysis.stopwords import stopwords

MAX_TERM = 100
"""Longest term in code points: longer ones are cut, in queries and texts alike."""

MEMO_WORDS = 60_000
"""Words of shown texts remembered, about 280 bytes each."""

QUERY_WORDS = 4_000
"""Words of queries remembered, those of the last few hundred."""

READ_WORDS = 200
"""Words of queries all of whose readings are remembered: their levels and the plausible ones are of those."""

T = TypeVar("T")


class Levels(NamedTuple):
    """A word's term on each level, "" where it has none, and whether it is a stop word.

    A word that is read in two ways has two lemmas, the likelier first, with a space between, and so have its
    roots; a sign that says several words has theirs.
    """

    vocalised: str
    surface: str
    folded: str
    lemma: str
    root: str
    stop: bool

    @property
    def lemmas(self) -> list[str]:
        """The lemmas one by one."""
        return self.lemma.split()


class Analyzer:
    """Words to levels. Words of texts and words of queries are remembered apart: anyone may send those."""

    def __init__(self, stemmer: Stemmer, memo_words: int = MEMO_WORDS) -> None:
        self.stemmer = stemmer
        self._stopwords = stopwords()
        self._memo = Memo(self.levels, memo_words)
        asked = Remembering(stemmer, READ_WORDS)
        self._asked = lru_cache(maxsize=QUERY_WORDS)(partial(self.levels, stemmer=asked))
        self.readings = lru_cache(maxsize=QUERY_WORDS)(asked.readings)
        """The plausible readings of a word of a query, as written without marks, one a lemma."""

    def analyse(self, word: str) -> Levels:
        """The five levels of one word as it stands in a text or query."""
        return self._asked(word)

    def best(self, surface: str) -> Reading:
        """The likeliest reading of a word of a query, as written without marks."""
        return self.readings(surface)[0]

    def text(self, words: Sequence[str]) -> list[Levels]:
        """The levels of each word of a text, from memory where possible."""
        return list(map(self._memo.__getitem__, words))

    def of_text(self, word: str) -> Levels:
        """The levels of one word of a text, from memory where possible."""
        return self._memo[word]

    def levels(self, word: str, stemmer: Stemmer | None = None) -> Levels:
        """The five levels of one word, from no memory but that of `stemmer`."""
        if word in SAYINGS:
            return self._sign(word)
        letters = surface(word)
        marked = "" if letters == word else vocalised(word)
        letters = letters[:MAX_TERM]
        folded = fold_surface(letters)
        readings = (stemmer or self.stemmer).indexed(letters, folded)
        lemma, root = readings[0].lemma[:MAX_TERM], readings[0].root[:MAX_TERM]
        for other in readings[1:]:
            lemma += " " + other.lemma[:MAX_TERM]
            root += " " + other.root[:MAX_TERM] if root != other.root[:MAX_TERM] else ""
        is_stop = letters in self._stopwords
        return told(Levels, (marked[:MAX_TERM], letters, folded[:MAX_TERM], lemma, root.strip(), is_stop))

    def _sign(self, sign: str) -> Levels:
        said = list(map(self.levels, SAYINGS[sign].split()))
        lemmas, roots = ([getattr(levels, name) for levels in said] for name in ("lemma", "root"))
        return Levels("", sign, "", " ".join((sign, *lemmas)), " ".join(filter(None, roots)), False)


class Memo(dict[str, T], Generic[T]):
    """What `analyse` says of words, remembered in two halves: when the newer one is full it becomes the
    older, which is forgotten."""

    def __init__(self, analyse: Callable[[str], T], limit: int) -> None:
        super().__init__()
        self._analyse = analyse
        self._half = limit // 2
        self._older: dict[str, T] = {}

    def __missing__(self, word: str) -> T:
        if len(self) >= self._half:
            self._older = dict(self)
            self.clear()
        found = self._older.get(word)
        if found is None:
            found = self._analyse(word)
        self[word] = found
        return found
