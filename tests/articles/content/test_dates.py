"""Dates of every Arab country, in fields, on lines of their own and in leads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import CASES

from search.articles.content.dates import line_date, parse_date
from search.articles.content.lead import lead_date

ROWS = [
    line.split("\t")
    for line in (CASES / "dates.tsv").read_text("utf-8").splitlines()
    if line and line[0] != "#"
]
FINDERS = {"field": parse_date, "line": line_date, "lead": lead_date}


@pytest.mark.parametrize(("where", "text", "date"), ROWS)
def test_date(where: str, text: str, date: str) -> None:
    assert FINDERS[where](text) == (None if date == "-" else date)


def test_there_are_enough_rows() -> None:
    assert len(ROWS) > 100


@pytest.mark.parametrize(
    ("value", "date"),
    [
        (1615420800, "2021-03-11"),
        (1615420800.5, "2021-03-11"),
        (20210311, "2021-03-11"),
        (2021, None),
        (0, None),
        (-5, None),
        (10**30, None),
        (float("nan"), None),
        (float("inf"), None),
        (True, None),
        (None, None),
        ({}, None),
    ],
)
def test_values_that_are_not_text(value: object, date: str | None) -> None:
    assert parse_date(value) == date


def test_a_historical_date_deep_in_the_body_is_not_the_articles() -> None:
    assert lead_date("كلمة " * 100 + "، الجمعة 26 فبراير 2021، ") is None


@given(st.text(alphabet="0123456789٠١٢/-.: ،الجمعةفبرايرمنهـ\n", max_size=80))
def test_no_text_raises_and_every_date_is_iso(text: str) -> None:
    for find in FINDERS.values():
        found = find(text)
        assert found is None or len(found) == 10
