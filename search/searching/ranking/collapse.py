"""Identical articles (agency copy printed by several papers): found by the hash of the folded body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from search.engines.base import BODY_HASH, Engine
from search.model import Article, Match, Sort
from search.query.plan import Bool, Plan, Value

ROUNDS = 5
"""So often is asked which copies are the best; where that is not enough, copies stand side by side."""


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

    Which is the best is asked of the engine, so that a copy shown on one page is not on the next.
    """
    hashes = dict.fromkeys(hit.article.body_hash for hit in hits)
    count = {each: engine.search(Value(BODY_HASH, (each,)), limit=0).total for each in hashes}
    best = _best(engine, [each for each in hashes if count[each] > 1], plans, sort)
    kept = [hit for hit in hits if best.get(hit.article.body_hash, hit.article.id) == hit.article.id]
    return kept, {hit.article.id: max(0, count[hit.article.body_hash] - 1) for hit in kept}


def _best(
    engine: Engine, hashes: Sequence[str], plans: Mapping[Match, Plan], sort: Sort
) -> Mapping[str, str]:
    """The id of the best article of each hash, full hits before partial ones.

    All are asked for at once, as plans may be dear, and again for those that others have hidden.
    """
    best: dict[str, str] = {}
    for match in (each for each in (Match.FULL, Match.PARTIAL) if each in plans):
        for _ in range(ROUNDS):
            missing = tuple(each for each in hashes if each not in best)
            if not missing:
                return best
            same = Bool(must=(plans[match], Value(BODY_HASH, missing)))
            found = engine.search(same, sort=sort, limit=2 * len(missing)).hits
            if not found:
                break
            for _, article in found:
                best.setdefault(article.body_hash, article.id)
    return best
