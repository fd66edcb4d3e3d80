"""Ways back from nothing: other queries a person may have meant, of words that the vocabulary knows.

Whether they find articles, and how many, is for the caller to ask the index.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.analysis.normalise import fold
from search.analysis.tokenise import words
from search.query import arabizi, keyboard
from search.query.candidates import queries
from search.query.spelling import Speller
from search.query.variants import variants
from search.query.vocabulary import Vocabulary

MAX_WORDS = 12
"""Longer queries are not a word or two gone wrong."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """Another query: its kind (keyboard, arabizi, spelling or variant) and its folded words."""

    kind: str
    words: tuple[str, ...]


def recoveries(text: str, vocabulary: Vocabulary, speller: Speller, limit: int = 5) -> list[Recovery]:
    """What a query of plain words may have meant, the surest first: each query once, at most `limit`."""
    typed = [fold(word) for word in words(text)]
    if not typed or len(typed) > MAX_WORDS:
        return []
    found: dict[tuple[str, ...], Recovery] = {}
    for each in _ladder(text, typed, vocabulary, speller):
        if each.words != tuple(typed):
            found.setdefault(each.words, each)
    return list(found.values())[:limit]


def _ladder(text: str, typed: Sequence[str], vocabulary: Vocabulary, speller: Speller) -> Iterator[Recovery]:
    for swapped in keyboard.swapped(text):
        meant = tuple(fold(word) for word in words(swapped))
        if meant and all(word in vocabulary for word in meant):
            yield Recovery("keyboard", meant)
    for read in arabizi.suggest(text, vocabulary):
        yield Recovery("arabizi", tuple(map(fold, read)))
    named = [variants(word, vocabulary) if word not in vocabulary else [] for word in typed]
    if any(named):
        yield Recovery("variant", queries(typed, named, 1)[0])
    for corrected in speller.correct(typed):
        yield Recovery("spelling", corrected)
    for other in queries(typed, [variants(word, vocabulary) for word in typed], 5):
        yield Recovery("variant", other)
