"""Corrections of misspelled words: near words of the vocabulary, by the mistakes that Arabic writers make.

The distance is Damerau's (optimal string alignment) with weights: letters that sound or look alike cost
less than others (tables/confusions.tsv). rapidfuzz finds the words within two plain edits among
those that `letter_bits` leaves; the weights then put them in order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis.levels import QUERY_WORDS
from search.analysis.particles import ARTICLE
from search.analysis.stopwords import folded_stopwords
from search.query.correction.candidates import MOST, Candidate, Query, best, queries
from search.query.correction.letter_bits import LetterBits
from search.query.correction.variants import variants
from search.query.vocabulary import Vocabulary
from search.tables import rows

FREQUENT = 100_000
"""Only so many words are offered as corrections, the most frequent ones."""

_DOUBLED = 0.4
_SWAPPED = 0.6
_FIRST_LETTER = 0.3
_SPACE = 0.9
_RARER = {"spelling": 20, "variant": 5}
"""A word of the vocabulary is corrected only to words so many times as frequent."""
_NEAR = 60
"""So many words of equal plain distance are weighed."""
_SHORT = 5
"""Shorter words may differ by one plain edit, others by two: فففف is no slip of ففي."""
_SECOND = 0.15
"""Added for a second plain edit: مسؤل is مسؤول, a letter left out, sooner than مثل."""
_SHORTEST = 3
"""Shorter words are one letter away from too many others."""
_SPREAD = 0.5
"""Other corrections may be so much farther off than the best: مدرسة for مدرصة, not مدرجة besides."""
_BEGUN, _LEFT = 0.7, 0.05
"""A word may also be the beginning of another, which costs so much, and so much more for each letter left."""
_PART = 1.0
"""A stop word is offered for a word that is none only if it is nearer than one whole letter: بن for ابن."""
_COMMON = 100
"""A part of two letters must be at least a hundredth as frequent as the most frequent word."""

_COSTS = {pair: float(cost) for a, b, cost, _ in rows("query", "confusions") for pair in ((a, b), (b, a))}


class Speller:
    """Corrections out of a vocabulary of folded words; those of the last words are remembered."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._known = lru_cache(maxsize=QUERY_WORDS)(self._candidates)
        self._vocabulary = vocabulary
        self._frequent = vocabulary.frequent(FREQUENT)
        self._letters = LetterBits(self._frequent)
        self._common = vocabulary.count(self._frequent[0]) / _COMMON if self._frequent else 0

    def candidates(self, word: str, last: bool = False) -> list[Candidate]:
        """What the folded `word` may be a slip of, the likeliest first; never the word itself.

        The `last` word of a query may be one that is not typed to its end.
        """
        return self._known(word, last)

    def _candidates(self, word: str, last: bool) -> list[Candidate]:
        if len(word) < _SHORTEST or _has_digit(word):
            return []
        known = self._vocabulary.count(word)
        begun = list(self._begun(word)) if last else []
        near = chain(self._near(word, known), self._split(word), variants(word, self._vocabulary))
        slips = chain(begun, (slip for slip in near if not (last and slip.words[0].startswith(word))))
        likely = (slip for slip in slips if slip.count > _RARER[slip.kind] * known)
        ranked = best(slip for slip in likely if slip.words != (word,) and self._fits(word, slip))
        return [slip for slip in ranked if slip.cost <= ranked[0].cost + _SPREAD]

    def _fits(self, word: str, slip: Candidate) -> bool:
        """Whether one word is as much a word as the other: no number, no stop word for one that is none."""
        if len(slip.words) > 1:
            return True
        other, stop = slip.words[0], folded_stopwords()
        return not _has_digit(other) and (slip.cost < _PART or other not in stop or word in stop)

    def correct(self, words: Sequence[str]) -> list[Query]:
        """Corrections of the folded words of a query, the likeliest first; empty when all are well.

        The first mends every word that needs it, the others differ from it in one word. Words that the
        vocabulary knows are doubted only when it knows them all, and then one at a time.
        """
        if not words:
            return []
        mended = self._joined(words)
        unknown = [word for word in mended if word not in self._vocabulary]
        options = [
            self.candidates(word, at == len(mended)) if word in (unknown or mended) else []
            for at, word in enumerate(mended, 1)
        ]
        made = queries(mended, options, MOST + 1, doubtful=not unknown)
        others = [query for query in made if query.words != tuple(words)]
        return [Query(query.kind or "spelling", query.words) for query in others[:MOST]]

    def _near(self, word: str, known: int) -> Iterator[Candidate]:
        count = self._vocabulary.count
        enough = bisect_left(self._frequent, -_RARER["spelling"] * known, key=lambda other: -count(other))
        cutoff = 1 if len(word) < _SHORT else 2
        likely = self._letters.near(word, cutoff, enough)
        near = process.extract(word, likely, scorer=OSA.distance, score_cutoff=cutoff, limit=_NEAR)
        for other, edits, _ in near:
            cost = distance(word, other) + _SECOND * (edits > 1)
            yield Candidate((other,), cost, count(other), "spelling")

    def _begun(self, word: str) -> Iterator[Candidate]:
        """The most frequent words that begin with `word`."""
        for other in self._vocabulary.prefix(word, _NEAR)[0]:
            cost = min(distance(word, other), _BEGUN + _LEFT * (len(other) - len(word)))
            yield Candidate((other,), cost, self._vocabulary.count(other), "spelling")

    def _split(self, word: str) -> Iterator[Candidate]:
        """The word as two, of which the shorter ones must be very common: في, من, لا."""
        for i in range(2, len(word) - 1):
            parts = word[:i], word[i:]
            counts = [self._vocabulary.count(part) for part in parts]
            if all(n and (len(part) > 2 or n >= self._common) for part, n in zip(parts, counts, strict=True)):
                yield Candidate(parts, _SPACE, min(counts), "spelling")

    def _joined(self, words: Sequence[str]) -> list[str]:
        """The words with superfluous spaces closed: where one side is no word of its own."""
        joined: list[str] = []
        for word in words:
            whole = joined[-1] + word if joined else ""
            count = self._vocabulary.count(whole) if joined else 0
            if count and not (self._stands(joined[-1], count) and self._stands(word, count)):
                joined[-1] = whole
            else:
                joined.append(word)
        return joined

    def _stands(self, word: str, whole: int) -> bool:
        """Whether it is a word, no mere particle, and not far rarer than the `whole` it is a part of."""
        return len(word) > 1 and word != ARTICLE and self._vocabulary.count(word) * _RARER["spelling"] > whole


def _has_digit(word: str) -> bool:
    return any(char.isdigit() for char in word)


def distance(one: str, other: str) -> float:
    """Weighted optimal string alignment distance of two folded words."""
    gaps = [_gap(other, j) for j in range(len(other))]
    above: list[float] = []
    row = list(accumulate(gaps, initial=0.0))
    for i, a in enumerate(one):
        skipped = _gap(one, i)
        further, above, row = above, row, [row[0] + skipped]
        for j, (b, gap) in enumerate(zip(other, gaps, strict=True)):
            cost = above[j] if a == b else above[j] + _COSTS.get((a, b), 1.0)
            if (skipping := above[j + 1] + skipped) < cost:
                cost = skipping
            if (gapped := row[j] + gap) < cost:
                cost = gapped
            if i and j and a != b and a == other[j - 1] and b == one[i - 1]:
                cost = min(cost, further[j - 1] + _SWAPPED)
            row.append(cost)
    return row[-1] + (_FIRST_LETTER if one[:1] != other[:1] else 0.0)


def _gap(word: str, at: int) -> float:
    """The cost of a letter that the other word lacks; less when it doubles its neighbour."""
    if at and word[at] == word[at - 1]:
        return _DOUBLED
    return _COSTS.get((word[at], "-"), 1.0)
