"""Other words than the typed one, with how far off they are; and other queries made of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from search.value import value

MOST = 5
"""So many candidates of a word, and queries made of them, are offered."""

_PER_TENFOLD = 0.3
"""A word ten times as frequent may be this much farther away. Chosen on tests/cases/recovery.tsv."""


@value
class Candidate:
    """One word, or two where a space was missing, for one typed; `count` is the rarer word's.

    `kind` says how it was found: spelling, variant or arabizi; "" is the word as it was typed.
    """

    words: tuple[str, ...]
    cost: float
    count: int
    kind: str

    @property
    def rank(self) -> float:
        """Closeness and frequency in one number; the lowest is the best."""
        return self.cost - _PER_TENFOLD * math.log10(self.count)


@value
class Query:
    """A whole query with candidates in it; `kind` is that of its dearest candidate."""

    kind: str
    words: tuple[str, ...]


def best(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The MOST likely candidates, each word once, the first the best."""
    ranked = sorted(candidates, key=lambda candidate: candidate.rank)
    return list({candidate.words: candidate for candidate in reversed(ranked)}.values())[::-1][:MOST]


def queries(
    words: Sequence[str], options: Sequence[Sequence[Candidate]], limit: int, doubtful: bool = False
) -> list[Query]:
    """Queries with candidates in place of words; a word without candidates stays.

    The first takes the best candidate of every word, the others differ from it in one word. Where it is
    `doubtful` that any word is wrong, each differs in one word from what was typed.
    """
    first = typed = [Candidate((word,), 0.0, 1, "") for word in words]
    if not doubtful:
        first = [offered[0] if offered else word for word, offered in zip(typed, options, strict=True)]
        options = [offered[1:] for offered in options]
    others = [(candidate.rank, at, candidate) for at, offered in enumerate(options) for candidate in offered]
    others.sort(key=lambda item: item[:2])
    changed = [first, *([*first[:at], other, *first[at + 1 :]] for _, at, other in others)]
    return list(dict.fromkeys(map(_query, changed)))[:limit]


def _query(parts: Sequence[Candidate]) -> Query:
    dearest = max(parts, key=lambda part: (part.kind != "", part.cost))
    return Query(dearest.kind, tuple(word for part in parts for word in part.words))
