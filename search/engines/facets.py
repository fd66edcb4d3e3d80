"""The order and length of facet counts, the same on every engine."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest

MAX_FACET_VALUES = 100
MAX_MONTHS = 1_200
DATED = ("month", "day")
"""Facets that tell times, the newest first."""


def ranked(name: str, counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """(value, articles) pairs: most frequent first, then by value, at most 100; months and days newest
    first, at most 1,200.
    """
    if name in DATED:
        return sorted(counts, reverse=True)[:MAX_MONTHS]
    return nsmallest(MAX_FACET_VALUES, counts, key=lambda pair: (-pair[1], pair[0]))
