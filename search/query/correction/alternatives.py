"""Ways back from nothing: other queries a person may have meant, of words that the vocabulary knows.

Whether they find articles, and how many, is for the caller to ask the index.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from search.analysis.normalise import fold
from search.analysis.tokenise import words
from search.query.correction import arabizi, keyboard
from search.query.correction.candidates import Query
from search.query.correction.spelling import Speller
from search.query.vocabulary import Vocabulary

MAX_WORDS = 12
"""Longer queries are not a word or two gone wrong."""


def recoveries(text: str, vocabulary: Vocabulary, speller: Speller, limit: int = 5) -> list[Query]:
    """What a query of plain words may have meant, the surest first: each query once, at most `limit`.

    Their kinds are keyboard, arabizi, variant and spelling; their words are folded.
    """
    typed = tuple(fold(word) for word in words(text))
    if not typed or len(typed) > MAX_WORDS:
        return []
    ladder = chain(_swapped(text, vocabulary), arabizi.suggest(text, vocabulary), speller.correct(typed))
    likely = {query.words: query for query in reversed(list(ladder)) if query.words != typed}
    return list(likely.values())[::-1][:limit]


def _swapped(text: str, vocabulary: Vocabulary) -> Iterator[Query]:
    """The text on the other keyboard layout, where that gives known words, one for each typed.

    No letter may become a sign, as those of COVID do: what is left is no reading.
    """
    for swapped in keyboard.swapped(text):
        meant = tuple(fold(word) for word in words(swapped))
        whole = len(meant) == len(text.split()) and _letters(swapped) >= _letters(text)
        if whole and all(word in vocabulary for word in meant):
            yield Query("keyboard", meant)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
