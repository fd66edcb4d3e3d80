"""Whether two articles tell the same story in nearly the same words, judged by their texts."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from math import inf
from typing import NamedTuple

from search.analysis.letters import MARK, TATWEEL
from search.analysis.normalise import fold_in_place
from search.analysis.shingles import FEWEST, LETTERS, WORDS
from search.analysis.tokenise import words
from search.model import Article

NEAR = 0.6
"""The resemblance from which articles are nearly the same."""

NEAR_IN_TIME = 0.4
"""The same of articles whose days are at most DAYS apart. Of 60 pairs of one month's news, drawn from all
that resemble each other by .3 or more and judged by reading, 47 tell the same story: 37 of these are folded,
30 of the 33 from .5 on, and of the others two: the weather of two days, and two telegrams."""

DAYS = 2
"""Papers print what an agency sends within so many days: what comes later, half the same, is a series."""

_NOT_DIGITS = re.compile(r"\D+")

_KEPT = 1_000
"""Texts whose first words are kept at hand, some fifteen kilobytes each."""


class _Lead(NamedTuple):
    """The shingles of a text's first words, as this process hashes them, and the numbers among the words,
    without their separators."""

    shingles: frozenset[int]
    numbers: frozenset[str]


def nearly_same(one: Article, other: Article) -> bool:
    """Whether two articles are copies, or resemble each other in words and in numbers.

    Reports in a series, of prices, weather or matches, have their words in common and not their numbers: half
    of the numbers of the one that has fewer must stand in the other, too.
    """
    if one.body_hash == other.body_hash:
        return True
    first, second = _lead(one.text[:LETTERS]), _lead(other.text[:LETTERS])
    common = len(first.shingles & second.shingles)
    fewest = min(len(first.shingles), len(second.shingles))
    least = NEAR_IN_TIME if _days_apart(one, other) <= DAYS else NEAR
    if fewest < FEWEST or common < least * (len(first.shingles) + len(second.shingles) - common):
        return False
    fewer = min(len(first.numbers), len(second.numbers))
    return 2 * len(first.numbers & second.numbers) >= fewer


def _days_apart(one: Article, other: Article) -> float:
    """How many days lie between two articles; no one knows for those without a date."""
    if not one.date or not other.date:
        return inf
    return abs((date.fromisoformat(one.date) - date.fromisoformat(other.date)).days)


@lru_cache(maxsize=_KEPT)
def _lead(text: str) -> _Lead:
    lead = words(fold_in_place(MARK.sub("", text).replace(TATWEEL, "")))[:WORDS]
    numbers = (_NOT_DIGITS.sub("", word) for word in lead if word[0].isdigit())
    return _Lead(frozenset(map(hash, zip(lead, lead[1:], lead[2:], strict=False))), frozenset(numbers))
