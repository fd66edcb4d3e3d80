"""Unknown names with and without ب ل ك ف: which of them an index holds as the same name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import cases

from search.analysis.levels import Analyzer
from search.analysis.lexicon.load import load
from search.analysis.stemming.stemmer import Stemmer
from search.query.expansion.index_words import IndexWords

analyzer = Analyzer(Stemmer(load()))
ROWS = cases("attached.tsv")


def index(text: str) -> IndexWords:
    pairs = (pair.split(":") for pair in text.split())
    return IndexWords(analyzer, lambda: [(word, int(count)) for word, count in pairs])


@pytest.mark.parametrize(("word", "held", "lemmas"), [row[:3] for row in ROWS], ids=[row[3] for row in ROWS])
def test_other_lemmas_of_a_name(word: str, held: str, lemmas: str) -> None:
    assert sorted(index(held).name_forms(word)) == sorted(lemmas.split())


@pytest.mark.parametrize("word", ["المدينة", "تويتر", "بتويتر", "2014", "كتب", "iphone", "", "،"])
def test_known_words_cost_no_look_at_the_index(word: str) -> None:
    def refuse() -> list[tuple[str, int]]:
        raise AssertionError("the words of the index were read")

    assert IndexWords(analyzer, refuse).name_forms(word) == ()


@given(
    st.text("بلكفورزاي", max_size=9), st.dictionaries(st.text("بلكفورزاي", min_size=1), st.integers(1, 99))
)
def test_never_the_own_lemma_nor_one_twice(word: str, held: dict[str, int]) -> None:
    found = IndexWords(analyzer, held.items).name_forms(word)
    assert len(set(found)) == len(found)
    assert analyzer.analyse(word).lemma not in found
