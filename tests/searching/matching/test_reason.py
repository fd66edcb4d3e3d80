"""Why words match, against a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import cases

from search.analysis.levels import Analyzer
from search.analysis.lexicon.load import load
from search.analysis.stemming.stemmer import Stemmer
from search.searching.matching.reason import REASONS, reason

ANALYZER = Analyzer(Stemmer(load()))


@pytest.mark.parametrize(("asked", "found", "why"), cases("reasons.tsv"))
def test_the_relation_of_two_words_of_one_lemma(asked: str, found: str, why: str) -> None:
    assert why in REASONS
    assert reason(asked, found, "lemma", ANALYZER) == why


@given(
    st.text("وفبكلالسيتنمهةىاأءؤئآ" + "كتب", min_size=1, max_size=6),
    st.text("وفبكلالهةىاأكتب", min_size=1, max_size=6),
)
def test_any_two_words_have_a_relation(asked: str, found: str) -> None:
    assert reason(asked, found, "lemma", ANALYZER) in REASONS


@pytest.mark.parametrize(
    ("asked", "found"), [("ل", "لي"), ("ك", "لك"), ("و", "ل"), ("له", "لهم"), ("ب", "به")]
)
def test_words_of_one_letter_have_a_relation(asked: str, found: str) -> None:
    assert reason(asked, found, "lemma", ANALYZER) in REASONS


@pytest.mark.parametrize(
    ("asked", "found", "why"),
    [
        ("التحالف", "للتحالف", "affix"),
        ("التحالف", "وتحالف", "affix"),
        ("مدر*", "مدرسة", "pattern"),
        ("25", "خمس", "spelling"),
        ("20000000", "20", "spelling"),
        ("12", "و12", "affix"),
    ],
)
def test_words_of_phrases_patterns_and_numbers(asked: str, found: str, why: str) -> None:
    assert reason(asked, found, "folded", ANALYZER) == why
