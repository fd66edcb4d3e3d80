"""Dates in queries, beyond the table of queries: bounds, nothing that is no date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.language import dates
from search.query.language.dates import FIRST_YEAR, HIJRI_YEARS, LAST_YEAR, one_spelling, read_dates
from search.query.language.parser import parse
from search.query.language.tree import Dates


@given(st.dates())
def test_days_in_every_notation(day: object) -> None:
    year, month, date = map(int, str(day).split("-"))
    if year in HIJRI_YEARS:
        return
    expected = Dates(str(day), str(day)) if FIRST_YEAR <= year <= LAST_YEAR else None
    for text in (str(day), str(day).replace("-", "/"), f"{date}/{month}/{year:04}"):
        found = read_dates(text, 0, "date")
        assert (found[0] if found else None) == expected


TODAY = date(2024, 3, 31)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("تاريخ:اليوم", Dates("2024-03-31", "2024-03-31")),
        ("تاريخ:أمس", Dates("2024-03-30", "2024-03-30")),
        ("date:yesterday", Dates("2024-03-30", "2024-03-30")),
        ("تاريخ:أمس..اليوم", Dates("2024-03-30", "2024-03-31")),
        ("بعد:أمس", Dates("2024-03-31", None)),
        ("قبل:اليوم", Dates(None, "2024-03-30")),
        ("تاريخ:أسبوع", Dates("2024-03-25", "2024-03-31")),
        ("بعد:أسبوع", Dates("2024-03-25", None)),
        ("قبل: أسبوع", Dates(None, "2024-03-23")),
        ("بعد:أسبوعين", Dates("2024-03-18", None)),
        ("بعد:3 أيام", Dates("2024-03-29", None)),
        ("تاريخ:شهر", Dates("2024-03-01", "2024-03-31")),
        ("بعد:شهر", Dates("2024-03-01", None)),
        ("after:2 months", Dates("2024-02-01", None)),
        ("تاريخ:سنة", Dates("2023-04-01", "2024-03-31")),
        ("بعد:١٠ سنوات", Dates("2014-04-01", None)),
    ],
)
def test_days_and_spans_are_counted_from_today(
    monkeypatch: pytest.MonkeyPatch, text: str, expected: Dates
) -> None:
    monkeypatch.setattr(dates, "_today", lambda: TODAY)
    parsed = parse(text)
    assert (parsed.tree, parsed.warnings) == (expected, ())


@given(st.integers(0, 999), st.sampled_from(["يوم", "أسبوعين", "شهر", "سنتين"]))
def test_no_span_reaches_beyond_the_calendar(count: int, unit: str) -> None:
    found = read_dates(one_spelling(f"{count} {unit}"), 0, "after")
    assert found is None or (found[0].first or "") > f"{FIRST_YEAR}"


@pytest.mark.parametrize("relation", ["after", "before"])
@pytest.mark.parametrize("year", [FIRST_YEAR, LAST_YEAR])
def test_nothing_leaves_the_calendar(relation: str, year: int) -> None:
    found = read_dates(str(year), 0, relation)
    assert found is None or found[0] in (Dates(f"{year + 1}-01-01", None), Dates(None, f"{year - 1}-12-31"))


@given(st.text("0123456789-/. شباطمرس", max_size=20), st.sampled_from(["date", "after", "before"]))
def test_any_text_is_a_date_or_none(text: str, relation: str) -> None:
    found = read_dates(text, 0, relation)
    assert found is None or found[1] <= len(text)
