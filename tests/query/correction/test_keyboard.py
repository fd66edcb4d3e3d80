"""The keyboard on the other layout."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.correction.alternatives import recoveries
from search.query.correction.keyboard import swapped, to_arabic, to_latin
from search.query.correction.spelling import Speller
from search.query.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hguvhr", ["العراق"]),
        ("ةهؤقخسخبف", ["microsoft"]),
        ("s,vi", ["سوره"]),
        ("HGUVHR", ["العراق", "ألأ‘{أٌ"]),
        ("HkrvM", ["انقرة", "أنقر’"]),
        ("b", ["لا"]),
        ("لا", ["b", "gh"]),
        ("ىهلاف", ["nibt", "night"]),
        ("الرياض hguvhr", ["الرياض العراق", "hgvdhq hguvhr"]),
        ('"hguvhr"', ['"العراق"']),
        ("2021", []),
        ("", []),
        ("؟!", []),
    ],
)
def test_swapped(typed: str, meant: list[str]) -> None:
    assert swapped(typed) == [each for each in meant if each]


@pytest.mark.parametrize("typed", ["COVID-19", "BMW", "سيارات BMW"])
def test_capitals_that_write_signs_are_no_reading(typed: str) -> None:
    vocabulary = Vocabulary([("19", 800), ("لا", 5000), ("سيارات", 900)])
    found = recoveries(typed, vocabulary, Speller(vocabulary))
    assert [each for each in found if each.kind == "keyboard"] == []


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=10))
def test_latin_words_come_back(word: str) -> None:
    (arabic, *_) = to_arabic(word)
    # Two readings of each lam-alef: within the bound, the word is one of them.
    assert word in to_latin(arabic) or arabic.count("لا") > 3


@given(st.text())
def test_any_text_is_bounded(text: str) -> None:
    assert len(swapped(text)) <= 8
    assert text not in swapped(text)
