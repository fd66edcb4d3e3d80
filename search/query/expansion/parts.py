"""Parts of a query: a plan, what to look for in a text to show it, and what is said about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from search.model import Remark
from search.query.plan import Bool, Plan, weakened
from search.query.weights import EQUIVALENT
from search.value import value

Slot = Mapping[str, frozenset[str]]
"""Terms by level, any of which may stand in one place."""


@value
class Needle:
    """What one word or phrase of the query looks for in a text: terms by level, at each slot in order."""

    text: str
    slots: tuple[Slot, ...]
    slop: int = 0
    fields: tuple[str, ...] = ("title", "body")


class Part(NamedTuple):
    """The plan of a part of a query, its needles, and warnings about it."""

    plan: Plan
    needles: tuple[Needle, ...] = ()
    warnings: tuple[Remark, ...] = ()


def combined(must: Iterable[Part] = (), should: Iterable[Part] = (), must_not: Iterable[Part] = ()) -> Part:
    """A Bool of parts. What must not be there is not looked for: its needles are dropped."""
    wanted, added, unwanted = list(must), list(should), list(must_not)
    return Part(
        Bool(_plans(wanted), _plans(added), _plans(unwanted)),
        tuple([needle for part in wanted + added for needle in part.needles]),
        tuple([warning for part in wanted + added + unwanted for warning in part.warnings]),
    )


def alike(parts: Sequence[Part]) -> Part:
    """Any of the parts, of which all but the first count less."""
    typed, *others = parts
    weaker = (other._replace(plan=weakened(other.plan, EQUIVALENT)) for other in others)
    return combined(should=[typed, *weaker])


def needles(text: str, scope: str | None, slots: Sequence[Slot], slop: int = 0) -> tuple[Needle, ...]:
    """The needle of a word or phrase in a field (`scope`) or anywhere; values are not looked for in texts."""
    if scope not in (None, "title"):
        return ()
    return (Needle(text, tuple(slots), slop, ("title",) if scope else ("title", "body")),)


def _plans(parts: Iterable[Part]) -> tuple[Plan, ...]:
    return tuple([part.plan for part in parts])
