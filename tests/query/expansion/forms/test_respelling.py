"""Words of a query that no article holds: what they are read as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import cases

from search.analysis.levels import Analyzer
from search.analysis.lexicon.load import load
from search.analysis.stemming.stemmer import Stemmer
from search.query.expansion.index_words import IndexWords

HELD = "ليفربول موريتانيا شاكيرا الاضطراب متلازمه الحكومه المدينه المنوره مونت اري المجلس الوزراء ابي ولا"
analyzer = Analyzer(Stemmer(load()))
words = IndexWords(analyzer, lambda: [(word, 9) for word in HELD.split()])


@pytest.mark.parametrize(
    ("word", "meant"), [(row[0], row[1]) for row in cases("respelling.tsv")], ids=lambda each: each or "-"
)
def test_is_read_as(word: str, meant: str) -> None:
    assert words.respelled(word) == tuple(meant.split())


@given(st.text("ابتلوميهكسقفرة", max_size=12))
def test_gives_only_words_of_the_index(word: str) -> None:
    assert all(meant in words.vocabulary for meant in words.respelled(word))


def test_a_known_word_costs_no_look_at_the_index() -> None:
    def refuse() -> list[tuple[str, int]]:
        raise AssertionError("the words of the index were read")

    assert IndexWords(analyzer, refuse).respelled("المدينة") == ()
