"""The two languages: Arabic's six plural forms, months in both traditions, whose choice counts."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from web.language import day, language, month
from web.templating import environment

COUNTED = '{{ ngettext("{shown} result", "{shown} results", n, shown=n | number) }}'

PLURALS = [
    (0, "لا نتائج"),
    (1, "نتيجة واحدة"),
    (2, "نتيجتان"),
    (3, "3 نتائج"),
    (10, "10 نتائج"),
    (11, "11 نتيجة"),
    (99, "99 نتيجة"),
    (100, "100 نتيجة"),
    (102, "102 نتيجة"),
    (103, "103 نتائج"),
    (1000, "1,000 نتيجة"),
]


@pytest.mark.parametrize(("number", "text"), PLURALS)
def test_arabic_counts(app: Flask, number: int, text: str) -> None:
    assert environment(app, "ar").from_string(COUNTED).render(n=number) == text


def test_english_counts(app: Flask) -> None:
    counted = environment(app, "en").from_string(COUNTED)
    shown = [counted.render(n=n) for n in (0, 1, 2)]
    assert shown == ["0 results", "1 result", "2 results"]


def test_dates_name_the_month_in_both_traditions() -> None:
    assert day("2021-03-11", "ar") == "11 مارس/آذار 2021"
    assert month("2021-02", "ar") == "فبراير/شباط 2021"
    assert month("2021", "ar") == "2021"
    assert month("2020-01-31", "ar") == "يناير/كانون الثاني 2020"
    assert day("2021-03-11", "en") == "11 March 2021"


@pytest.mark.parametrize(
    ("address", "headers", "chosen"),
    [
        ("/", {"Accept-Language": "en"}, "ar"),
        ("/?lang=en", {}, "en"),
        ("/?lang=fr", {}, "ar"),
        ("/", {"Cookie": "lang=en"}, "en"),
        ("/?lang=ar", {"Cookie": "lang=en"}, "ar"),
        ("/api/v1/search", {}, "en"),
        ("/api/v1/search", {"Accept-Language": "ar-EG,en;q=.5"}, "ar"),
        ("/api/v1/search", {"Accept-Language": "fr"}, "en"),
        ("/api/v1/search", {"Accept-Language": "*"}, "en"),
        ("/api/v1/search", {"Accept-Language": "fr, *;q=.5"}, "en"),
        ("/api/v1/search", {"Accept-Language": "ar, *;q=.5"}, "ar"),
        ("/api/v1/search?lang=ar", {"Accept-Language": "en"}, "ar"),
        ("/api/v1/search", {"Cookie": "lang=ar"}, "en"),
    ],
)
def test_whose_choice_of_language_counts(
    app: Flask, address: str, headers: dict[str, str], chosen: str
) -> None:
    with app.test_request_context(address, headers=headers):
        assert language() == chosen


def test_the_choice_is_kept(client: FlaskClient) -> None:
    assert 'lang="ar" dir="rtl"' in client.get("/").get_data(as_text=True)
    assert 'lang="en" dir="ltr"' in client.get("/?lang=en").get_data(as_text=True)
    assert 'lang="en" dir="ltr"' in client.get("/").get_data(as_text=True)
    results = client.get("/search?q=المكتبة&lang=ar").get_data(as_text=True)
    assert "lang=ar" in results.split('class="pages"')[1]
