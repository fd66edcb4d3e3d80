"""What engines receive: finished terms on named fields, with weights. No analysis happens after this."""

from __future__ import annotations

from collections.abc import Iterable, Set
from math import comb

from search.value import value

MAX_PHRASE_WORK = 1_000
"""What the phrases of a plan may cost: 1,000 take .06 s of CPU on tantivy. Each way to place one costs 1 for
each two forms of its words, looked up, and 1 for each 300 articles that may hold all of them, compared."""


@value
class Term:
    """One term of one text field, scored by BM25 times `weight`."""

    field: str
    text: str
    weight: float = 1.0


@value
class Fits:
    """A term of a field fits `pattern` as a whole: letters, classes without ranges, and stars. Scores 0."""

    field: str
    pattern: str


@value
class InOrder:
    """Terms in order on a field with positions; every slot names its alternatives. Scores 0.

    `slop` is how many other terms may stand among them in all.
    """

    field: str
    slots: tuple[tuple[str, ...], ...]
    slop: int = 0


@value
class Value:
    """A value field holds one of `values`, letter for letter. Scores 0."""

    field: str
    values: tuple[str, ...]


@value
class Days:
    """The article is dated from `first` to `last`, ISO days, inclusive; None where open. Scores 0."""

    first: str | None
    last: str | None


@value
class Const:
    """Matches what `child` matches and scores `score` whatever the child would."""

    child: Plan
    score: float = 0.0


@value
class Bool:
    """All of `must`, none of `must_not`, any of `should` (at least one when `must` is empty).

    The score is the sum over the matching `must` and `should`.
    """

    must: tuple[Plan, ...] = ()
    should: tuple[Plan, ...] = ()
    must_not: tuple[Plan, ...] = ()


@value
class Everything:
    """Every article. Scores 0."""


@value
class Empty:
    """No article."""


Plan = Term | Fits | InOrder | Value | Days | Const | Bool | Everything | Empty


def ways_to_place(slots: int, slop: int) -> int:
    """In how many ways so many words stand in order with at most `slop` others among them."""
    return comb(slop + slots - 1, slop) if slots else 0


def unscored(plan: Plan) -> Plan:
    """A plan that matches the same and leaves out what only adds to the score."""
    match plan:
        case Bool((only,), _, ()) | Bool((), (only,), ()):
            return unscored(only)
        case Bool(must, _, must_not) if must:
            return Bool(tuple(map(unscored, must)), (), must_not)
        case Bool(_, should, must_not):
            return Bool((), tuple(map(unscored, should)), must_not)
        case Const(child):
            return unscored(child)
    return plan


def weakened(plan: Plan, share: float) -> Plan:
    """A plan whose terms and constants count `share` of their weight."""
    match plan:
        case Term(field, text, weight):
            return Term(field, text, weight * share)
        case Const(child, score):
            return Const(child, score * share)
        case Bool(must, should, must_not):
            return Bool(
                tuple(weakened(child, share) for child in must),
                tuple(weakened(child, share) for child in should),
                must_not,
            )
    return plan


def alternatives(plans: Iterable[Plan]) -> list[Plan]:
    """`plans`, with the alternatives themselves in place of those that are nothing else."""
    flat: list[Plan] = []
    for plan in plans:
        if isinstance(plan, Bool) and plan.should and not (plan.must or plan.must_not):
            flat += alternatives(plan.should)
        else:
            flat.append(plan)
    return flat


def needs_one(plan: Plan, texts: Set[tuple[str, str]]) -> bool:
    """Whether every article that `plan` matches holds one of these terms, each a field and a text."""
    match plan:
        case Term(field, text):
            return (field, text) in texts
        case InOrder(field, slots):
            return any(all((field, text) in texts for text in slot) for slot in slots)
        case Const(child):
            return needs_one(child, texts)
        case Bool(must, should) if must:
            return any(needs_one(child, texts) for child in must)
        case Bool(_, should):
            return all(needs_one(child, texts) for child in should)
    return False


def implies(plan: Plan, other: Plan) -> bool:
    """Whether the terms of two plans show that `other` matches whatever `plan` does."""
    while isinstance(other, Bool) and len(other.must) == 1 and not other.must_not:
        other = other.must[0]
    each = alternatives((other,))
    return needs_one(plan, {(term.field, term.text) for term in each if isinstance(term, Term)})
