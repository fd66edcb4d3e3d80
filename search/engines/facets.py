"""The order and length of facet counts, the same on every engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import chain

from search.model import Article

MAX_FACET_VALUES = 100
DATED = {"month": 1_200, "day": 200}
"""Facets that tell times, and how many of the newest are listed: days are for answers of a few months."""

VALUES: Mapping[str, Callable[[Article], Iterable[str | None]]] = {
    "source": lambda article: (article.source,),
    "author": lambda article: (article.author,),
    "tag": lambda article: dict.fromkeys(article.tags),
    "month": lambda article: (article.date and article.date[:7],),
}
"""Value fields to an article's distinct values, where empty ones are none."""

TOLD = {**VALUES, "day": lambda article: (article.date,)}
"""Facets that can be told from an article."""


def counted(articles: Sequence[Article], names: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
    """The facets of a few articles that are at hand; `names` are among TOLD."""
    held = {name: chain.from_iterable(map(TOLD[name], articles)) for name in names}
    return {name: ranked(name, Counter(filter(None, values)).items()) for name, values in held.items()}


def ranked(name: str, counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """(value, articles) pairs: most frequent first, then by value, at most 100; months newest first, at most
    1,200, and days, at most 200.
    """
    if name in DATED:
        return sorted(counts, reverse=True)[: DATED[name]]
    return nsmallest(MAX_FACET_VALUES, counts, key=lambda pair: (-pair[1], pair[0]))
