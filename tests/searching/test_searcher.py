"""Searching as a user does: order, filters, facets, pages, copies, bad requests."""

import os
from pathlib import Path
from typing import Any

import pytest
from support import Build, ids, open_searcher, put_away

from search.errors import BadRequest, EngineUnavailable, NoIndex, NotFound, QueryTooLong
from search.model import Fold, SearchRequest, Sort
from search.searching.as_json import as_dict
from search.searching.searcher import Searcher


@pytest.mark.parametrize(("passages", "snippet"), [(0, 240), (1, 20), (3, 20), (3, 0)])
def test_passages_are_stretches_of_the_text(searcher: Searcher, passages: int, snippet: int) -> None:
    for hit in searcher.search(SearchRequest("نهر", passages=passages, snippet=snippet)).hits:
        told = as_dict(searcher.search(SearchRequest("نهر", passages=passages, snippet=snippet)))["hits"]
        assert len(hit.passages) <= (passages if snippet else 0)
        assert bool(hit.passages) == bool(passages and snippet)
        for each in (each for row in told for each in row["passages"] if row["id"] == hit.article.id):
            assert each["text"] == hit.article.text[each["start"] : each["end"]]


@pytest.mark.parametrize(
    ("query", "given", "expected"),
    [
        ("*", {}, "edabc"),
        (" ** ", {"sort": Sort.OLDEST}, "badec"),
        ("*", {"sources": ["القاهرة"]}, "bc"),
        ("", {"sources": ["القاهرة"]}, "bc"),
        ("  ", {"sources": ["القاهرة", "الرافدان"], "sort": Sort.OLDEST}, "bac"),
        ("", {"tags": ["سدود"]}, "d"),
        ("", {"date_from": "2021-03"}, "eda"),
        ("", {"date_to": "2021-03", "sources": ["القاهرة"]}, "b"),
        ("", {"size": 2, "page": 2, "date_from": "2000"}, "ab"),
        ("", {"authors": ["لا أحد"]}, ""),
        ("", {}, ""),
        ("*", {"plain": True}, ""),
        ("تاريخ:2021", {}, "eda"),
        ("تاريخ:رجب 1442", {}, "a"),
        ("تاريخ:مارس", {}, "da"),
        ("-تاريخ: آذار", {}, "ebc"),
        ("مصدر:القاهرة", {}, "bc"),
        ("-النيل", {}, "edac"),
    ],
)
def test_without_words_to_look_for_the_newest_come_first(
    searcher: Searcher, query: str, given: dict[str, Any], expected: str
) -> None:
    page = searcher.search(SearchRequest(query, **given))
    assert [hit.article.id for hit in page.hits] == list(expected)
    assert {str(hit.match) for hit in page.hits} <= {"full"} and not page.suggestions
    assert [warning.code for warning in page.warnings] == (
        ["only_negations"] if query.startswith("-") else []
    )


def test_what_is_listed_without_a_query_is_counted(searcher: Searcher) -> None:
    page = searcher.search(SearchRequest("", sources=["القاهرة"], facets=["source", "tag", "month"]))
    assert (page.total, page.total_partial, page.request.sort) == (2, 0, Sort.NEWEST)
    assert page.facets["month"] == [("2020-01", 1)] and page.facets["tag"] == []
    assert page.facets["source"] == [("القاهرة", 2), ("الرافدان", 1), ("نقلًا", 1)]
    page = searcher.search(SearchRequest("*", facets=["tag"], size=1, fold=Fold.IDENTICAL))
    assert (page.total, page.facets["tag"]) == (5, [("سدود", 1), ("مياه", 1)])
    assert [(hit.article.id, len(hit.copies), hit.snippet_html) for hit in page.hits] == [
        ("e", 1, "بني السد.")
    ]


def test_days_are_counted_where_the_months_are_few(searcher: Searcher) -> None:
    days = ("month", "day")
    page = searcher.search(SearchRequest("سد نهر", date_from="2021", facets=days))
    assert page.facets["day"] == [("2021-04-01", 1), ("2021-03-30", 1)]
    for query in ("نهر", "فراغ"):  # of more than a year, and of none
        assert "day" not in searcher.search(SearchRequest(query, facets=days)).facets
    assert "day" not in searcher.search(SearchRequest("سد", facets=["month"])).facets


def test_answers_say_each_warning_once(searcher: Searcher) -> None:
    for query, codes in {
        "(" * 80: ["unbalanced_bracket", "too_deep"],
        "ن* " * 170: ["too_many_patterns"],
    }.items():
        assert [each.code for each in searcher.search(SearchRequest(query)).warnings] == codes


def test_sorting_puts_undated_articles_last(searcher: Searcher) -> None:
    assert ids(searcher, "نهر", sort=Sort.NEWEST) == ["e", "d", "a", "b", "c"]
    assert ids(searcher, "نهر", sort=Sort.OLDEST) == ["b", "a", "d", "e", "c"]


def test_full_hits_come_before_partial_ones_on_every_page(searcher: Searcher) -> None:
    page = searcher.search(SearchRequest("نهر النيل"))
    assert [str(hit.match) for hit in page.hits] == ["full"] + ["partial"] * 4
    assert (page.total, page.total_partial) == (1, 4)
    paged = [id for n in range(1, 6) for id in ids(searcher, "نهر النيل", size=1, page=n)]
    assert paged == [hit.article.id for hit in page.hits]
    assert ids(searcher, "نهر النيل", full_only=True) == ["b"]


@pytest.mark.parametrize("engine", ["tantivy", pytest.param("whoosh", marks=pytest.mark.slow)])
@pytest.mark.parametrize("copies", [1, 12])
def test_pages_of_any_size_count_and_order_alike(build: Build, engine: str, copies: int) -> None:
    texts = ["يجري نهر النيل الطويل في مصر", "نهر عبدالله", "جرت المياه في مصر", "النهر طويل", "عبد الله"]
    searcher = build(
        [{"id": f"{n:02}{at}", "text": text} for at, text in enumerate(texts) for n in range(copies)],
        engine=engine,
    )
    for query in ("نهر النيل", "نهر عبد الله", "يجري نهر النيل الطويل في مصر", "النيل +مصر"):
        whole = searcher.search(SearchRequest(query, size=100))
        assert len(whole.hits) == whole.total + whole.total_partial
        for size in (1, 2, 10, 13):
            page = searcher.search(SearchRequest(query, size=size))
            assert (page.total, page.total_partial) == (whole.total, whole.total_partial)
            first = [(hit.article.id, hit.match) for hit in page.hits]
            assert first == [(hit.article.id, hit.match) for hit in whole.hits][:size]


def test_filters(searcher: Searcher) -> None:
    assert set(ids(searcher, "نهر", sources=("القاهرة",))) == {"b", "c"}
    assert set(ids(searcher, "نهر", sources=("القاهرة", "الرافدان"))) == {"a", "b", "c"}
    assert ids(searcher, "نهر", tags=("مياه",)) == ["d"]
    assert set(ids(searcher, "نهر", date_from="2021-03", date_to="2021-03")) == {"a", "d"}
    assert set(ids(searcher, "نهر", date_to="2020")) == {"b"}


def test_facets_count_full_hits(searcher: Searcher) -> None:
    page = searcher.search(SearchRequest("نهر", facets=("source", "month", "tag")))
    assert list(page.facets["source"]) == [("القاهرة", 2), ("الرافدان", 1), ("نقلًا", 1)]
    assert list(page.facets["month"]) == [("2021-04", 1), ("2021-03", 2), ("2020-01", 1)]
    assert dict(page.facets["tag"]) == {"مياه": 1, "سدود": 1}


def test_a_filter_leaves_the_counts_of_its_own_field(searcher: Searcher) -> None:
    names = ("source", "tag", "month")
    page = searcher.search(SearchRequest("نهر", sources=["القاهرة"], facets=names))
    assert page.total == 2 and list(page.facets) == list(names)
    assert list(page.facets["source"]) == [("القاهرة", 2), ("الرافدان", 1), ("نقلًا", 1)]
    assert (list(page.facets["tag"]), list(page.facets["month"])) == ([], [("2020-01", 1)])
    page = searcher.search(SearchRequest("نهر", sources=["القاهرة"], date_from="2021", facets=names))
    assert page.total == 0 and list(page.facets["source"]) == [("الرافدان", 1), ("نقلًا", 1)]
    page = searcher.search(SearchRequest("سد", sources=["نقلًا"], tags=["مياه"], facets=names))
    assert dict(page.facets["source"]) == {} and dict(page.facets["tag"]) == {}


def test_copies_fold_under_the_best_of_them(searcher: Searcher) -> None:
    page = searcher.search(SearchRequest("سد", fold=Fold.IDENTICAL))
    assert [(hit.article.id, [copy.id for copy in hit.copies]) for hit in page.hits] == [("d", ["e"])]
    assert [other.id for other in searcher.similar("d", Fold.IDENTICAL)] == ["e"]
    assert searcher.similar("d", Fold.OFF) == []
    assert ids(searcher, "سد") == ["d", "e"]


def test_an_untitled_article_shows_its_first_sentence(searcher: Searcher) -> None:
    hit = searcher.search(SearchRequest("البحر")).hits[0]
    assert hit.article.title == ""
    assert hit.title_html == "النهر الطويل يصب في <mark>البحر</mark>"


def test_articles_by_id(searcher: Searcher) -> None:
    assert searcher.article("a").title == "أنهار العراق"
    with pytest.raises(NotFound):
        searcher.article("لا")


def test_related_articles_leave_out_the_article_and_its_copies(searcher: Searcher) -> None:
    related = [article.id for article in searcher.related("d")]
    assert related and not {"d", "e"} & set(related)


def test_an_empty_query_finds_nothing(searcher: Searcher) -> None:
    page = searcher.search(SearchRequest("  ،؟ "))
    assert (page.total, page.total_partial, list(page.hits)) == (0, 0, [])


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"query": "س" * 513}, QueryTooLong),
        ({"page": 0}, BadRequest),
        ({"size": 0}, BadRequest),
        ({"page": 101, "size": 100}, BadRequest),
        ({"date_from": "2021-13"}, BadRequest),
        ({"date_to": "امس"}, BadRequest),
    ],
)
def test_bad_requests_say_what_is_wrong(
    searcher: Searcher, given: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        searcher.search(SearchRequest(**{"query": "نهر", **given}))


@pytest.mark.parametrize(
    "query",
    ["((((", '"', "*", "a AND", "\x00", "\ud800", "<script>", "=", "~", "-", "نهر -", '="', "و", "عنوان:"],
)
def test_hostile_queries_get_an_answer(searcher: Searcher, query: str) -> None:
    page = searcher.search(SearchRequest(query))
    assert page.total >= 0


def test_an_index_deleted_meanwhile_is_noticed(searcher: Searcher) -> None:
    searcher.check()
    put_away(searcher.settings.index / "generations")
    with pytest.raises(NoIndex):
        searcher.check()


def test_an_index_of_another_user_is_not_called_damaged(
    build: Build, articles: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = build(articles).settings
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "meta.json")
    with pytest.raises(EngineUnavailable, match="may not be opened") as raised:
        open_searcher(settings)
    assert "--full" not in str(raised.value) + raised.value.text("ar")
