"""Texts in either direction."""

from __future__ import annotations

import pytest

from web.pages.bidi import numbers_apart, side


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


@pytest.mark.parametrize("date", ["2021-03", "25/10/1436", "2021-02..2021-03"])
def test_dates_are_kept_from_left_to_right(date: str) -> None:
    assert numbers_apart(f"تاريخ:{date}") == f'تاريخ:<bdi dir="ltr">{date}</bdi>'
