"""Foreign names in other spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.correction.variants import variants
from search.query.vocabulary import Vocabulary

NAMES = [
    "البنتاغون",
    "مليشيات",
    "تلفزيون",
    "نتنياهو",
    "واشنطن",
    "انجلترا",
    "غوغل",
    "بلغراد",
    "سوريا",
    "باريس",
]
vocabulary = Vocabulary((name, 10) for name in NAMES)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("البنتاجون", "البنتاغون"),
        ("ميليشيات", "مليشيات"),
        ("ملشيات", "مليشيات"),
        ("تليفزيون", "تلفزيون"),
        ("نتانياهو", "نتنياهو"),
        ("واشنتن", "واشنطن"),
        ("انكلترا", "انجلترا"),
        ("سوريه", "سوريا"),
    ],
)
def test_variants(typed: str, name: str) -> None:
    assert [each.words for each in variants(typed, vocabulary)] == [(name,)]


@pytest.mark.parametrize("typed", ["", "بار", "باريس", "مدرسه", "سورياااااا", "ا" * 200])
def test_no_variants(typed: str) -> None:
    assert variants(typed, vocabulary) == []


@given(st.text(max_size=40))
def test_any_word_may_be_asked(word: str) -> None:
    assert all(each.words != (word,) for each in variants(word, vocabulary))
