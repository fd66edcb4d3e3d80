"""Asks the engine for a page of hits: full ones, partial ones, their counts, copies folded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from search.engines.base import Engine
from search.model import Article, Match, SearchRequest, Sort
from search.query.expansion.expand import Expanded
from search.query.plan import Bool, Const, Plan, Value, unscored
from search.query.weights import ALL_WORDS, ALL_WORDS_ASKED, FEW_WORDS
from search.searching.deadline import Deadline
from search.searching.ranking.collapse import Ranked, fold_similar
from search.searching.ranking.rerank import BLOCK, Reranker

DAYS_OF_MONTHS = 6
"""Days are counted where all full hits are of so many months in a row."""


@dataclass(frozen=True, slots=True)
class RankedPage:
    """The hits of a page in order, how many match fully and partially, facets of full hits, copies by id."""

    hits: Sequence[Ranked] = ()
    total: int = 0
    total_partial: int = 0
    facets: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    copies: Mapping[str, Sequence[Article]] = field(default_factory=dict)


class _Ranking(NamedTuple):
    """A page before the first hits are ranked once more, the plans that found its hits, and whether full and
    partial ones are in one order."""

    page: RankedPage
    plans: Mapping[Match, Plan]
    together: bool = False


def find(
    engine: Engine,
    request: SearchRequest,
    expanded: Expanded,
    filters: Sequence[Plan],
    reranker: Reranker,
    deadline: Deadline,
) -> RankedPage:
    """The page that `request` asks for.

    Full hits come before partial ones; ranked by relevance, questions and queries of more than FEW_WORDS
    words give the best of both in one order. What stands close together decides among the first. Partial hits
    of an order of their own and this are left out once `deadline` is over.
    """
    start = (request.page - 1) * request.size
    asked, request = request, replace(request, facets=[name for name in request.facets if name != "day"])
    if request.sort is not Sort.RELEVANCE or start >= BLOCK or not reranker.matters:
        ranks = range(start, start + request.size)
        page, plans, _ = _ranking(engine, request, expanded, filters, ranks, deadline)
        hits, first = page.hits, None if start else page.hits
    else:
        ranks = range(max(start + request.size, BLOCK))
        page, plans, together = _ranking(engine, request, expanded, filters, ranks, deadline)
        hits = page.hits if deadline.is_over() else reranker.rerank(page.hits, together)
        hits, first = hits[start : start + request.size], hits
    kept, copies = fold_similar(engine, hits, first, plans, request.sort, request.fold)
    facets = {**page.facets, **_other_values(engine, request, expanded, filters)}
    if "day" in asked.facets and _is_short(page.facets.get("month", ())):
        plan = _filtered(Const(unscored(expanded.full)), filters)
        facets |= engine.search(plan, limit=0, facets=("day",)).facets
    return replace(page, hits=kept, copies=copies, facets=facets)


def _is_short(months: Sequence[tuple[str, int]]) -> bool:
    """Whether months, the newest first, are within DAYS_OF_MONTHS of each other."""
    if not months:
        return False
    last, first = (int(month[:4]) * 12 + int(month[5:]) for month in (months[0][0], months[-1][0]))
    return last - first < DAYS_OF_MONTHS


def _other_values(
    engine: Engine, request: SearchRequest, expanded: Expanded, filters: Sequence[Plan]
) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Counts of the fields that are filtered, as if they were not: what another value would add."""
    counts = {}
    for name in request.facets:
        others = [plan for plan in filters if not (isinstance(plan, Value) and plan.field == name)]
        if len(others) < len(filters):
            plan = _filtered(Const(unscored(expanded.full)), others)
            counts[name] = engine.search(plan, limit=0, facets=(name,)).facets[name]
    return counts


def _ranking(
    engine: Engine,
    request: SearchRequest,
    expanded: Expanded,
    filters: Sequence[Plan],
    ranks: range,
    deadline: Deadline,
) -> _Ranking:
    """The hits on `ranks`."""
    if request.full_only:
        expanded = replace(expanded, relaxed=None)
    if expanded.relaxed and request.sort is Sort.RELEVANCE and (expanded.asks or expanded.loose > FEW_WORDS):
        return _together(engine, request, expanded, filters, ranks)
    return _in_order(engine, request, expanded, filters, ranks, deadline)


def _in_order(
    engine: Engine,
    request: SearchRequest,
    expanded: Expanded,
    filters: Sequence[Plan],
    ranks: range,
    deadline: Deadline,
) -> _Ranking:
    """Full hits, and after them partial ones, which may be left out. What nothing matches fully is not asked
    for again: plans may be dear.
    """
    plan = _filtered(expanded.full, filters)
    full = engine.search(plan, sort=request.sort, offset=ranks.start, limit=len(ranks), facets=request.facets)
    plans = {Match.FULL: plan} if full.total else {}
    hits = [Ranked(score, article, Match.FULL) for score, article in full.hits]
    if expanded.relaxed is None or deadline.is_over():
        return _Ranking(RankedPage(hits, full.total, 0, full.facets), plans)
    not_full = (Const(unscored(expanded.full)),) if full.total else ()
    plan = _filtered(Bool(must=(expanded.relaxed,), must_not=not_full), filters)
    partial = engine.search(
        plan, sort=request.sort, offset=max(0, ranks.start - full.total), limit=len(ranks) - len(hits)
    )
    hits += [Ranked(score, article, Match.PARTIAL) for score, article in partial.hits]
    return _Ranking(RankedPage(hits, full.total, partial.total, full.facets), {**plans, Match.PARTIAL: plan})


def _together(
    engine: Engine, request: SearchRequest, expanded: Expanded, filters: Sequence[Plan], ranks: range
) -> _Ranking:
    """Full and partial hits in one order, each labelled as what it is."""
    assert expanded.relaxed is not None  # noqa: S101 (the caller's case)
    holds_all = Const(unscored(expanded.full))
    full = engine.search(_filtered(holds_all, filters), limit=0, facets=request.facets)
    plan, full_ids = expanded.relaxed, set[str]()
    if full.total:
        bonus = ALL_WORDS_ASKED if expanded.asks else ALL_WORDS
        plan = Bool(should=(plan, replace(holds_all, score=bonus)))
    both = engine.search(_filtered(plan, filters), offset=ranks.start, limit=len(ranks))
    if full.total and both.hits:
        ids = tuple(article.id for _, article in both.hits)
        full_hits = engine.search(Bool(must=(Value("id", ids), holds_all)), limit=len(ids)).hits
        full_ids = {article.id for _, article in full_hits}
    hits = [
        Ranked(score, article, Match.FULL if article.id in full_ids else Match.PARTIAL)
        for score, article in both.hits
    ]
    page = RankedPage(hits, full.total, both.total - full.total, full.facets)
    return _Ranking(page, {Match.FULL: _filtered(plan, filters)}, together=True)


def _filtered(plan: Plan, filters: Sequence[Plan]) -> Plan:
    return Bool(must=(plan, *filters)) if filters else plan
