"""Plans as tantivy queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from itertools import product, takewhile
from math import prod
from typing import NamedTuple

import tantivy
from tantivy import FieldType, Occur, Query

from search.engines.alphabet import coded
from search.engines.phrases import placements, usable_slop
from search.engines.stored import UNDATED, day_number, encodable
from search.query.plan import Bool, Const, Days, Empty, Everything, Fits, InOrder, Plan, Term, Value

MAX_PHRASES = 20
"""Above so many combinations of alternatives, one pattern a slot is faster than a phrase for each: among
29,795 articles it takes .45 ms, not .19, for 10 combinations, .16, not .25, for 36, .36, not 1.1, for 160."""

FEW_VALUES = 100
"""Up to so many values are looked up one by one: a set of them is compared with all of the index."""

_PATTERN_SIGNS = frozenset(r"\.+*?()|[]{}^$")


def constant_score(plan: Plan) -> float | None:
    """The score of every match of `plan` when it is known beforehand to be the same, else None."""
    match plan:
        case Term():
            return None
        case Const(score=score):
            return score
        case Bool(must=must, should=should):
            scores = [constant_score(child) for child in must]
            optional = [constant_score(child) for child in should]
            if any(optional) or None in scores or None in optional:
                return None
            return sum(score for score in scores if score)
    return 0.0


class AnyOf(NamedTuple):
    """A query that matches what any of some plans does, and those of them that only add to its score."""

    query: Query
    adding: tuple[Plan, ...]


class Translator:
    """Translates plans for indexes of one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def __call__(self, plan: Plan) -> Query:
        """The tantivy query that matches and scores as `plan` says."""
        match plan:
            case Term(weight=weight):
                query = self._term(plan, "freq")
                return query if weight == 1.0 else Query.boost_query(query, weight)
            case Bool():
                return self._bool(plan, self)
            case Const(child, score):
                return Query.const_score_query(self._matching(child), score)
        return Query.const_score_query(self._matching(plan), 0.0)

    def _matching(self, plan: Plan) -> Query:
        """A query that matches as `plan` says and may score anything."""
        match plan:
            case Term():
                return self._term(plan, "basic")
            case Bool():
                return self._bool(plan, self._matching)
            case Const(child):
                return self._matching(child)
            case Fits(field, pattern):
                return Query.regex_query(self._schema, field, coded(pattern))
            case InOrder():
                return self._sequence(plan)
            case Value(field, values):
                return self._any_value(field, list(filter(encodable, values)))
            case Days(first, last):
                return self._days(first, last)
            case Everything():
                return Query.all_query()
            case Empty():
                return Query.empty_query()

    def _term(self, term: Term, option: str) -> Query:
        if not encodable(term.text):
            return Query.empty_query()
        return Query.term_query(self._schema, term.field, coded(term.text), option)

    def _bool(self, plan: Bool, translate: Callable[[Plan], Query]) -> Query:
        if not plan.must and not plan.should:
            return Query.empty_query()
        must, should = list(map(translate, plan.must)), plan.should
        if not must and len(should) > 1:
            any_of, should = self._any(list(_alternatives(plan.should)), translate)
            must.append(any_of)
        parts = [(Occur.Must, query) for query in must]
        parts += [(Occur.Should, translate(child)) for child in should]
        if len(parts) == 1 and not plan.must_not:
            return parts[0][1]
        parts += [(Occur.MustNot, self._matching(child)) for child in plan.must_not]
        return Query.boolean_query(parts)

    def _any(self, plans: list[Plan], translate: Callable[[Plan], Query]) -> AnyOf:
        """The alternatives `plans`.

        tantivy is fastest with a union of terms and nothing else. A plan that matches nothing without one of
        the terms need not be asked which articles it matches.
        """
        terms = [plan for plan in plans if isinstance(plan, Term)]
        texts = {(term.field, term.text) for term in terms}
        others = [plan for plan in plans if not isinstance(plan, Term)]
        adding = tuple(plan for plan in others if _needs_one(plan, texts))
        union = [_any_of(list(map(translate, terms)))] if terms else []
        union += [translate(plan) for plan in others if plan not in adding]
        return AnyOf(_any_of(union), adding)

    def _any_value(self, field: str, values: list[str]) -> Query:
        if len(values) > FEW_VALUES:
            return Query.term_set_query(self._schema, field, values)
        return _any_of([Query.term_query(self._schema, field, value, "basic") for value in values])

    def _days(self, first: str | None, last: str | None) -> Query:
        low = day_number(first) if first else 0
        high = day_number(last) if last else UNDATED
        return Query.range_query(self._schema, "day", FieldType.Unsigned, low, high)

    def _sequence(self, plan: InOrder) -> Query:
        slots = [list(map(coded, filter(encodable, dict.fromkeys(slot)))) for slot in plan.slots]
        if not slots or not all(slots):
            return Query.empty_query()
        if len(slots) == 1:
            return self._any_value(plan.field, slots[0])
        # tantivy's own slop lets words change places, so each way to place them is a phrase of its own.
        ways = list(placements(len(slots), usable_slop(len(slots), plan.slop)))
        if prod(map(len, slots)) <= MAX_PHRASES:
            phrases = [
                Query.phrase_query(self._schema, plan.field, list(zip(way, words, strict=True)))
                for words in product(*slots)
                for way in ways
            ]
        else:
            patterns = list(map(_pattern, slots))
            phrases = [
                Query.regex_phrase_query(self._schema, plan.field, list(zip(way, patterns, strict=True)))
                for way in ways
            ]
        return _any_of(phrases)


def _alternatives(plans: Iterable[Plan]) -> Iterator[Plan]:
    """`plans`, with the alternatives themselves in place of those that are nothing else."""
    for plan in plans:
        if isinstance(plan, Bool) and plan.should and not (plan.must or plan.must_not):
            yield from _alternatives(plan.should)
        else:
            yield plan


def _needs_one(plan: Plan, texts: Set[tuple[str, str]]) -> bool:
    """Whether every article that `plan` matches holds one of these terms, each a field and a text."""
    match plan:
        case Term(field, text):
            return (field, text) in texts
        case InOrder(field, slots):
            return any(all((field, text) in texts for text in slot) for slot in slots)
        case Const(child):
            return _needs_one(child, texts)
        case Bool(must, should) if must:
            return any(_needs_one(child, texts) for child in must)
        case Bool(_, should):
            return all(_needs_one(child, texts) for child in should)
    return False


def _any_of(queries: list[Query]) -> Query:
    return (
        queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])
    )


def _pattern(texts: list[str]) -> str:
    """The pattern that matches these texts alone: what they end with stands there once, as tantivy's automata
    take time for each letter, twice as long without for a word with its particles.
    """
    backwards = [text[::-1] for text in texts]
    same = takewhile(lambda pair: pair[0] == pair[1], zip(min(backwards), max(backwards), strict=False))
    end = "".join(letter for letter, _ in same)[::-1]
    heads = [_escaped(text.removesuffix(end)) for text in texts if text != end]
    optional = "?" if end in texts else ""
    return (f"({'|'.join(heads)}){optional}" if heads else "") + _escaped(end)


def _escaped(text: str) -> str:
    """The pattern that matches `text` alone, in the syntax of tantivy's patterns."""
    return "".join("\\" + sign if sign in _PATTERN_SIGNS else sign for sign in text)
