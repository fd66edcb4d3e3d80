"""The order and length of facet counts, the same on every engine."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest

MAX_FACET_VALUES = 100
DATED = {"month": 1_200, "day": 200}
"""Facets that tell times, and how many of the newest are listed: days are for answers of a few months."""


def ranked(name: str, counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """(value, articles) pairs: most frequent first, then by value, at most 100; months newest first, at most
    1,200, and days, at most 200.
    """
    if name in DATED:
        return sorted(counts, reverse=True)[: DATED[name]]
    return nsmallest(MAX_FACET_VALUES, counts, key=lambda pair: (-pair[1], pair[0]))
