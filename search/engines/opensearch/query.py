"""Plans as OpenSearch queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from search.engines.alphabet import coded
from search.engines.phrases import usable_slop
from search.engines.stored import day_number
from search.query.plan import Bool, Const, Days, Empty, Everything, Fits, InOrder, Plan, Term, Value

Query = dict[str, Any]

_NOTHING: Query = {"match_none": {}}

MAX_CLAUSES = 1_000
"""OpenSearch refuses a query of more than 1,024."""
MANY_WORDS = 50
"""Alternatives of a pattern, above which they do not score where the query has too many clauses."""


def translate(plan: Plan) -> Query:
    """The query that matches and scores as `plan` says.

    A plan of more than MAX_CLAUSES terms matches what it says, but its patterns add nothing to scores.
    """
    return _scoring(plan if _clauses(plan) <= MAX_CLAUSES else _lighter(plan))


def _scoring(plan: Plan) -> Query:
    match plan:
        case Term(field, text, weight):
            return {"term": {field: {"value": coded(text), "boost": weight}}}
        case Bool(must, should, must_not):
            return _bool(must, should, must_not)
        case Const(child, score) if score:
            return {"constant_score": {"filter": matching(child), "boost": score}}
        case _:
            return {"constant_score": {"filter": matching(plan), "boost": 0.0}}


def matching(plan: Plan) -> Query:
    """The query that matches what `plan` matches, whatever it scores."""
    match plan:
        case Term(field, text):
            return {"term": {field: coded(text)}}
        case Fits(field, pattern):
            return {"regexp": {field: {"value": coded(pattern), "flags": "NONE"}}}
        case InOrder():
            return _sequence(plan)
        case Value(field, values):
            return {"terms": {field: list(values)}}
        case Days(first, last):
            return _days(first, last)
        case Const(child):
            return matching(child)
        case Bool(must, should, must_not):
            return _filter(must, should, must_not)
        case Everything():
            return {"match_all": {}}
        case Empty():
            return _NOTHING


def live(commit: int, dead: Sequence[str]) -> Query:
    """The documents that a search at `commit` sees, `dead` being those that it replaced or removed."""
    hidden: list[Query] = [{"range": {"commit": {"gt": commit}}}]
    if dead:
        hidden.append({"ids": {"values": list(dead)}})
    return {"bool": {"must_not": hidden}}


def _bool(must: Sequence[Plan], should: Sequence[Plan], must_not: Sequence[Plan]) -> Query:
    if not must and not should:
        return _NOTHING
    parts: Query = {"minimum_should_match": 0 if must else 1}
    parts["must"] = [_scoring(child) for child in must if not _scores_nothing(child)]
    parts["filter"] = [matching(child) for child in must if _scores_nothing(child)]
    parts["should"] = [_scoring(child) for child in should]
    parts["must_not"] = [matching(child) for child in must_not]
    return {"bool": {name: part for name, part in parts.items() if part or name == "minimum_should_match"}}


def _filter(must: Sequence[Plan], should: Sequence[Plan], must_not: Sequence[Plan]) -> Query:
    """A Bool whose score nobody reads: what is optional beside a `must` falls away."""
    if not must and not should:
        return _NOTHING
    if must:
        parts: Query = {"filter": [matching(child) for child in must]}
    else:
        parts = {"should": _any(should), "minimum_should_match": 1}
    if must_not:
        parts["must_not"] = [matching(child) for child in must_not]
    return {"bool": parts}


def _any(plans: Sequence[Plan]) -> list[Query]:
    """Alternatives, terms of one field together: OpenSearch counts such a list as one clause."""
    by_field: dict[str, list[str]] = {}
    others = []
    for plan in plans:
        if isinstance(plan, Term):
            by_field.setdefault(plan.field, []).append(coded(plan.text))
        else:
            others.append(matching(plan))
    return [{"terms": {field: texts}} for field, texts in by_field.items()] + others


def _scores_nothing(plan: Plan) -> bool:
    match plan:
        case Term() | Bool():
            return False
        case Const(score=score):
            return not score
    return True


def _clauses(plan: Plan) -> int:
    """How many clauses OpenSearch counts, or a few more."""
    match plan:
        case InOrder(slots=slots):
            return sum(map(len, slots))
        case Bool(must, should, must_not):
            return sum(map(_clauses, (*must, *should, *must_not)))
        case Const(child):
            return _clauses(child)
    return 1


def _lighter(plan: Plan) -> Plan:
    match plan:
        case Bool((), should, ()) if len(should) > MANY_WORDS and all(
            isinstance(child, Term) for child in should
        ):
            return Const(plan)
        case Bool(must, should, must_not):
            return Bool(tuple(map(_lighter, must)), tuple(map(_lighter, should)), must_not)
    return plan


def _days(first: str | None, last: str | None) -> Query:
    bounds = {name: day_number(day) for name, day in (("gte", first), ("lte", last)) if day}
    return {"range": {"day": bounds}} if bounds else {"exists": {"field": "day"}}


def _sequence(plan: InOrder) -> Query:
    if not plan.slots or not all(plan.slots):
        return _NOTHING
    if len(plan.slots) == 1:
        return {"terms": {plan.field: list(map(coded, plan.slots[0]))}}
    rule = {
        "intervals": [_slot(slot) for slot in plan.slots],
        "mode": "ordered",
        "max_gaps": usable_slop(len(plan.slots), plan.slop),
    }
    return {"intervals": {plan.field: {"all_of": rule}}}


def _slot(texts: tuple[str, ...]) -> Query:
    words: list[Query] = [{"match": {"query": coded(text)}} for text in dict.fromkeys(texts)]
    return words[0] if len(words) == 1 else {"any_of": {"intervals": words}}
