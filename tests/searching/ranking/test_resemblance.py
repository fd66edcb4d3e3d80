"""The same story in nearly the same words is one, whoever prints it; a series is none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import cases

from search.analysis.shingles import WORDS
from search.model import Article
from search.searching.ranking.resemblance import nearly_same


def _article(text: str) -> Article:
    return Article("a", text, body_hash=str(hash(text)))


@pytest.mark.parametrize(("is_same", "one", "other"), cases("near.tsv"))
def test_texts_judged_by_reading(is_same: str, one: str, other: str) -> None:
    assert nearly_same(_article(one), _article(other)) == (is_same == "1")
    assert nearly_same(_article(other), _article(one)) == (is_same == "1")


def test_copies_are_the_same_however_short() -> None:
    assert nearly_same(_article("لا."), _article("لا."))
    assert nearly_same(replace(_article("لا"), body_hash="h"), replace(_article("لا!"), body_hash="h"))
    assert not nearly_same(_article("لا."), _article("نعم."))


def test_what_a_paper_left_out_of_the_end_does_not_matter() -> None:
    lead = " ".join(f"كلمة{letter}{other}" for letter in "ابتثجحخدذرزسشصضط" for other in "بتثجحخدذ")
    assert len(lead.split()) == WORDS
    assert nearly_same(_article(lead), _article(f"{lead} {'ثم كلام آخر ' * 500}"))


@given(st.text(), st.text())
def test_any_two_texts_are_alike_both_ways(one: str, other: str) -> None:
    assert nearly_same(_article(one), _article(one))
    assert nearly_same(_article(one), _article(other)) == nearly_same(_article(other), _article(one))
