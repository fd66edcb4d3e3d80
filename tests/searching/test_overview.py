"""What a collection holds at a glance, on both embedded engines."""

from __future__ import annotations

import pytest
from support import Build

from search.searching import overview
from search.searching.overview import Overview, by_name
from search.searching.searcher import Searcher


def test_the_days_and_values_of_a_collection(searcher: Searcher) -> None:
    held = searcher.overview()
    assert (held.first_date, held.last_date) == ("2020-01-02", "2021-04-01")
    assert held.values == {
        "source": [("القاهرة", 2), ("الرافدان", 1), ("نقلًا", 1)],
        "author": [],
        "tag": [("سدود", 1), ("مياه", 1)],
        "month": [("2021-04", 1), ("2021-03", 2), ("2020-01", 1)],
    }


def test_a_collection_without_days_or_values(build: Build) -> None:
    empty: dict[str, list[tuple[str, int]]] = {name: [] for name in ("source", "author", "tag", "month")}
    assert build([{"id": "a", "text": "كلمة"}]).overview() == Overview(None, None, empty)


def test_the_rarest_values_are_left_out(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "MAX_LISTED", 2)
    articles = [{"id": str(n), "text": "كلمة", "source": "ججج" if n > 2 else "ا" * n + "ب"} for n in range(6)]
    assert build(articles).overview().values["source"] == [("ججج", 3), ("ااب", 1)]


def test_names_are_ordered_without_the_article_or_marks() -> None:
    names = ["الوئام", "alriyadh", "البيان", "أخبار", "إيلاف", "الأهرام", "بَاب"]
    ordered = ["alriyadh", "أخبار", "الأهرام", "إيلاف", "بَاب", "البيان", "الوئام"]
    assert [name for name, _ in by_name((name, 1) for name in names)] == ordered
