"""What articles that are nearly the same share is the same on every machine, and in every run."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.analysis.shingles import BANDS, DRAWN_WORDS, FEWEST, LETTERS, WORDS, bands, shingles

NUMBERED = [f"كلمه{number}" for number in range(WORDS + 50)]


def _bands(words: list[str]) -> set[str]:
    return set(bands(" ".join(words)).split())


def test_runs_are_of_three_words_in_order() -> None:
    runs = shingles("ا ب ت ث")
    assert len(runs) == 2 and shingles("ب ت ث") == runs[1:] and shingles("ت ب ث") != runs[1:]
    assert shingles("ا ب") == shingles("") == []


def test_an_index_made_elsewhere_or_earlier_has_the_same_bands() -> None:
    """Whoever changes this raises `_FORMAT` in `search.store.analyzer`: indexes must be built again."""
    assert bands(" ".join(NUMBERED[:30])) == ("bb7248b9 990ea1ff a0fd4b45 bc6e1e46 1826e320 9235abf7")


def test_a_short_text_has_none() -> None:
    assert bands(" ".join(NUMBERED[: FEWEST + 1])) == ""
    assert len(_bands(NUMBERED[: FEWEST + 2])) == BANDS


def test_what_follows_the_first_words_does_not_matter() -> None:
    assert shingles(" ".join(NUMBERED)) == shingles(" ".join(NUMBERED[:WORDS]))
    assert len(shingles("ا " * WORDS * 2)) == WORDS - 2
    assert len(shingles("حرف" * LETTERS * WORDS + " كلمة" * 9)) == 0
    assert _bands(NUMBERED) == _bands(NUMBERED[:DRAWN_WORDS]) != _bands(NUMBERED[: DRAWN_WORDS // 2])


@given(st.lists(st.text("ابتثجح", min_size=1, max_size=4), max_size=300))
def test_any_text_has_all_bands_or_none(words: list[str]) -> None:
    assert len(bands(" ".join(words)).split()) == (BANDS if len(words) >= FEWEST + 2 else 0)


def test_texts_with_a_word_changed_here_and_there_share_a_band() -> None:
    """Resemblance .72 each time: the formula says one pair of 83 shares none."""
    whole = NUMBERED[:110]
    missed = 0
    for first in range(10):
        changed = [f"{word}غير" if n % 18 == first else word for n, word in enumerate(whole)]
        missed += not _bands(whole) & _bands(changed)
    assert missed == 0


def test_texts_of_other_runs_share_none() -> None:
    assert not _bands(NUMBERED[:100]) & _bands(NUMBERED[100:200])
    assert not _bands(NUMBERED[:100]) & _bands(NUMBERED[99::-1])
