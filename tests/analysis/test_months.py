"""Names of months, and the dates of articles and of queries that both read them."""

import pytest

from search.analysis.months import MONTHS, NAMES, Month
from search.articles.content.dates import parse_date
from search.articles.words import plain
from search.query.language.dates import one_spelling, read_dates
from search.query.language.tree import Dates

GREGORIAN = [(name, month.number) for name, month in NAMES.items() if not month.hijri]


@pytest.mark.parametrize(("name", "number"), GREGORIAN)
def test_articles_and_queries_read_the_same_names(name: str, number: int) -> None:
    day = f"2021-{number:02}-05"
    query = one_spelling(f"5 {name} 2021")
    assert parse_date(f"5 {name} 2021") == day
    assert read_dates(query, 0, "date") == (Dates(day, day), len(query))


@pytest.mark.parametrize("name", NAMES)
def test_names_are_found_as_articles_and_queries_fold_them(name: str) -> None:
    assert MONTHS[plain(name)] == MONTHS[one_spelling(name)] == NAMES[name]


def test_each_calendar_has_twelve() -> None:
    assert set(NAMES.values()) == {Month(hijri, number) for hijri in (True, False) for number in range(1, 13)}
    assert {"كانون2", "كانون الثاني", "جانفي", "يناير", "January"} <= {
        name for name, month in NAMES.items() if month == Month(False, 1)
    }
