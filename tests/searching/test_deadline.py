"""A search that takes too long answers with what it has, says so, and is not remembered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from support import Build

from search.model import SearchPage, SearchRequest
from search.searching import deadline as module
from search.searching.deadline import Deadline
from search.searching.searcher import Searcher

STAGES = ("partial", "ranks", "marks", "suggestions")
REQUEST = SearchRequest("مدرسة القرية")


@pytest.fixture
def searcher(build: Build) -> Searcher:
    return build(
        [
            {"id": "apart", "text": "مدرسة بعيدة جدًّا عن تلك القرية، والقرية لا تعرف مدرسة"},
            {"id": "close", "text": f"{'كلام كثير قبل ذلك. ' * 9}مدرسة القرية جديدة"},
            {"id": "partial", "text": "مدرسة أخرى في المدينة"},
        ]
    )


def late(monkeypatch: pytest.MonkeyPatch, stages: int) -> None:
    """A clock that says that the time is over when it is asked after so many stages."""

    def ticks() -> Iterator[float]:
        yield from [0.0] * (1 + stages)
        while True:
            yield 60.0

    monkeypatch.setattr(module, "clock", ticks().__next__)


def codes(page: SearchPage) -> set[str]:
    return {warning.code for warning in page.warnings}


@pytest.mark.parametrize("stages", range(len(STAGES)), ids=STAGES)
def test_what_would_take_too_long_is_left_out(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, stages: int
) -> None:
    whole = searcher.search(SearchRequest("مدرسة القرية", page=1, size=11))
    with monkeypatch.context() as patched:
        late(patched, stages)
        page = searcher.search(REQUEST)
    assert codes(page) == {"out_of_time"}
    assert page.total == whole.total == 2
    assert page.total_partial == (whole.total_partial if stages > 0 else 0)
    assert [hit.article.id for hit in page.hits] == [hit.article.id for hit in whole.hits][: len(page.hits)]
    assert all(hit.snippet_html for hit in page.hits)
    is_marked = any("<mark>" in hit.snippet_html for hit in page.hits)
    assert is_marked == (stages > 2)
    again = searcher.search(REQUEST)
    assert again.hits == whole.hits
    assert not codes(again)


def test_in_time_nothing_is_left_out(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    late(monkeypatch, 100)
    page = searcher.search(REQUEST)
    assert not codes(page)
    assert page.total_partial == 1


@pytest.mark.parametrize("counts", [0, 1])
def test_no_more_suggestions_are_counted_than_there_is_time_for(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, counts: int
) -> None:
    request = SearchRequest("مدرسة القرية المدينة")
    with_all = searcher.search(replace(request, size=11)).suggestions
    assert len(with_all) > 1
    with monkeypatch.context() as patched:
        late(patched, len(STAGES) + counts)
        page = searcher.search(request)
    assert codes(page) == {"out_of_time"}
    assert list(page.suggestions) == list(with_all)[:counts]


def test_without_a_limit_none_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "clock", lambda: 1e9)
    assert not Deadline(0).is_over()
