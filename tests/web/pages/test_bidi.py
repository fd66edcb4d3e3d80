"""Texts in either direction."""

from __future__ import annotations

import pytest

from web.pages.bidi import side


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("المكتبة العامة", "rtl"),
        ("BBC تنشر تقريرا", "rtl"),
        ("Microsoft Windows 11 Professional تحديث", "rtl"),
        (
            "The Mahdi Army (جيش المهدي) was founded in June 2003 by a cleric of Najaf " + "and more " * 9,
            "auto",
        ),
        ("A museum opens", "auto"),
        ("2021", "auto"),
        ("", "auto"),
    ],
)
def test_a_text_with_a_few_words_of_arabic_is_no_arabic_text(text: str, expected: str) -> None:
    assert side(text) == expected
