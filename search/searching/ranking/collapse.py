"""Identical articles (agency copy printed by several papers): found by the hash of the folded body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from search.engines.base import BODY_HASH, Engine
from search.model import Article, Match, Sort
from search.query.plan import Bool, Plan, Value


class Ranked(NamedTuple):
    """An article in its place: its score, and whether it matches fully or partially."""

    score: float
    article: Article
    match: Match


def copies_of(engine: Engine, article: Article) -> list[Article]:
    """The other articles with the same body, oldest first; at most 100."""
    same = engine.search(Value(BODY_HASH, (article.body_hash,)), sort=Sort.OLDEST, limit=101)
    return [other for _, other in same.hits if other.id != article.id]


def fold_copies(
    engine: Engine, hits: Sequence[Ranked], plans: Mapping[Match, Plan], sort: Sort
) -> tuple[list[Ranked], dict[str, int]]:
    """The hits that are the best of their copies, and how many copies lie under each id.

    Whether a hit is the best is asked of the engine, so that a copy shown on one page is not on the next.
    """
    kept, under = [], {}
    for hit in hits:
        same = Value(BODY_HASH, (hit.article.body_hash,))
        count = engine.search(same, limit=0).total
        if count > 1 and not _is_best(engine, hit, same, plans, sort):
            continue
        kept.append(hit)
        under[hit.article.id] = max(0, count - 1)
    return kept, under


def _is_best(engine: Engine, hit: Ranked, same: Plan, plans: Mapping[Match, Plan], sort: Sort) -> bool:
    for match in (Match.FULL, Match.PARTIAL):
        if match in plans:
            best = engine.search(Bool(must=(plans[match], same)), sort=sort, limit=1).hits
            if best:
                return best[0][1].id == hit.article.id
    return True
