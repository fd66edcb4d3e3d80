"""The sieve never drops a near word, keeps the order, and leaves few."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from search.query.correction.letter_bits import LetterBits

words = st.text("ابتلومx1", max_size=8)


@given(st.lists(words, max_size=30, unique=True), words, st.integers(0, 2), st.integers(-1, 40))
def test_no_near_word_is_dropped(held: list[str], word: str, edits: int, first: int) -> None:
    left = LetterBits(held).near(word, edits, first)
    among = held[: max(first, 0)]
    assert left == [each for each in among if each in left]
    assert {each for each in among if OSA.distance(word, each) <= edits} <= set(left)


def test_words_of_other_letters_or_lengths_are_dropped() -> None:
    held = ["متلازمه", "ملازمه", "متلازمتان", "مدرستان", "كتاب"]
    assert LetterBits(held).near("متلازكه", 1, len(held)) == ["متلازمه"]


def test_words_of_any_length() -> None:
    long = "ا" * 300
    assert LetterBits([long, "ب"]).near(long + "ب", 1, 2) == [long]
    assert LetterBits([]).near("ب", 2, 5) == []
