"""Marks leave the text as it is, and windows are cut where a reader would cut them."""

from __future__ import annotations

import re
from html import escape, unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matchers import matcher_of, matches, texts

from search.searching.showing.snippet import to_html, window, windows


@given(texts)
def test_without_its_marks_the_html_is_the_escaped_text(text: str) -> None:
    assert re.sub(
        "</?mark>", "", to_html(text, matches(matcher_of('كتاب "الحشد الشعبي" مدرسة'), text))
    ) == escape(text)


@given(texts, st.integers(20, 80))
def test_windows_are_cut_between_words(text: str, letters: int) -> None:
    marks = matches(matcher_of("كتاب"), text)
    start, end = window(text, marks, letters)
    assert 0 <= start <= end <= len(text)
    assert end - start <= letters + 20
    inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
    shown = to_html(text, inside, start, end)
    assert unescape(re.sub("</?mark>", "", shown)) == text[start:end]


def test_the_window_with_most_different_words_wins() -> None:
    text = "كتاب كتاب كتاب. " + "كلام آخر " * 30 + "هنا كتاب عن مدرسة القرية. " + "خاتمة طويلة " * 30
    marks = matches(matcher_of("كتاب مدرسة"), text)
    start, end = window(text, marks, 60)
    assert "كتاب عن مدرسة" in text[start:end]


@pytest.mark.parametrize("letters", range(1, 25))
def test_a_mark_longer_than_the_window_is_shown_from_its_beginning(letters: int) -> None:
    text = "جاء في الخبر أن والكتاب الأول وكتاب آخر في مدرسة القرية القديمة."
    marks = matches(matcher_of("كتاب مدرسة"), text)
    start, end = window(text, marks, letters)
    assert 0 < end - start <= letters
    assert start <= marks[0].start or any(start <= mark.start < end for mark in marks)


@given(texts, st.integers(1, 80), st.integers(0, 5))
def test_passages_lie_apart_and_hold_marks(text: str, letters: int, most: int) -> None:
    marks = matches(matcher_of('كتاب "الحشد الشعبي" مدرسة'), text)
    found = windows(text, marks, letters, most)
    assert len(found) <= most and found[:1] == [window(text, marks, letters)][:most]
    for start, end in found:
        assert 0 <= start <= end <= len(text)
    ordered = sorted(found)
    assert all(first[1] <= second[0] for first, second in pairwise(ordered))
    for start, end in found[1:]:
        assert any(mark.start < end and start < mark.end for mark in marks)


def test_passages_are_those_that_tell_most() -> None:
    text = (
        "كتاب قديم. " + "كلام آخر " * 30 + "هنا كتاب عن مدرسة القرية. " + "خاتمة طويلة " * 30 + "ومدرسة أخرى."
    )
    marks = matches(matcher_of("كتاب مدرسة"), text)
    first, *others = [text[start:end] for start, end in windows(text, marks, 60, 5)]
    assert "كتاب عن مدرسة" in first
    assert len(others) == 2 and any("كتاب قديم" in other for other in others)
