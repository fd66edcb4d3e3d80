"""What is offered beside hits: completions, corrections, shorter queries, queries without filters."""

from typing import Any

import pytest
from support import Build

from search.model import SearchRequest
from search.searching.searcher import Searcher


@pytest.mark.parametrize(
    ("query", "kind", "suggested"),
    [
        ("hgkdg", "keyboard", "النيل"),
        ("alneel", "arabizi", "النيل"),
        ("النييل", "spelling", "النيل"),
        ("النيل الرافدان", "fewer_words", "النيل"),
    ],
)
def test_nothing_found_suggests_what_would_be(
    searcher: Searcher, query: str, kind: str, suggested: str
) -> None:
    page = searcher.search(SearchRequest(query))
    assert page.total == 0
    offered = {(each.kind, each.query): each.total for each in page.suggestions}
    assert offered[kind, suggested] == searcher.search(SearchRequest(suggested)).total == 1


def test_a_single_unknown_word_is_only_suggested(searcher: Searcher) -> None:
    page = searcher.search(SearchRequest("النييل"))
    assert (page.hits, page.warnings) == ([], ())
    assert page.suggestions


def test_a_commit_is_made_ready_for_completions_and_corrections(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    searcher.warm()
    for made in ("Vocabulary", "Speller"):
        monkeypatch.setattr(f"search.query.expansion.index_words.{made}", None)
    assert searcher.suggest("الن").queries
    assert searcher.search(SearchRequest("النييل")).suggestions


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("مدينة السعو", ["مدينة السعودية"]),  # half a word
        ("لينه", []),  # no particle for a name: nearly everything holds ل
        ("وين المدينة", []),  # who asks where does not mean وان
        ("مين في السعودية", ["من في السعودية"]),  # but may mean the same question
    ],
)
def test_suggestions_are_what_a_person_may_have_meant(build: Build, query: str, expected: list[str]) -> None:
    texts = ["مدينة في السعودية", "وان في المدينة", "لينا", "لنا وله ولهم", "من في السعودية"]
    searcher = build([{"id": str(number), "text": text} for number, text in enumerate(texts)])
    suggestions = searcher.search(SearchRequest(query)).suggestions
    assert [each.query for each in suggestions if each.kind != "fewer_words"] == expected


@pytest.mark.parametrize("asks", ["وين", "فين", "شو", "مين", "منين", "قداش"])
def test_words_that_ask_are_left_out_before_others(build: Build, asks: str) -> None:
    """Words that ask in a dialect; others of them (ليش، شلون، كيفاش) are stop words."""
    texts = ["مطار الرياض الجديد", f"مطار جدة {asks}", f"الرياض {asks}", "مطار الجديد"]
    searcher = build([{"id": str(number), "text": text} for number, text in enumerate(texts)])
    suggestions = searcher.search(SearchRequest(f"{asks} مطار الرياض")).suggestions
    assert [(each.kind, each.query, each.total) for each in suggestions] == [
        ("fewer_words", "مطار الرياض", 1)
    ]


def test_each_word_of_a_longer_query_is_left_out_by_turns(build: Build) -> None:
    texts = ["يجوز السفر يوم الجمعة", "يجوز اللعب يوم الجمعة", "صيام يوم الجمعة"]
    searcher = build([{"id": str(number), "text": text} for number, text in enumerate(texts)])
    for query, offered in {
        "يجوز صيام يوم الجمعة": [("يجوز يوم الجمعة", 2), ("صيام يوم الجمعة", 1)],
        "قطار صيام سفينة": [("صيام", 1)],
        "قطار سفينة": [],
    }.items():
        suggestions = searcher.search(SearchRequest(query)).suggestions
        found = [(each.query, each.total) for each in suggestions if each.kind == "fewer_words"]
        assert found == offered, query


def test_forms_of_one_word_are_suggested_once(build: Build) -> None:
    texts = ["سافر إلى أستراليا", "كندا وأستراليا", "في أستراليا", "منتخب وأستراليا", "أسترالية"]
    searcher = build([{"id": str(number), "text": text} for number, text in enumerate(texts)])
    offered = [each.query for each in searcher.search(SearchRequest("استارليا")).suggestions]
    assert "أستراليا" in offered and "وأستراليا" not in offered


@pytest.mark.parametrize(
    ("query", "filters", "offered"),
    [
        ("نهر", {"sources": ["لا أحد"]}, [("no_filters", "نهر", 5)]),
        ("نهر", {"date_from": "2030"}, [("no_filters", "نهر", 5)]),
        ('"نهر العراق"', {}, [("no_quotes", "نهر العراق", 1)]),
        ("=أنهارا", {}, [("no_quotes", "أنهارا", 5)]),
        ("مصدر:النيل", {}, [("no_fields", "النيل", 1)]),
        ("نهر كاتب:مصر", {}, [("no_fields", "نهر مصر", 1)]),
        ("نهر بعد:2030 -النيل", {}, [("no_fields", "نهر -النيل", 4)]),
        ("مصدر:النل", {}, [("spelling", "النيل", 1)]),
        ("بعد:2030", {}, []),
        ('+"نهر العراق" -القاهرة', {}, [("no_quotes", "+(نهر العراق) -القاهرة", 1)]),
        ('"دجلة والفرات"', {"sources": ["القاهرة"]}, [("no_filters", '"دجلة والفرات"', 1)]),
        ('"دجلة النيل"', {}, [("fewer_words", "النيل", 1), ("fewer_words", "دجلة", 1)]),
    ],
)
def test_what_filters_or_quotes_hide_is_offered(
    searcher: Searcher, query: str, filters: dict[str, Any], offered: list[tuple[str, str, int]]
) -> None:
    page = searcher.search(SearchRequest(query, **filters))
    assert page.total == 0
    assert sorted((each.kind, each.query, each.total) for each in page.suggestions) == sorted(offered)


@pytest.mark.parametrize(
    ("query", "suggested", "total"),
    [
        ("11/3/2021", "تاريخ:11/3/2021", 1),
        ("٣٠/٣/٢٠٢١", "تاريخ:٣٠/٣/٢٠٢١", 1),
        ("نهر 2020-01-02", "نهر تاريخ:2020-01-02", 1),
        ("27/7/1442", "تاريخ:27/7/1442", 1),
        ("نهر 3/3/2021", None, 0),
        ("31/2/2021", None, 0),
        ("تاريخ:11/3/2021", None, 0),
        ("س11/3/2021", None, 0),
    ],
)
def test_a_bare_day_is_offered_as_a_date(
    searcher: Searcher, query: str, suggested: str | None, total: int
) -> None:
    offered = [each for each in searcher.search(SearchRequest(query)).suggestions if each.kind == "date"]
    assert [(each.query, each.total) for each in offered] == ([(suggested, total)] if suggested else [])
