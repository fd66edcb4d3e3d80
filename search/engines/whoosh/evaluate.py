"""Plans evaluated on a Whoosh snapshot: which articles match, and their scores."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from search.engines.phrases import usable_slop
from search.engines.stored import UNDATED, day_number
from search.engines.whoosh.reader import Snapshot
from search.query.plan import Bool, Const, Days, Empty, Everything, Fits, InOrder, Plan, Term, Value

Scores = dict[int, float]


def evaluate(plan: Plan, on: Snapshot) -> Scores:
    """Document numbers of the articles that match `plan`, with their scores."""
    match plan:
        case Term(field, text, weight):
            return {number: weight * score for number, score in on.scored(field, text).items()}
        case Fits(field, pattern):
            fitting = (text for text, _ in on.terms(field) if re.fullmatch(pattern, text))
            return _all_scoring(0.0, set().union(*(on.holding(field, text) for text in fitting)))
        case InOrder():
            return _all_scoring(0.0, _sequence(plan, on))
        case Value(field, values):
            return _all_scoring(0.0, set().union(*(on.holding(field, value) for value in values)))
        case Days(first, last):
            return _all_scoring(0.0, _dated(first, last, on))
        case Const(child, score):
            return _all_scoring(score, evaluate(child, on))
        case Bool():
            return _bool(plan, on)
        case Everything():
            return _all_scoring(0.0, on.ids)
        case Empty():
            return {}


def _all_scoring(score: float, numbers: Iterable[int]) -> Scores:
    return dict.fromkeys(numbers, score)


def _bool(plan: Bool, on: Snapshot) -> Scores:
    required = [evaluate(child, on) for child in plan.must]
    optional = [evaluate(child, on) for child in plan.should]
    numbers: set[int] = set(required[0]) if required else set().union(*optional)
    for scores in required[1:]:
        numbers &= scores.keys()
    for unwanted in plan.must_not:
        numbers -= evaluate(unwanted, on).keys()
    totals = dict.fromkeys(numbers, 0.0)
    for scores in (*required, *optional):
        for number in scores.keys() & numbers:
            totals[number] += scores[number]
    return totals


def _dated(first: str | None, last: str | None, on: Snapshot) -> Iterable[int]:
    low = day_number(first) if first else 0
    high = day_number(last) if last else UNDATED - 1
    return (number for number, day in on.days.items() if low <= day <= high and day != UNDATED)


def _sequence(plan: InOrder, on: Snapshot) -> set[int]:
    if not plan.slots:
        return set()
    holders = [set().union(*(on.holding(plan.field, text) for text in slot)) for slot in plan.slots]
    candidates = set.intersection(*holders)
    if len(plan.slots) == 1 or not candidates:
        return candidates
    slop = usable_slop(len(plan.slots), plan.slop)
    places: dict[int, list[list[int]]] = {number: [] for number in candidates}
    for slot in plan.slots:
        merged: dict[int, list[int]] = {}
        for text in dict.fromkeys(slot):
            for number, positions in on.positions(plan.field, text, candidates).items():
                merged.setdefault(number, []).extend(positions)
        for number, positions in merged.items():
            places[number].append(sorted(positions))
    return {number for number, slots in places.items() if _in_order(slots, slop)}


def _in_order(slots: list[list[int]], slop: int) -> bool:
    """Whether one position of each slot can be taken, ascending, with at most `slop` others among them.

    From a given start, taking the earliest next position each time ends earliest.
    """
    for start in slots[0]:
        end = start
        for positions in slots[1:]:
            later = bisect_right(positions, end)
            if later == len(positions):
                return False
            end = positions[later]
        if end - start - (len(slots) - 1) <= slop:
            return True
    return False
