"""Marks leave the text as it is, and windows are cut where a reader would cut them."""

from __future__ import annotations

import re
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matchers import matcher_of, matches, texts

from search.searching.showing.snippet import to_html, window


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
