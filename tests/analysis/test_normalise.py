"""Folding, rule by rule and as a whole."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import cases
from waiting import check_linear

from search.analysis.letters import FOLDED_LETTERS, MARK, SPELLINGS
from search.analysis.normalise import agreeing, fold, fold_in_place, is_folded, surface, vocalised
from search.analysis.tokenise import words

arabic = st.text(st.characters(min_codepoint=0x0600, max_codepoint=0x06FF), max_size=12)


@pytest.mark.parametrize(("written", "letters", "folded", "rule"), cases("folding.tsv"))
def test_rules(written: str, letters: str, folded: str, rule: str) -> None:
    assert surface(written) == letters, rule
    assert fold(written) == folded, rule


@given(st.text("كتبشمؤ\u064e\u064f\u0651\u0652\u064c", min_size=1, max_size=12), st.sets(st.integers(0, 12)))
def test_a_word_agrees_with_itself_and_fewer_of_its_marks(word: str, left_out: set[int]) -> None:
    word = "ب" + word  # no word begins with a mark
    kept = [c for at, c in enumerate(word) if not MARK.match(c) or at not in left_out]
    fewer = vocalised("".join(kept))
    assert not fewer or re.fullmatch(agreeing(fewer), vocalised(word))


@pytest.mark.parametrize(
    ("asked", "found", "agrees"),
    [
        ("كَتب", "كَتَبَ", True),
        ("كتَب", "كَتَّبَ", True),
        ("كَتب", "كُتُبٌ", False),
        ("كَتب", "كَتَبَت", False),
        ("كَتَبَ", "كَتب", False),
        ("مدرّس", "مُدَرِّس", True),
    ],
)
def test_which_words_agree(asked: str, found: str, agrees: bool) -> None:
    assert bool(re.fullmatch(agreeing(vocalised(asked)), vocalised(found))) == agrees


@pytest.mark.parametrize(
    "piece", ["\u064e", "\u0651", "\u0654", "\u0670", "ى\u0670", "\u0671ل", "ي\u0670\u0651"]
)
@pytest.mark.parametrize("first", ["ب\u0670", "\u0671ل", "و\u0670", "ى\u0670", "ي\u0670"])
def test_time_is_linear(first: str, piece: str) -> None:
    def fold_both(letters: int) -> None:
        word = first + piece * (letters // len(piece)) + "ب"
        surface(word)
        words(word)

    check_linear(fold_both, 3_000)


@pytest.mark.parametrize("letter", FOLDED_LETTERS)
def test_every_letter_of_the_table_folds_inside_a_word(letter: str) -> None:
    assert fold(f"س{letter}س") == f"س{FOLDED_LETTERS[letter]}س"


@given(st.one_of(st.text(), arabic))
def test_folded_in_place_every_place_stays(text: str) -> None:
    folded = fold_in_place(text)
    assert len(folded) == len(text)
    assert all(new == FOLDED_LETTERS.get(old, old) for old, new in zip(text, folded, strict=True))


@pytest.mark.parametrize(("letter", "spellings"), SPELLINGS.items())
def test_spellings_of_a_letter_fold_to_it(letter: str, spellings: str) -> None:
    assert spellings[0] == letter
    assert set(map(fold_in_place, spellings)) == {letter}


@given(st.one_of(st.text(max_size=12), arabic))
def test_folding_is_idempotent(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(st.one_of(arabic, st.text("ابتكهيوءئ", max_size=6)))
def test_what_is_folded_folds_to_itself(word: str) -> None:
    assert not is_folded(word) or surface(word) == fold(word) == word
    assert is_folded("كتاب") and not is_folded("كتابة")


@given(st.one_of(st.text(max_size=12), arabic))
def test_surface_and_fold_leave_no_marks(word: str) -> None:
    assert not MARK.search(surface(word))
    assert not MARK.search(fold(word))


@given(arabic)
def test_canonically_equal_words_fold_alike(word: str) -> None:
    assert fold(unicodedata.normalize("NFD", word)) == fold(unicodedata.normalize("NFC", word))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("كتاب", ""),
        ("مُلْكِ", "مُلْكِ"),
        ("مَلِـــكِ", "مَلِكِ"),
        ("مفيداً", "مفيدًا"),
        ("مفيدًا", "مفيدًا"),
        ("مد\u0651\u064eة", "مد\u064e\u0651ة"),
        ("ا\u06d6ب", ""),
    ],
)
def test_vocalised_keeps_harakat_in_one_order(written: str, kept: str) -> None:
    assert vocalised(written) == kept
