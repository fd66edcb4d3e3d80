"""What a collection holds, for those who browse it: its days, and the values of its fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

from search.analysis.normalise import fold
from search.analysis.particles import ARTICLE
from search.engines.base import Engine
from search.model import FACETS, Article, Sort
from search.query.plan import Everything

MAX_LISTED = 10_000
"""So many values of a field can be leafed through, the most frequent."""

Counts = Sequence[tuple[str, int]]
"""Values with the numbers of their articles."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The first and last day of a collection, None without dated articles, and the values of each of FACETS:
    the most frequent first, months the newest first."""

    first_date: str | None = None
    last_date: str | None = None
    values: Mapping[str, Counts] = field(default_factory=dict)


def overview(engine: Engine) -> Overview:
    """What the index of `engine` holds."""
    return Overview(*span(engine), {name: _values(engine, name) for name in FACETS})


def span(engine: Engine) -> tuple[str | None, str | None]:
    """The first and the last day of an index; None where no article is dated."""
    return _date(engine, Sort.OLDEST), _date(engine, Sort.NEWEST)


def by_name(values: Iterable[tuple[str, int]]) -> Counts:
    """Values as a catalogue orders names: the article does not count, nor does another spelling."""
    return sorted(values, key=lambda pair: (fold(pair[0]).removeprefix(ARTICLE), pair[0]))


def _values(engine: Engine, name: str) -> Counts:
    counts = engine.values(name)
    if name == "month":
        return sorted(counts, reverse=True)[:MAX_LISTED]
    return nsmallest(MAX_LISTED, counts, key=lambda pair: (-pair[1], pair[0]))


def _date(engine: Engine, sort: Sort) -> str | None:
    hits: Sequence[tuple[float, Article]] = engine.search(Everything(), sort=sort, limit=1).hits
    return hits[0][1].date if hits else None
