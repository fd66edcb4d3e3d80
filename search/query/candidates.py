"""Other words than the typed one, with how far off they are; and other queries made of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

_PER_TENFOLD = 0.3
"""A word ten times as frequent may be this much farther away. Chosen on tests/cases/recovery.tsv."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One word, or two where a space was missing, for one typed; `count` is the rarer word's."""

    words: tuple[str, ...]
    cost: float
    count: int

    @property
    def rank(self) -> float:
        """Closeness and frequency in one number; the lowest is the best."""
        return self.cost - _PER_TENFOLD * math.log10(self.count)


def best(found: Sequence[Candidate], limit: int) -> list[Candidate]:
    """The likeliest candidates, the first the best."""
    return sorted(found, key=lambda each: each.rank)[:limit]


def queries(
    words: Sequence[str], options: Sequence[Sequence[Candidate]], limit: int
) -> list[tuple[str, ...]]:
    """Queries with candidates in place of words; a word without candidates stays.

    The first takes the best candidate of every word, the others differ from it in one word.
    """
    first = [found[0].words if found else (word,) for word, found in zip(words, options, strict=True)]
    others = sorted((each.rank, at, each.words) for at, found in enumerate(options) for each in found[1:])
    changed = [first, *([*first[:at], other, *first[at + 1 :]] for _, at, other in others)]
    return list(dict.fromkeys(tuple(chain.from_iterable(parts)) for parts in changed))[:limit]
