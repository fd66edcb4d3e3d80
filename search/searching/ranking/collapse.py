"""Articles that are the same, or nearly so (agency copy printed by several papers), folded under the best.

Identical ones have the hash of their folded body in common, those nearly the same at least a band of their
shingles (`search.analysis.shingles`); their texts decide. Nothing is put in groups beforehand: a hit stays
where no better one is like it. So the answer is the same after any history of runs, on every page and on
every engine, and costs a few questions a page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


class Ranked(NamedTuple):
    """An article in its place: its score, and whether it matches fully or partially."""

    score: float
    article: Article
    match: Match


def similar_to(engine: Engine, article: Article, fold: Fold) -> list[Article]:
    """The other articles that are like this one, oldest first; fewer than MAX_ALIKE. None for `Fold.OFF`."""
    return _Alike([article], fold).of_each(engine)[article.id]


def without_similar(hits: Sequence[Ranked], fold: Fold) -> Sequence[Ranked]:
    """Of all hits from the best one on, those that no better one is like."""
    if fold is Fold.OFF:
        return hits
    order = _Order((hit.article for hit in hits), fold)
    return [hit for hit in hits if not order.has_better(hit.article)]


def fold_similar(
    engine: Engine,
    hits: Sequence[Ranked],
    later: Sequence[Ranked],
    plans: Mapping[Match, Plan],
    sort: Sort,
    fold: Fold,
) -> tuple[Sequence[Ranked], Mapping[str, Sequence[Article]]]:
    """The hits, and of `later` ones those that no better one is like; all articles like each, by its id.

    Which are better than `later` hits, the engine is asked, so that an article folded on one page is not on
    the next.
    """
    if fold is Fold.OFF or not (hits or later):
        return hits, {}
    similar = _Alike([hit.article for hit in (*hits, *later)], fold).of_each(engine)
    if alike := [hit.article for hit in later if similar[hit.article.id]]:
        order = _Order(_Alike(alike, fold).best(engine, plans, sort), fold)
        later = [hit for hit in later if not order.has_better(hit.article)]
    return [*hits, *later], similar


def _keys(article: Article, fold: Fold) -> list[str]:
    """The values by which articles like this one are found."""
    return [article.body_hash, *(article.bands.split() if fold is Fold.NEAR else ())]


class _Order:
    """Articles in an order, found by the values they hold."""

    def __init__(self, articles: Iterable[Article], fold: Fold) -> None:
        self._articles = list(articles)
        self._fold = fold
        self._places = defaultdict[str, list[int]](list)
        for place, article in enumerate(self._articles):
            for key in _keys(article, fold):
                self._places[key].append(place)

    def like(self, article: Article) -> Iterator[Article]:
        """The others that are like an article."""
        return self._like((other for other in self._near(article) if other.id != article.id), article)

    def has_better(self, article: Article) -> bool:
        """Whether one like an article stands before it."""
        return any(self._like(takewhile(lambda other: other.id != article.id, self._near(article)), article))

    def _near(self, article: Article) -> Iterator[Article]:
        """Those, itself among them, that have a value in common with an article."""
        keys = _keys(article, self._fold)
        places = {place for key in keys for place in self._places.get(key, ())}
        return (self._articles[place] for place in sorted(places))

    @staticmethod
    def _like(others: Iterable[Article], article: Article) -> Iterator[Article]:
        return (other for other in others if nearly_same(article, other))


class _Alike:
    """Articles, and the question for all that may be like them."""

    def __init__(self, articles: Sequence[Article], fold: Fold) -> None:
        self._articles = articles
        self._limit = max(MAX_ALIKE, PER_HIT * len(articles))
        hashes = Value(BODY_HASH, tuple(dict.fromkeys(article.body_hash for article in articles)))
        bands = tuple(
            sorted(set().union(*(_keys(article, fold) for article in articles)) - set(hashes.values))
        )
        self._plan: Plan = Bool(should=(hashes, Value(BANDS, bands))) if bands else hashes
        self._fold = fold

    def of_each(self, engine: Engine) -> Mapping[str, list[Article]]:
        """All that are like each of the articles, by its id, oldest first."""
        if self._fold is Fold.OFF:
            return {article.id: [] for article in self._articles}
        there = engine.search(self._plan, sort=Sort.OLDEST, limit=self._limit).hits
        candidates = {article.id: article for article in (*(hit.article for hit in there), *self._articles)}
        order = _Order(candidates.values(), self._fold)
        return {article.id: list(order.like(article)) for article in self._articles}

    def best(self, engine: Engine, plans: Mapping[Match, Plan], sort: Sort) -> Sequence[Article]:
        """The best hits among those that may be like them: full ones are better than partial ones."""
        order: list[Article] = []
        for plan in (plans[match] for match in Match if match in plans):
            if rest := self._limit - len(order):
                best = engine.search(Bool(must=(plan, self._plan)), sort=sort, limit=rest)
                order += [hit.article for hit in best.hits]
        return order
