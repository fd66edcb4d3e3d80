"""Requests within their bounds pass; filters and dates become plans."""

from __future__ import annotations

from typing import Any

import pytest

from search.errors import BadRequest
from search.model import SearchRequest
from search.query.plan import Days, Value
from search.searching.request import check, filters_of


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"query": "س" * 512},
        {"page": 10_000, "size": 1},
        {"page": 100, "size": 100, "snippet": 2_000},
        {"sources": ["س" * 300] * 50},
        {"date_from": "2021", "date_to": "2021-03-15"},
        {"date_from": "2021-03-15", "date_to": "2021"},
        {"date_from": "0001-01-01", "date_to": "9999-12-31"},
    ],
)
def test_what_is_within_bounds_passes(request_: dict[str, Any]) -> None:
    check(SearchRequest(**request_))


@pytest.mark.parametrize(
    ("request_", "parameter"),
    [
        ({"query": "س" * 513}, "q"),
        ({"page": 0}, "page"),
        ({"page": 5_001, "size": 2}, "page"),
        ({"size": 101}, "size"),
        ({"snippet": -1}, "snippet"),
        ({"snippet": 2_001}, "snippet"),
        ({"sources": ["س"] * 51}, "source"),
        ({"authors": [""]}, "author"),
        ({"tags": ["س" * 301]}, "tag"),
        ({"date_from": ""}, "from"),
        ({"date_from": "2021-3"}, "from"),
        ({"date_to": "2021-02-29"}, "to"),
        ({"date_to": "2021\n"}, "to"),
        ({"date_from": "2021-03-02", "date_to": "2021-03-01"}, "from"),
    ],
)
def test_what_is_beyond_is_named(request_: dict[str, Any], parameter: str) -> None:
    with pytest.raises(BadRequest) as told:
        check(SearchRequest(**request_))
    assert told.value.parameter == parameter and told.value.text("ar") != told.value.text("en")


def test_filters_are_whole_days_and_any_of_the_values() -> None:
    request = SearchRequest(sources=["أ", "ب"], tags=["ج"], date_from="2020-02", date_to="2020-02")
    assert filters_of(request) == (
        Value("source", ("أ", "ب")),
        Value("tag", ("ج",)),
        Days("2020-02-01", "2020-02-29"),
    )
    assert filters_of(SearchRequest(date_to="2020")) == (Days(None, "2020-12-31"),)
    assert filters_of(SearchRequest()) == ()
