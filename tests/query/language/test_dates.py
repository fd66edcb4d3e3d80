"""Dates in queries, beyond the table of queries: bounds, nothing that is no date."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.language.dates import FIRST_YEAR, LAST_YEAR, read_dates
from search.query.language.tree import Dates


@given(st.dates())
def test_days_in_every_notation(day: object) -> None:
    year, month, date = map(int, str(day).split("-"))
    expected = Dates(str(day), str(day)) if FIRST_YEAR <= year <= LAST_YEAR else None
    for text in (str(day), str(day).replace("-", "/"), f"{date}/{month}/{year:04}"):
        found = read_dates(text, 0, "date")
        assert (found[0] if found else None) == expected


@pytest.mark.parametrize("relation", ["after", "before"])
@pytest.mark.parametrize("year", [FIRST_YEAR, LAST_YEAR])
def test_nothing_leaves_the_calendar(relation: str, year: int) -> None:
    found = read_dates(str(year), 0, relation)
    assert found is None or found[0] in (Dates(f"{year + 1}-01-01", None), Dates(None, f"{year - 1}-12-31"))


@given(st.text("0123456789-/. شباطمرس", max_size=20), st.sampled_from(["date", "after", "before"]))
def test_any_text_is_a_date_or_none(text: str, relation: str) -> None:
    found = read_dates(text, 0, relation)
    assert found is None or found[1] <= len(text)
