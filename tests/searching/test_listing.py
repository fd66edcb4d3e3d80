"""The ids of all articles are told in their order, from any place on."""

from __future__ import annotations

import pytest
from support import Build

from search.searching import listing
from search.searching.listing import Listing

IDS = [f"مقال {number:02}\n\ud800" for number in range(23)]


@pytest.mark.parametrize("run", [1, 5, 23, 100])
@pytest.mark.parametrize("first", [0, 4, 5, 12, 22, 23, 60])
@pytest.mark.parametrize("count", [0, 1, 5, 11, 100])
def test_a_part_is_that_of_all(monkeypatch: pytest.MonkeyPatch, run: int, first: int, count: int) -> None:
    monkeypatch.setattr(listing, "RUN", run)
    assert Listing(reversed(IDS)).part(first, count) == IDS[first : first + count]


def test_none_are_listed_where_there_are_none() -> None:
    assert Listing([]).part(0, 10) == []


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_searcher_lists_the_articles_of_its_commit(build: Build, engine: str) -> None:
    searcher = build([{"id": id, "text": "نص"} for id in ("ج", "أ", "ب")], engine)
    assert searcher.ids(0, 10) == ["أ", "ب", "ج"]
    assert searcher.ids(1, 1) == ["ب"]
