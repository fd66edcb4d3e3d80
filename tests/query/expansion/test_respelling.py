"""Words of a query that no article holds: what they are read as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import cases

from search.analysis.levels import Analyzer
from search.analysis.lexicon.load import load
from search.analysis.stem import Stemmer
from search.query.correction.spelling import Speller
from search.query.expansion.name_forms import AttachedForms
from search.query.expansion.respelling import Respeller
from search.query.vocabulary import Vocabulary

HELD = "ليفربول موريتانيا شاكيرا الاضطراب متلازمه الحكومه المدينه المنوره مونت اري المجلس الوزراء ابي ولا"
words = Vocabulary((word, 9) for word in HELD.split())
analyzer = Analyzer(Stemmer(load()))
respell = Respeller(analyzer, lambda: words, lambda: Speller(words), AttachedForms(analyzer, lambda: words))


@pytest.mark.parametrize(
    ("word", "meant"), [(row[0], row[1]) for row in cases("respelling.tsv")], ids=lambda each: each or "-"
)
def test_is_read_as(word: str, meant: str) -> None:
    assert respell(word) == tuple(meant.split())


@given(st.text("ابتلوميهكسقفرة", max_size=12))
def test_gives_only_words_of_the_index(word: str) -> None:
    assert all(each in words for each in respell(word))


def test_a_known_word_costs_no_look_at_the_index() -> None:
    def refuse() -> Vocabulary:
        raise AssertionError("the vocabulary was read")

    forms = AttachedForms(analyzer, refuse)
    assert Respeller(analyzer, refuse, lambda: Speller(words), forms)("المدينة") == ()
