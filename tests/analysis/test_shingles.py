"""What articles that are nearly the same share is the same on every machine, and in every run."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.analysis.shingles import BANDS, FEWEST, LETTERS, WORDS, bands

NUMBERED = [f"كلمه{number}" for number in range(WORDS + 90)]


def _bands(words: list[str]) -> set[str]:
    return set(bands(" ".join(words)).split())


def test_an_index_made_elsewhere_or_earlier_has_the_same_bands() -> None:
    """Whoever changes this raises `_FORMAT` in `search.store.analyzer`: indexes must be built again."""
    assert bands(" ".join(NUMBERED[:30])) == "bb7248b9 990ea1ff a0fd4b45 bc6e1e46 1826e320 9235abf7"


def test_a_short_text_has_none() -> None:
    assert bands("") == bands(" ".join(NUMBERED[: FEWEST + 1])) == ""
    assert len(_bands(NUMBERED[: FEWEST + 2])) == BANDS


def test_what_follows_the_first_words_does_not_matter() -> None:
    short = [f"ك{number}" for number in range(WORDS)]
    assert _bands([*short, *NUMBERED]) == _bands(short) != _bands(short[: WORDS // 2])
    assert _bands(["حرف" * LETTERS, *short]) == set()


@given(st.lists(st.text("ابتثجح", min_size=1, max_size=4), max_size=2 * WORDS))
def test_any_text_has_all_bands_or_none(words: list[str]) -> None:
    assert len(bands(" ".join(words)).split()) == (BANDS if len(words) >= FEWEST + 2 else 0)


def test_texts_with_a_word_changed_here_and_there_share_a_band() -> None:
    """Resemblance .71 each time: the formula says one pair of 70 shares none."""
    whole = NUMBERED[:110]
    changed = ([f"{word}غ" if n % 18 == at else word for n, word in enumerate(whole)] for at in range(18))
    assert sum(not _bands(whole) & _bands(each) for each in changed) <= 1


def test_texts_of_other_runs_share_none() -> None:
    assert not _bands(NUMBERED[:100]) & _bands(NUMBERED[100:200])
    assert not _bands(NUMBERED[:100]) & _bands(NUMBERED[99::-1])
