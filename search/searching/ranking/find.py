"""Asks the engine for a page of hits: full ones, partial ones, their counts, copies folded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from search.engines.base import Engine, RawHit
from search.model import MAX_HITS, Article, Fold, Match, SearchRequest, Sort
from search.query.expansion.expand import Expanded
from search.query.plan import Bool, Const, Plan, Value, implies, unscored
from search.query.weights import ALL_WORDS, ALL_WORDS_ASKED, FEW_WORDS
from search.searching.deadline import Deadline
from search.searching.ranking.collapse import Ranked, fold_similar, without_similar
from search.searching.ranking.rerank import BLOCK, Reranker

LOOKED_AT = 2
"""Pages on which articles are folded are filled from so many times their size of first hits. Of 113 first
pages in a month's news that folding made short, 110 are full by these; further hits fill the rest."""

DAYS_OF_MONTHS = 6
"""Days are counted where all full hits are of so many months in a row."""

FEW_FULL = 10
"""So many full hits are read to be told from partial ones. Of 200 headlines asked for in a month's news, 181
have no more; questions of up to FEW_WORDS often have, and take a tenth to a sixth less time where none is."""


@dataclass(frozen=True, slots=True)
class RankedPage:
    """The hits of a page in order, how many match fully and partially, facets of full hits, copies by id, and
    how many of the first hits are folded under others.
    """

    hits: Sequence[Ranked] = ()
    total: int = 0
    total_partial: int = 0
    facets: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    copies: Mapping[str, Sequence[Article]] = field(default_factory=dict)
    folded: int = 0


class _Ranking(NamedTuple):
    """A page before the first hits are ranked once more, the plans that found its hits, and whether full and
    partial ones are in one order."""

    page: RankedPage
    plans: Mapping[Match, Plan]
    together: bool = False


@dataclass(frozen=True, slots=True)
class Finder:
    """Asks an engine for what a request and its expanded query say.

    Once `deadline` is over, partial hits of an order of their own are left out, and the order of the first
    ones stays the engine's.
    """

    engine: Engine
    request: SearchRequest
    expanded: Expanded
    filters: Sequence[Plan]
    deadline: Deadline

    def page(self, reranker: Reranker) -> RankedPage:
        """The page that the request asks for.

        Full hits come before partial ones; ranked by relevance, questions and queries of more than FEW_WORDS
        words give the best of both in one order. What stands close together decides among the first.
        """
        request = self.request
        is_ranked_again = reranker.matters and request.sort is Sort.RELEVANCE
        ranks = self._ranks(is_ranked_again)
        page, plans, together = self._ranking(ranks)
        first = page.hits
        if is_ranked_again and not ranks.start and not self.deadline.is_over():
            first = reranker.rerank(first, together)
        kept = without_similar(first, request.fold)
        folded = len(first) - len(kept)
        hits = kept[self._start - ranks.start :][: request.size]
        later: Sequence[Ranked] = ()
        begin = max(self._start + folded, len(ranks))
        rest = range(begin, min(begin + request.size - len(hits), page.total + page.total_partial, MAX_HITS))
        if rest and request.fold is not Fold.OFF:
            later = replace(self, request=replace(request, facets=()))._ranking(rest).page.hits
        hits, copies = fold_similar(self.engine, hits, later, plans, request.sort, request.fold)
        facets = {**page.facets, **self._other_values()}
        if not _is_short(page.facets.get("month", ())):
            facets.pop("day", None)
        return replace(page, hits=hits, folded=folded, copies=copies, facets=facets)

    @property
    def _start(self) -> int:
        return (self.request.page - 1) * self.request.size

    def _ranks(self, is_ranked_again: bool) -> range:
        """The hits that are put in order before the page is cut from them: where articles are folded the same
        ones for every page, so that what fills one page is not on the next.
        """
        start, size = self._start, self.request.size
        block = BLOCK if is_ranked_again else 0
        if self.request.fold is not Fold.OFF:
            return range(max(LOOKED_AT * size, block))
        return range(max(start + size, block)) if start < block else range(start, start + size)

    def _other_values(self) -> Mapping[str, Sequence[tuple[str, int]]]:
        """Counts of the fields that are filtered, as if they were not: what another value would add."""
        counts = {}
        for name in self.request.facets:
            others = [plan for plan in self.filters if not (isinstance(plan, Value) and plan.field == name)]
            if len(others) < len(self.filters):
                plan = _filtered(Const(unscored(self.expanded.full)), others)
                counts[name] = self.engine.search(plan, limit=0, facets=(name,)).facets[name]
        return counts

    def _ranking(self, ranks: range) -> _Ranking:
        """The hits on `ranks`."""
        relaxed = None if self.request.full_only else self.expanded.relaxed
        is_ranked = self.request.sort is Sort.RELEVANCE
        if relaxed and is_ranked and (self.expanded.asks or self.expanded.loose > FEW_WORDS):
            return self._together(relaxed, ranks)
        return self._in_order(relaxed, ranks)

    def _in_order(self, relaxed: Plan | None, ranks: range) -> _Ranking:
        """Full hits, and after them partial ones, which may be left out.

        What nothing matches fully is not asked for again: plans may be dear.
        """
        plan = self._filtered(self.expanded.full)
        full = self.engine.search(
            plan, sort=self.request.sort, offset=ranks.start, limit=len(ranks), facets=self.request.facets
        )
        plans = {Match.FULL: plan} if full.total else {}
        hits = [Ranked(score, article, Match.FULL) for score, article in full.hits]
        if relaxed is None or self.deadline.is_over():
            return _Ranking(RankedPage(hits, full.total, 0, full.facets), plans)
        start, limit = max(0, ranks.start - full.total), len(ranks) - len(hits)
        is_whole = full.total == len(full.hits)
        found = _those(full.hits) if is_whole else Const(unscored(self.expanded.full))
        plan = self._filtered(Bool(must=(relaxed,), must_not=(found,) if full.total else ()))
        if limit or not implies(self.expanded.full, relaxed):
            partial = self.engine.search(plan, sort=self.request.sort, offset=start, limit=limit)
            count = partial.total
            hits += [Ranked(score, article, Match.PARTIAL) for score, article in partial.hits]
        else:
            count = self.engine.search(self._filtered(relaxed), limit=0).total - full.total
        return _Ranking(RankedPage(hits, full.total, count, full.facets), {**plans, Match.PARTIAL: plan})

    def _together(self, relaxed: Plan, ranks: range) -> _Ranking:
        """Full and partial hits in one order, each labelled as what it is.

        A few full ones are asked for by what they are, which costs less than what makes them so.
        """
        holds_all: Plan = Const(unscored(self.expanded.full))
        asked = self._filtered(holds_all)
        few = FEW_FULL if self.expanded.loose > FEW_WORDS else 0
        full = self.engine.search(asked, limit=few, facets=self.request.facets)
        full_hits, are_few = full.hits, full.total <= few
        plan = relaxed
        if full.total:
            bonus = ALL_WORDS_ASKED if self.expanded.asks else ALL_WORDS
            more = Const(_those(full_hits) if are_few else holds_all, bonus)
            is_wider = implies(self.expanded.full, relaxed)
            plan = Bool(must=(relaxed,), should=(more,)) if is_wider else Bool(should=(relaxed, more))
        both = self.engine.search(self._filtered(plan), offset=ranks.start, limit=len(ranks))
        if both.hits and not are_few:
            among = Bool(must=(_those(both.hits), holds_all))
            full_hits = self.engine.search(among, limit=len(both.hits)).hits
        full_ids = {hit.article.id for hit in full_hits}
        hits = [
            Ranked(score, article, Match.FULL if article.id in full_ids else Match.PARTIAL)
            for score, article in both.hits
        ]
        page = RankedPage(hits, full.total, both.total - full.total, full.facets)
        return _Ranking(page, {Match.FULL: self._filtered(plan)}, together=True)

    def _filtered(self, plan: Plan) -> Plan:
        return _filtered(plan, self.filters)


def _is_short(months: Sequence[tuple[str, int]]) -> bool:
    """Whether months, the newest first, are within DAYS_OF_MONTHS of each other."""
    if not months:
        return False
    last, first = (int(month[:4]) * 12 + int(month[5:]) for month in (months[0][0], months[-1][0]))
    return last - first < DAYS_OF_MONTHS


def _those(hits: Sequence[RawHit]) -> Plan:
    """These hits, by what they are."""
    return Value("id", tuple(hit.article.id for hit in hits))


def _filtered(plan: Plan, filters: Sequence[Plan]) -> Plan:
    return Bool(must=(plan, *filters)) if filters else plan
