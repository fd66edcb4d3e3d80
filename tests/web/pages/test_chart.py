"""Bars of results over time, and the addresses around a search."""

from __future__ import annotations

from collections import Counter
from datetime import date
from urllib.parse import unquote_plus

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from search.model import Sort
from web.api.parameters import SearchParameters
from web.pages.chart import SHORTEST, bars, periods
from web.pages.links import Links


def test_months_are_bars_with_the_gaps_between_them() -> None:
    assert [(bar.first, bar.count) for bar in bars([("2021-03", 4), ("2020-12", 1)])] == [
        ("2020-12", 1),
        ("2021-01", 0),
        ("2021-02", 0),
        ("2021-03", 4),
    ]


def test_many_months_become_years() -> None:
    assert [(bar.first, bar.count) for bar in bars([("2021-03", 4), ("2021-01", 1), ("2018-12", 2)])] == [
        ("2018", 2),
        ("2019", 0),
        ("2020", 0),
        ("2021", 5),
    ]
    assert len(bars([("2021-03", 4), ("1821-01", 1)])) == 40


def test_few_days_are_bars_of_their_own() -> None:
    days = [("2021-03-02", 4), ("2021-02-27", 1)]
    assert [(bar.first, bar.last, bar.count) for bar in bars([("2021-03", 4), ("2021-02", 1)], days)] == [
        ("2021-02-27", "2021-02-27", 1),
        ("2021-02-28", "2021-02-28", 0),
        ("2021-03-01", "2021-03-01", 0),
        ("2021-03-02", "2021-03-02", 4),
    ]


@given(st.lists(st.dates(date(2000, 1, 1), date(2000, 12, 31)), min_size=2, unique=True))
def test_every_day_is_in_one_bar(held: list[date]) -> None:
    days = Counter(day.isoformat() for day in held)
    months = Counter(day[:7] for day in days)
    made = bars(months.items(), days.items())
    span = (max(held) - min(held)).days + 1
    assert len(made) <= (45 if span <= 45 else 27)
    assert sum(bar.count for bar in made) == len(held) or (not made and len(months) < 2 and span > 45)
    for bar in made:
        inside = [day for day in days if bar.first <= day <= bar.last or day.startswith(bar.first)]
        assert len(inside) == bar.count
    if 45 < span < 27 * 7 - 6:
        assert {date.fromisoformat(bar.first).weekday() for bar in made} == {5}
        assert {date.fromisoformat(bar.last).weekday() for bar in made} == {4}


@pytest.mark.parametrize("months", [[], [("2021-03", 7)]])
def test_one_period_makes_no_chart(months: list[tuple[str, int]]) -> None:
    assert bars(months) == ()


def test_heights_are_in_proportion_and_never_vanish() -> None:
    heights = [bar.height for bar in bars([("2021-01", 1000), ("2021-02", 500), ("2021-03", 1)])]
    assert heights == [100, 50, SHORTEST]


def test_long_lists_of_months_are_offered_as_years() -> None:
    assert periods([("2021-02", 1), ("2021-03", 2)]) == ["2021-03", "2021-02"]
    many = [(f"{year}-{month:02}", 1) for year in (2019, 2020, 2021) for month in range(1, 13)]
    assert periods(many) == ["2021", "2020", "2019"]


GIVEN = SearchParameters(
    **{"q": "قهوة و شاي", "page": 3, "sort": Sort.NEWEST, "from": "2021", "source": ["أ&ب", "ج"]}
)


def test_links_keep_the_state_and_change_one_thing(app: Flask) -> None:
    links = Links(GIVEN, "/under", "en")
    kept = "&sort=newest&from=2021&source=%D8%A3%26%D8%A8&source=%D8%AC"
    query = "/under/search?q=%D9%82%D9%87%D9%88%D8%A9+%D9%88+%D8%B4%D8%A7%D9%8A"
    assert links.back() == f"{query}{kept}&page=3&lang=en"
    assert links.search(page=4) == f"{query}{kept}&page=4&lang=en"
    assert links.search(sort=Sort.RELEVANCE) == query + kept.replace("&sort=newest", "") + "&lang=en"
    assert links.without("source", "ج") == f"{query}&sort=newest&from=2021&source=%D8%A3%26%D8%A8&lang=en"
    assert links.having("tag", "ت") == f"{query}{kept}&tag=%D8%AA&lang=en"
    assert links.cleared() == f"{query}&sort=newest&lang=en"
    assert links.article("a/b?").startswith("/under/article/a%2Fb%3F?q=")
    assert ("source", "ج") in list(links.kept())
    assert {name for name, _ in links.outside_dates()} == {"q", "sort", "source", "lang"}


def test_html_has_arabic_letters_in_addresses_as_they_are(app: Flask) -> None:
    asked = SearchParameters(q='"قَهوة" %D8%A7 ﷺ+٣')
    short, quoted = (Links(asked, is_html=is_html).back() for is_html in (True, False))
    assert short == "/search?q=%22ق%D9%8Eهوة%22+%25D8%25A7+%EF%B7%BA%2B%D9%A3"
    assert unquote_plus(short) == unquote_plus(quoted) and quoted.isascii()


def test_defaults_leave_no_trace() -> None:
    assert Links(SearchParameters(q="x")).back() == "/search?q=x"
    assert Links(SearchParameters()).back() == "/search"
