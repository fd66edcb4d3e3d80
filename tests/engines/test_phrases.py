"""Phrases of alternatives: all combinations are asked for, and what is remembered is of one commit."""

from __future__ import annotations

import pytest
from engine_opener import Opener
from engine_reference import prepared
from tantivy import Query

from search.engines.base import Engine
from search.engines.tantivy.query import MAX_LOOKED_UP, Translator
from search.engines.tantivy.schema import SCHEMA
from search.query.plan import Bool, InOrder, Plan, Term

WORDS = [f"كلمه{n}" for n in range(15)]


def phrase(*sizes: int) -> InOrder:
    """A phrase of slots with so many alternatives each."""
    return InOrder("folded", tuple(tuple(WORDS[:size]) for size in sizes))


def found(engine: Engine, plan: Plan) -> set[str]:
    return {article.id for _, article in engine.search(plan).hits}


@pytest.mark.parametrize(
    "sizes",
    [(2, 2), (3, 2), (5, 5), (12, 12), (1, 12), (12, 1), (15, 15), (3, 3, 3), (3, 15, 15), (9,), (40,)],
)
def test_alternatives_are_those_of_the_commit_that_answers(opener: Opener, sizes: tuple[int, ...]) -> None:
    plan = phrase(*sizes)
    other = Term("folded", "اخر")
    some = Bool(should=(other, Bool(must=(plan,), should=(Term("folded", WORDS[0]),))))
    last = [WORDS[min(size, len(WORDS)) - 1] for size in sizes]
    engine = opener.filled(
        [prepared("a", "اخر"), prepared("b", " ".join(["فراغ", *reversed(last[1:]), last[0]]))]
    )
    before = {"b"} if len(sizes) == 1 or last[::-1] == last else set()
    assert (found(engine, plan), found(engine, some)) == (before, {"a", *before})
    assert found(engine, Bool(must=(other,), must_not=(plan,))) == {"a"}
    engine.write([[prepared("c", " ".join(last)), prepared("d", " ".join([*last[:-1], "فراغ", last[-1]]))]])
    engine.commit()
    after = {"c", *before, *({"d"} if len(sizes) == 1 else ())}
    assert (found(engine, plan), found(engine, some)) == (after, {"a", *after})
    assert found(engine, Bool(must=(plan, other))) == set()


def test_combinations_are_looked_up_once() -> None:
    asked: list[Query] = []

    def count(query: Query) -> int:
        asked.append(query)
        return len(asked) % 2

    translate = Translator(SCHEMA, count)
    for plan, lookups in [
        (phrase(1, 1), 0),
        (phrase(2, 1), 2),
        (phrase(10, 5), 50),
        (phrase(15, 15), 0),
        (phrase(9, 2, 4), 8 + 4 * 9),  # half of them are held
        (phrase(2, 1, 15, 15), 2 + 15),
    ]:
        asked.clear()
        for _ in range(3):
            translate(plan)
            translate(Bool(should=(Term("folded", "اخر"), plan)))
        assert len(asked) == lookups, plan
    assert 2 * 10 * 5 <= MAX_LOOKED_UP < 2 * 15 * 15
