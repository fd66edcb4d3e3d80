"""Plans as tantivy queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from itertools import chain, compress, product, takewhile
from math import prod
from typing import NamedTuple

import tantivy
from tantivy import FieldType, Occur, Query

from search.engines.alphabet import coded
from search.engines.phrases import placements, usable_slop
from search.engines.stored import UNDATED, day_number, encodable
from search.query.plan import (
    Bool,
    Const,
    Days,
    Empty,
    Everything,
    Fits,
    InOrder,
    Plan,
    Term,
    Value,
    alternatives,
    needs_one,
)

MAX_PHRASES = 36
"""Above so many combinations of alternatives, one pattern a slot is faster than a phrase for each: among
29,795 articles it takes .09 ms, not .04, for 9 combinations, .16, not .12, for 30, .28, not .37, for 72."""

MAX_LOOKED_UP = 400
"""So many words, 3 us each, are looked up to tell which combinations of alternatives the index holds."""

PHRASES_KEPT = 2_000
"""Phrases whose combinations are remembered."""

PATTERNS_KEPT = 500
"""Patterns whose automata, which take .03 ms to make, are remembered."""

FEW_VALUES = 100
"""Up to so many values are looked up one by one: a set of them is compared with all of the index."""

Slots = Sequence[Sequence[str]]
"""Alternatives for each place of a phrase."""

NOTHING = Query.empty_query()
"""The one query that is known to match nothing."""

_PATTERN_SIGNS = frozenset(r"\.+*?()|[]{}^$")


def constant_score(plan: Plan) -> float | None:
    """The score of every match of `plan` when it is known beforehand to be the same, else None."""
    match plan:
        case Term():
            return None
        case Const(score=score):
            return score
        case Bool(must=must, should=should):
            if any(constant_score(child) != 0.0 for child in should):
                return None
            scores = list(map(constant_score, must))
            return None if None in scores else sum(filter(None, scores))
    return 0.0


class AnyOf(NamedTuple):
    """A query that matches what any of some plans does, and those of them that only add to its score."""

    query: Query
    adding: tuple[Plan, ...]


class Translator:
    """Translates plans for one commit of an index; `count` tells how many of its articles match a query.

    Safe to share between threads.
    """

    def __init__(self, schema: tantivy.Schema, count: Callable[[Query], int]) -> None:
        self._schema = schema
        self._count = count
        self._held = lru_cache(maxsize=PHRASES_KEPT)(self._find_held)
        """The query for a phrase of alternatives."""
        self._last: tuple[Plan, Query] = Empty(), NOTHING
        self._fitting = lru_cache(maxsize=PATTERNS_KEPT)(partial(Query.regex_query, schema))
        """The query for a pattern in a field."""

    def last(self, plan: Plan) -> Query:
        """The query for `plan`, remembered until it is another one's turn: to count is often to ask again."""
        last, query = self._last
        if plan is not last:
            query = self(plan)
            self._last = plan, query
        return query

    def __call__(self, plan: Plan) -> Query:
        """The tantivy query that matches and scores as `plan` says."""
        match plan:
            case Term():
                return self._term(plan, scores=True)
            case Bool():
                return self._bool(plan, scores=True)
            case Const(child, score):
                return _const(self._matching(child), score)
        return _const(self._matching(plan), 0.0)

    def _matching(self, plan: Plan) -> Query:
        """A query that matches as `plan` says and may score anything."""
        match plan:
            case Term():
                return self._term(plan, scores=False)
            case Bool((), should, ()):
                return self._any(alternatives(should), scores=False).query
            case Bool():
                return self._bool(plan, scores=False)
            case Const(child):
                return self._matching(child)
            case Fits(field, pattern):
                return self._fitting(field, coded(pattern))
            case InOrder():
                return self._in_order(plan)
            case Value(field, values):
                return self._any_value(field, list(filter(encodable, values)))
            case Days(first, last):
                return self._days(first, last)
            case Everything():
                return Query.all_query()
            case Empty():
                return NOTHING

    def _term(self, term: Term, scores: bool) -> Query:
        if not encodable(term.text):
            return NOTHING
        option = "freq" if scores else "basic"
        query = Query.term_query(self._schema, term.field, coded(term.text), option)
        return Query.boost_query(query, term.weight) if scores and term.weight != 1.0 else query

    def _bool(self, plan: Bool, scores: bool) -> Query:
        translate = self if scores else self._matching
        needed, adding = (plan.must, plan.should) if plan.must else ((Bool(should=plan.should),), ())
        # What adds to the score of the one part that is needed adds to the whole: tantivy asks it once.
        while len(needed) == 1 and isinstance(only := needed[0], Bool) and only.must and not only.must_not:
            needed, adding = only.must, (*only.should, *adding)
        if len(needed) == 1 and isinstance(only := needed[0], Bool) and not only.must_not:
            query, others = self._any(alternatives(only.should), scores)
            must, adding = [query], (*others, *adding)
        else:
            must = list(map(translate, needed))
        if any(query is NOTHING for query in must):
            return NOTHING
        parts = [(Occur.Must, query) for query in must]
        if scores:
            parts += [(Occur.Should, query) for query in _some(map(translate, adding))]
        if len(parts) == 1 and not plan.must_not:
            return parts[0][1]
        parts += [(Occur.MustNot, query) for query in _some(map(self._matching, plan.must_not))]
        return Query.boolean_query(parts)

    def _any(self, plans: list[Plan], scores: bool) -> AnyOf:
        """The alternatives `plans`.

        tantivy is fastest with a union of terms and nothing else. A plan that matches nothing without one of
        the terms need not be asked which articles it matches.
        """
        terms = [plan for plan in plans if isinstance(plan, Term)]
        held = _any_of([self._term(term, scores) for term in terms])
        if len(terms) == len(plans):
            return AnyOf(held, ())
        texts = {(term.field, term.text) for term in terms}
        others = [plan for plan in plans if not isinstance(plan, Term)]
        needing = [needs_one(plan, texts) for plan in others]
        translate = self if scores else self._matching
        apart = [translate(plan) for plan, needs in zip(others, needing, strict=True) if not needs]
        return AnyOf(_any_of(_some([held, *apart])), tuple(compress(others, needing)))

    def _any_value(self, field: str, values: Sequence[str]) -> Query:
        if len(values) > FEW_VALUES:
            return Query.term_set_query(self._schema, field, values)
        return _any_of([Query.term_query(self._schema, field, value, "basic") for value in values])

    def _days(self, first: str | None, last: str | None) -> Query:
        low = day_number(first) if first else 0
        high = day_number(last) if last else UNDATED
        return Query.range_query(self._schema, "day", FieldType.Unsigned, low, high)

    def _in_order(self, plan: InOrder) -> Query:
        slots = _coded(plan.slots)
        if plan.slop or len(slots) < 2:
            return self._sequence(plan.field, slots, plan.slop)
        if prod(map(len, slots)) == 1:
            return self._phrase(plan.field, chain.from_iterable(slots))
        return self._held(plan.field, slots)

    def _find_held(self, field: str, slots: Slots) -> Query:
        """The query for a phrase, of those of its combinations alone that the index holds: most ways to write
        a number stand nowhere, and a search asks for each phrase twice.
        """
        held = self._combinations(field, slots)
        if held is None:
            return self._sequence(field, slots)
        return _any_of([self._phrase(field, words) for words in held])

    def _combinations(self, field: str, slots: Slots) -> Slots | None:
        """The combinations of alternatives that the index holds; None where there are too many to look up.

        What stands nowhere is not tried with more words beside it, those of the longest slots least of all.
        """
        if len(slots) == 1:
            return [(word,) for word in slots[0]]
        before = len(slots[0]) > len(slots[-1])
        held = self._combinations(field, slots[1:] if before else slots[:-1])
        words = slots[0 if before else -1]
        if held is None or len(held) * len(words) * len(slots) > MAX_LOOKED_UP:
            return None
        tried = [(word, *some) if before else (*some, word) for some in held for word in words]
        return [some for some in tried if self._count(self._phrase(field, some))]

    def _phrase(self, field: str, words: Iterable[str]) -> Query:
        return Query.phrase_query(self._schema, field, list(words))

    def _sequence(self, field: str, slots: Slots, slop: int = 0) -> Query:
        if not slots or not all(slots):
            return NOTHING
        if len(slots) == 1:
            return self._any_value(field, slots[0])
        # tantivy's own slop lets words change places, so each way to place them is a phrase of its own.
        ways = list(placements(len(slots), usable_slop(len(slots), slop)))
        if prod(map(len, slots)) <= MAX_PHRASES:
            phrase_query, combinations = Query.phrase_query, list(product(*slots))
        else:
            phrase_query, combinations = Query.regex_phrase_query, [tuple(map(_pattern, slots))]
        return _any_of(
            [
                phrase_query(self._schema, field, list(zip(way, words, strict=True)))
                for words in combinations
                for way in ways
            ]
        )


def _coded(slots: Slots) -> tuple[tuple[str, ...], ...]:
    """The alternatives of each slot as the index writes them, without those that it cannot hold."""
    return tuple([tuple([coded(text) for text in slot if encodable(text)]) for slot in slots])


def _some(queries: Iterable[Query]) -> list[Query]:
    """Those of `queries` that may match something."""
    return [query for query in queries if query is not NOTHING]


def _any_of(queries: list[Query]) -> Query:
    if len(queries) < 2:
        return queries[0] if queries else NOTHING
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _const(query: Query, score: float) -> Query:
    return query if query is NOTHING else Query.const_score_query(query, score)


def _pattern(texts: Sequence[str]) -> str:
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
