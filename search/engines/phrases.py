"""Phrases with room in them, as exact phrases: the same bounded arithmetic on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from search.query.plan import MAX_PHRASE_WORK, ways_to_place

MAX_SLOP = 20
"""At most so many other terms among those of a phrase; engines leave a wider gap at a BOUNDARY."""


def usable_slop(slots: int, slop: int) -> int:
    """The largest room not above `slop` that a phrase of `slots` terms may have by itself.

    Two terms may have 20 others among them, four 9, six 4, ten 2.
    """
    slop = min(slop, MAX_SLOP)
    while slop > 0 and slots * ways_to_place(slots, slop) > MAX_PHRASE_WORK:
        slop -= 1
    return max(slop, 0)


def placements(slots: int, slop: int) -> Iterator[tuple[int, ...]]:
    """Every way to place `slots` terms in order, the first at 0, with at most `slop` free places among them.

    placements(2, 1) -> (0, 1), (0, 2)
    """
    for later in combinations(range(1, slots + slop), slots - 1):
        yield (0, *later)
