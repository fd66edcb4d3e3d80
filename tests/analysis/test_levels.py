"""Five levels of one word, the same for queries and texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.levels import MAX_TERM, Analyzer
from search.analysis.normalise import fold, surface
from search.analysis.tokenise import words
from search.store.analyzer import load_analyzer

analyzer: Analyzer = load_analyzer(None)[0]
any_text = st.one_of(st.text(), st.text(st.characters(min_codepoint=0x0600, max_codepoint=0x06FF)))


def test_the_example_of_the_design() -> None:
    levels = analyzer.analyse("وَبِالمَدْرَسَةِ")
    assert levels[:5] == ("وَبِالمَدْرَسَةِ", "وبالمدرسة", "وبالمدرسه", "مدرسه", "درس")
    assert not levels.stop


def test_stop_words_are_normalised_like_the_text() -> None:
    assert analyzer.analyse("إِلَى").stop
    assert analyzer.analyse("الى").stop
    assert not analyzer.analyse("الإمام").stop


@pytest.mark.parametrize("word", ["علي", "عَلِيّ", "فهم", "أم", "فين", "شو"])
def test_names_and_nouns_spelled_like_particles_are_no_stop_words(word: str) -> None:
    assert not analyzer.analyse(word).stop


@pytest.mark.parametrize(
    "word", ["على", "إلي", "الى", "لي", "فيه", "إن", "منا", "ليش", "ايش", "وش", "ازاي", "اللي"]
)
def test_particles_are_stop_words_by_their_letters(word: str) -> None:
    assert analyzer.analyse(word).stop


@given(any_text)
def test_any_word_has_terms_an_engine_can_hold(text: str) -> None:
    for word in words(text):
        levels = analyzer.analyse(word)
        for term in (*levels[:3], *levels.lemma.split(" "), *levels.root.split(" ")):
            assert len(term) <= MAX_TERM
            assert not any(c.isspace() for c in term)
        assert levels.folded
        assert levels.surface == surface(word)[:MAX_TERM]


@given(any_text)
def test_texts_and_queries_agree_on_every_word(text: str) -> None:
    found = words(text)
    assert analyzer.text(found) == [analyzer.analyse(word) for word in found]


@given(any_text)
def test_spellings_that_fold_alike_are_found_by_each_other(text: str) -> None:
    for word in words(text):
        assert analyzer.analyse(fold(word)[:MAX_TERM]).folded == analyzer.analyse(word).folded
