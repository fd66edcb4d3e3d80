"""Phrases with room in them, as exact phrases: the same bounded arithmetic on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import comb

MAX_SLOP = 20
"""At most so many other terms among those of a phrase; engines leave a wider gap at a BOUNDARY."""

MAX_WAYS = 500
"""At most so many ways of placing them: what one search may cost."""


def usable_slop(slots: int, slop: int) -> int:
    """The largest room not above `slop` that a phrase of `slots` terms may have, within both limits.

    Two terms may have 20 others among them, four 12, six 6, ten 3.
    """
    slop = min(slop, MAX_SLOP)
    while slop > 0 and comb(slop + slots - 1, slots - 1) > MAX_WAYS:
        slop -= 1
    return max(slop, 0)


def placements(slots: int, slop: int) -> Iterator[tuple[int, ...]]:
    """Every way to place `slots` terms in order, the first at 0, with at most `slop` free places among them.

    placements(2, 1) -> (0, 1), (0, 2)
    """
    for later in combinations(range(1, slots + slop), slots - 1):
        yield (0, *later)
