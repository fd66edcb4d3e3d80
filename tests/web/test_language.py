"""The two languages: Arabic's six plural forms, months in both traditions, whose choice counts."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient

import web
from web.language import day, language, month

HERE = Path(web.__file__).parent
CATALOGUE = HERE / "translations/ar/LC_MESSAGES/messages.po"

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
    with app.test_request_context("/"):
        template = '{{ ngettext("%(shown)s result", "%(shown)s results", n, shown=n | number) }}'
        assert app.jinja_env.from_string(template).render(n=number) == text


def test_english_counts(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        template = '{{ ngettext("%(shown)s result", "%(shown)s results", n, shown=n | number) }}'
        shown = [app.jinja_env.from_string(template).render(n=n) for n in (0, 1, 2)]
    assert shown == ["0 results", "1 result", "2 results"]


def test_dates_name_the_month_in_both_traditions(app: Flask) -> None:
    with app.test_request_context("/"):
        assert day("2021-03-11") == "11 مارس/آذار 2021"
        assert month("2021-02") == "فبراير/شباط 2021"
        assert month("2021") == "2021"
        assert month("2020-01-31") == "يناير/كانون الثاني 2020"
    with app.test_request_context("/?lang=en"):
        assert day("2021-03-11") == "11 March 2021"


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


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    with CATALOGUE.open("rb") as source:
        compiled = BytesIO()
        write_mo(compiled, read_po(source))
    kept = read_mo(BytesIO(CATALOGUE.with_suffix(".mo").read_bytes()))
    fresh = read_mo(BytesIO(compiled.getvalue()))
    assert [(m.id, m.string) for m in kept if m.id] == [(m.id, m.string) for m in fresh if m.id]
    assert kept.plural_expr == fresh.plural_expr


def test_every_text_of_the_pages_is_translated_and_none_is_left_over() -> None:
    methods = [("**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.xml", "jinja2")]
    wanted = {found[2] for found in extract_from_dir(HERE, methods)}
    with CATALOGUE.open("rb") as source:
        catalogue = read_po(source)
    kept = {m.id if isinstance(m.id, str) else tuple(m.id) for m in catalogue if m.id}
    assert wanted == kept
    assert not [m.id for m in catalogue if m.id and (m.fuzzy or not all(_forms(m.string)))]


def _forms(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else string


def test_translations_keep_the_places_of_the_original() -> None:
    with CATALOGUE.open("rb") as source:
        wrong = [m.id for m in read_po(source) if m.id and list(m.check())]
    assert not wrong
