"""Asks the engine for a page of hits: full ones, partial ones, their counts, copies folded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from search.engines.base import Engine
from search.model import Match, SearchRequest, Sort
from search.query.expand import Expanded
from search.query.plan import Bool, Const, Plan, Value, unscored
from search.query.weights import ALL_WORDS, ALL_WORDS_ASKED, FEW_WORDS
from search.service.copies import Found, fold_copies


@dataclass(frozen=True, slots=True)
class Page:
    """The hits of a page in order, how many match fully and partially, facets of full hits, copies by id."""

    hits: Sequence[Found] = ()
    total: int = 0
    total_partial: int = 0
    facets: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    copies: Mapping[str, int] = field(default_factory=dict)


def find(engine: Engine, request: SearchRequest, expanded: Expanded, filters: Sequence[Plan]) -> Page:
    """The page that `request` asks for.

    Full hits come before partial ones; ranked by relevance, questions and queries of more than FEW_WORDS
    words give the best of both in one order.
    """
    if expanded.relaxed is None or request.full_only:
        return _in_order(engine, request, {Match.FULL: _filtered(expanded.full, filters)})
    if request.sort is Sort.RELEVANCE and (expanded.asks or expanded.loose > FEW_WORDS):
        return _together(engine, request, expanded, filters)
    rest = Bool(must=(expanded.relaxed,), must_not=(Const(unscored(expanded.full)),))
    plans = {Match.FULL: _filtered(expanded.full, filters), Match.PARTIAL: _filtered(rest, filters)}
    return _in_order(engine, request, plans)


def _in_order(engine: Engine, request: SearchRequest, plans: Mapping[Match, Plan]) -> Page:
    """The hits of one plan after those of the other."""
    offset, totals = (request.page - 1) * request.size, dict.fromkeys(Match, 0)
    hits: list[Found] = []
    facets: Mapping[str, Sequence[tuple[str, int]]] = {}
    for match, plan in plans.items():
        found = engine.search(
            plan,
            sort=request.sort,
            offset=max(0, offset - sum(totals.values())),
            limit=request.size - len(hits),
            facets=request.facets if match is Match.FULL else (),
        )
        hits += [(score, article, match) for score, article in found.hits]
        totals[match] = found.total
        facets = facets or found.facets
    kept, copies = _folded(engine, request, hits, plans)
    return Page(kept, totals[Match.FULL], totals[Match.PARTIAL], facets, copies)


def _together(engine: Engine, request: SearchRequest, expanded: Expanded, filters: Sequence[Plan]) -> Page:
    """Full and partial hits in one order, each labelled as what it is."""
    assert expanded.relaxed is not None  # noqa: S101 (the caller's case)
    holds_all = Const(unscored(expanded.full))
    bonus = ALL_WORDS_ASKED if expanded.asks else ALL_WORDS
    plan = _filtered(Bool(should=(expanded.relaxed, replace(holds_all, score=bonus))), filters)
    offset = (request.page - 1) * request.size
    found = engine.search(plan, offset=offset, limit=request.size)
    full = engine.search(_filtered(holds_all, filters), limit=request.size, facets=request.facets)
    full_hits = full.hits
    if full.total > len(full_hits) and found.hits:
        ids = tuple(article.id for _, article in found.hits)
        full_hits = engine.search(Bool(must=(Value("id", ids), holds_all)), limit=len(ids)).hits
    full_ids = {article.id for _, article in full_hits}
    hits = [
        (score, article, Match.FULL if article.id in full_ids else Match.PARTIAL)
        for score, article in found.hits
    ]
    kept, copies = _folded(engine, request, hits, {Match.FULL: plan})
    return Page(kept, full.total, found.total - full.total, full.facets, copies)


def _folded(
    engine: Engine, request: SearchRequest, hits: Sequence[Found], plans: Mapping[Match, Plan]
) -> tuple[Sequence[Found], Mapping[str, int]]:
    return fold_copies(engine, hits, plans, request.sort) if request.collapse else (hits, {})


def _filtered(plan: Plan, filters: Sequence[Plan]) -> Plan:
    return Bool(must=(plan, *filters)) if filters else plan
