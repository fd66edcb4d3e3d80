"""What plans tell of each other."""

from __future__ import annotations

import pytest

from search.query.plan import Bool, Const, Days, Empty, Everything, InOrder, Plan, Term, implies

A, B, C = (Term("lemma", text) for text in "ابت")
EITHER = Bool(should=(A, Bool(should=(B,))))


@pytest.mark.parametrize(
    ("plan", "other", "expected"),
    [
        (A, EITHER, True),
        (Term("lemma", "ا", 0.3), EITHER, True),
        (Term("folded", "ا"), EITHER, False),
        (C, EITHER, False),
        (Bool(must=(A, C)), EITHER, True),
        (Bool(must=(A, C)), Bool(must=(EITHER,)), True),
        (Bool(must=(A, C)), Bool(must=(EITHER,), should=(C,)), True),
        (Bool(must=(A, C)), Bool(must=(EITHER, C)), False),
        (Bool(must=(A, C)), Bool(must=(EITHER,), must_not=(C,)), False),
        (Bool(must=(Bool(should=(A, C)),)), EITHER, False),
        (Bool(must=(Bool(should=(A, C)), B)), EITHER, True),
        (Const(Bool(must=(Bool(should=(A, B)),), should=(C,)), 2.0), EITHER, True),
        (Bool(must=(C,), should=(A,)), EITHER, False),
        (InOrder("lemma", (("ا", "ب"), ("ت",))), EITHER, True),
        (InOrder("lemma", (("ا", "ت"), ("ت",))), EITHER, False),
        (A, Bool(should=(Bool(must=(A, C)), B)), False),
        (Everything(), EITHER, False),
        (Days(None, None), EITHER, False),
        (A, Empty(), False),
    ],
)
def test_a_plan_implies_what_its_terms_are_enough_for(plan: Plan, other: Plan, expected: bool) -> None:
    assert implies(plan, other) is expected
