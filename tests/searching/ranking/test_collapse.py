"""Articles that are nearly the same stand under the best of them, once on all pages, whatever came when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import Build, cases, open_searcher, reindex, write_jsonl

from search.model import Fold, Match, SearchRequest, Sort
from search.searching.ranking.collapse import MAX_ALIKE
from search.searching.searcher import Searcher
from search.settings import Settings

STORIES = [one for is_same, one, _ in cases("near.tsv") if is_same == "1"]
SOURCES = ["البريد", "النهار", "المساء", "الساحل"]


def _printed(story: int, paper: int) -> dict[str, str]:
    """A story as a paper prints it: two print it as sent, the others add to it."""
    added = ["", "", " سمات الخبر", " نقلا عن الوكالة"][paper]
    return {
        "id": f"{story}{paper}",
        "text": f"{STORIES[story]}{added}",
        "title": f"خبر {'مهم ' * (3 - paper)}رقم {story}",
        "date": f"2021-0{story + 1}-1{paper}",
        "source": SOURCES[paper],
    }


PRINTED = [_printed(story, paper) for story in range(3) for paper in range(4)]
FILLER = [
    {"id": f"f{n}", "text": f"خبر قصير رقم {n} عن شيء آخر تماما.", "date": "2020-01-01"} for n in range(5)
]


@pytest.fixture(params=["tantivy", pytest.param("whoosh", marks=pytest.mark.slow)])
def searcher(build: Build, request: pytest.FixtureRequest) -> Searcher:
    return build([*PRINTED, *FILLER], engine=request.param)


def _pages(searcher: Searcher, query: str, size: int, sort: Sort, fold: Fold) -> Iterator[str]:
    for number in range(1, 30 // size + 1):
        page = searcher.search(SearchRequest(query, page=number, size=size, sort=sort, fold=fold))
        yield from (hit.article.id for hit in page.hits)


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("size", [1, 3, 10, 30])
@pytest.mark.parametrize("query", ["خبر", "*", "خبر مهم"])
def test_each_story_is_once_on_all_pages(searcher: Searcher, query: str, size: int, sort: Sort) -> None:
    unfolded = list(_pages(searcher, query, size, sort, Fold.OFF))
    all_shown = list(_pages(searcher, query, size, sort, Fold.NEAR))
    shown = [id for id in all_shown if id[0] != "f"]
    assert len(unfolded) > len(shown)
    assert sorted(set(all_shown) - set(shown)) == sorted(id for id in unfolded if id[0] == "f")
    assert len(set(all_shown)) == len(all_shown)
    assert sorted(id[0] for id in shown) == ["0", "1", "2"]
    if sort is not Sort.RELEVANCE:  # by relevance the first ten are ranked once more
        assert shown == [
            next(id for id in unfolded if id[0] == story)
            for story in dict.fromkeys(id[0] for id in unfolded if id[0] != "f")
        ]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("query", ["خبر", "*", "خبر مهم"])
def test_a_page_is_filled_from_the_hits_that_follow(searcher: Searcher, query: str, sort: Sort) -> None:
    pages = [
        searcher.search(SearchRequest(query, page=number, size=7, sort=sort, fold=Fold.NEAR))
        for number in (1, 2)
    ]
    assert [len(page.hits) for page in pages] == [7, 1]
    assert {page.total + page.total_partial for page in pages} == {17}
    assert len({page.folded for page in pages}) == 1 and pages[0].folded > 5


def test_copies_alone_are_folded_where_that_is_asked(searcher: Searcher) -> None:
    page = searcher.search(SearchRequest("مهم", size=30, sort=Sort.OLDEST, fold=Fold.IDENTICAL))
    assert [hit.article.id for hit in page.hits][:3] == ["00", "02", "10"]
    assert [copy.id for copy in page.hits[0].copies] == ["01"] and not page.hits[1].copies


def test_a_hit_tells_what_is_folded_under_it(searcher: Searcher) -> None:
    page = searcher.search(SearchRequest("خبر", sort=Sort.OLDEST, fold=Fold.NEAR))
    hit = next(hit for hit in page.hits if hit.article.id == "00")
    assert [(copy.id, copy.source) for copy in hit.copies] == [
        ("01", "النهار"),
        ("02", "المساء"),
        ("03", "الساحل"),
    ]
    assert not any(copy.text for copy in hit.copies)  # titles are enough, and answers are kept
    assert [other.id for other in searcher.similar("02", Fold.NEAR)] == ["00", "01", "03"]
    assert searcher.similar("f1", Fold.NEAR) == []


def test_totals_and_facets_count_what_is_folded(searcher: Searcher) -> None:
    off, near = (
        searcher.search(SearchRequest("خبر", facets=["source"], fold=fold)) for fold in (Fold.OFF, Fold.NEAR)
    )
    assert (off.total, off.facets) == (near.total, near.facets) and off.total == 17


def test_what_filters_leave_out_does_not_hide_what_they_leave(searcher: Searcher) -> None:
    asked = SearchRequest("خبر", sources=["الساحل"], sort=Sort.OLDEST, fold=Fold.NEAR)
    page = searcher.search(asked)
    assert [hit.article.id for hit in page.hits] == ["03", "13", "23"]
    assert [len(hit.copies) for hit in page.hits] == [3, 3, 3]


def test_full_hits_are_better_than_partial_ones(searcher: Searcher) -> None:
    page = searcher.search(SearchRequest("الساحل الزيتون", sort=Sort.NEWEST, fold=Fold.NEAR))
    assert [hit.article.id for hit in page.hits if hit.match is Match.FULL] == []
    page = searcher.search(SearchRequest("الزيتون نقلا", sort=Sort.OLDEST, fold=Fold.NEAR))
    assert [(hit.article.id, hit.match) for hit in page.hits if hit.article.id[0] == "1"] == [
        ("13", Match.FULL)
    ]


def test_related_articles_are_not_the_same_story_again(searcher: Searcher) -> None:
    assert not {"00", "01", "02", "03"} & {other.id for other in searcher.related("00", 20)}


def test_the_order_of_runs_makes_no_difference(tmp_path: Path) -> None:
    """Each run adds one article, the last takes one away and brings it back."""
    answers = []
    for order in (PRINTED, PRINTED[::-1]):
        chosen = Settings(index=tmp_path / f"index{len(answers)}", engine="tantivy", answers_kept=0)
        folder = tmp_path / f"files{len(answers)}"
        folder.mkdir()
        for article in order:
            write_jsonl(folder / f"{article['id']}.jsonl", [article])
            if article["id"][1] == "2":
                reindex(chosen, [folder])
        reindex(chosen, [folder])
        searcher = open_searcher(chosen)
        page = searcher.search(SearchRequest("خبر", sort=Sort.NEWEST, fold=Fold.NEAR))
        answers.append([(hit.article.id, [copy.id for copy in hit.copies]) for hit in page.hits])
        searcher.close()
    assert answers[0] == answers[1] and len(answers[0]) == 3


def test_hundreds_of_copies_are_one_hit(build: Build) -> None:
    many = [{"id": f"{n:03}", "text": STORIES[0] + " آخر" * (n % 2)} for n in range(3 * MAX_ALIKE)]
    searcher = build(many, engine="tantivy")
    assert list(_pages(searcher, "المكتبة", 10, Sort.RELEVANCE, Fold.NEAR)) == ["000"]
    assert len(searcher.similar("000", Fold.NEAR)) <= MAX_ALIKE
