"""The particles that join the next word."""

from __future__ import annotations

import pytest

from search.analysis.particles import (
    AND,
    AT_MOST_ONE,
    WITH_ARTICLE,
    WITHOUT_ARTICLE,
    without_article,
    without_conjunction,
)
from search.analysis.stemming.affixes import PREFIXES


def test_the_ways_to_join_them() -> None:
    assert " ".join(WITH_ARTICLE) == "ال وال فال بال وبال فبال كال وكال فكال لل ولل فلل"
    assert " ".join(WITHOUT_ARTICLE) == " و ف ب ك ل وب ول فب فل"
    assert " ".join(AT_MOST_ONE) == " و ف ب ك ل ال بال كال لل وال فال"


def test_what_the_stemmer_takes_off_any_word_is_a_prefix_of_known_ones_too() -> None:
    """What looks for words that may match by their prefixes relies on it."""
    assert {*WITH_ARTICLE, AND} <= PREFIXES.keys()


@pytest.mark.parametrize(
    ("word", "bare"), [("والكتاب", "الكتاب"), ("فمن", "من"), ("كتاب", "كتاب"), ("و", ""), ("", "")]
)
def test_a_conjunction_comes_off(word: str, bare: str) -> None:
    assert without_conjunction(word) == bare


@pytest.mark.parametrize(
    ("word", "least", "bare"),
    [("الكتاب", 3, "كتاب"), ("الام", 3, "الام"), ("الام", 1, "ام"), ("ال", 1, "ال"), ("كتاب", 3, "كتاب")],
)
def test_the_article_comes_off_where_enough_is_left(word: str, least: int, bare: str) -> None:
    assert without_article(word, least) == bare
