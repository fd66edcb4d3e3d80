"""Articles that are the same, or nearly so (agency copy printed by several papers), folded under the best.

Identical ones have the hash of their folded body in common, those nearly the same at least a band of their
shingles (`search.analysis.shingles`); their texts decide. Nothing is put in groups beforehand: a hit stays
where no better one is like it. So the answer is the same after any history of runs, on every page and on
every engine, and costs a few questions a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from search.engines.base import BANDS, BODY_HASH, Engine
from search.model import Article, Fold, Match, Sort
from search.query.plan import Bool, Plan, Value
from search.searching.ranking.resemblance import nearly_same

MAX_ALIKE = 100
"""So many articles that may be like those of a page are looked at, or PER_HIT for each hit where these are
more; what is like a hit beyond that stands beside it."""

PER_HIT = 5

KEPT = 500
"""Articles whose keys are kept at hand."""


class Ranked(NamedTuple):
    """An article in its place: its score, and whether it matches fully or partially."""

    score: float
    article: Article
    match: Match


def similar_to(engine: Engine, article: Article, fold: Fold) -> list[Article]:
    """The other articles that are like this one, oldest first; fewer than MAX_ALIKE. None for `Fold.OFF`."""
    return list(_Alike([article], fold).of_each(engine)[article.id])


def fold_similar(
    engine: Engine,
    hits: Sequence[Ranked],
    first: Sequence[Ranked] | None,
    plans: Mapping[Match, Plan],
    sort: Sort,
    fold: Fold,
) -> tuple[Sequence[Ranked], Mapping[str, Sequence[Article]]]:
    """The hits that no better one is like, and all articles like each of them by its id.

    Which are better, `first` tells, all hits from the best one on; where that is None, the engine is asked,
    so that an article folded on one page is not on the next.
    """
    if fold is Fold.OFF or not hits:
        return hits, {}
    similar = _Alike([hit.article for hit in hits], fold).of_each(engine)
    alike = _Alike([hit.article for hit in hits if similar[hit.article.id]], fold)
    if not alike.articles:
        return hits, similar
    better = alike.best(engine, plans, sort) if first is None else [hit.article for hit in first]
    worse = alike.worse(better)
    return [hit for hit in hits if hit.article.id not in worse], similar


@lru_cache(maxsize=KEPT)
def _keys(body_hash: str, bands: str) -> frozenset[str]:
    return frozenset((body_hash, *bands.split()))


def _before(article: Article, order: Iterable[Article]) -> Iterator[Article]:
    return takewhile(lambda other: other.id != article.id, order)


class _Alike:
    """Articles, and the values that those like them hold."""

    def __init__(self, articles: Sequence[Article], fold: Fold) -> None:
        self.articles = articles
        self._fold = fold
        self._limit = max(MAX_ALIKE, PER_HIT * len(articles))
        hashes = Value(BODY_HASH, tuple(dict.fromkeys(article.body_hash for article in articles)))
        bands = tuple(sorted(set().union(*map(self._keys, articles)).difference(hashes.values)))
        self._plan: Plan = Bool(should=(hashes, Value(BANDS, bands))) if bands else hashes

    def of_each(self, engine: Engine) -> Mapping[str, Sequence[Article]]:
        """All that are like each of the articles, by its id, oldest first."""
        if self._fold is Fold.OFF:
            return {article.id: () for article in self.articles}
        there = engine.search(self._plan, sort=Sort.OLDEST, limit=self._limit).hits
        candidates = {article.id: article for article in (*(hit.article for hit in there), *self.articles)}
        return {article.id: self._like(article, candidates.values()) for article in self.articles}

    def best(self, engine: Engine, plans: Mapping[Match, Plan], sort: Sort) -> Sequence[Article]:
        """The best hits among those that may be like them: full ones are better than partial ones."""
        order: list[Article] = []
        for plan in (plans[match] for match in Match if match in plans):
            if rest := self._limit - len(order):
                best = engine.search(Bool(must=(plan, self._plan)), sort=sort, limit=rest)
                order += [hit.article for hit in best.hits]
        return order

    def worse(self, order: Sequence[Article]) -> set[str]:
        """The ids of those before which one like them stands in `order`."""
        return {article.id for article in self.articles if self._like(article, _before(article, order))}

    def _like(self, article: Article, others: Iterable[Article]) -> list[Article]:
        keys, keys_of = self._keys(article), self._keys
        return [
            other
            for other in others
            if other.id != article.id and not keys.isdisjoint(keys_of(other)) and nearly_same(article, other)
        ]

    def _keys(self, article: Article) -> frozenset[str]:
        """The values by which articles like this one are found."""
        return _keys(article.body_hash, article.bands if self._fold is Fold.NEAR else "")
