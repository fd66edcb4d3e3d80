"""Answers are kept, in bounds, and never outlive the commit they were made of."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support import Build, reindex, write_jsonl
from work import counted

from search.indexing.reindex import Options
from search.model import Article, Hit, Match, SearchPage, SearchRequest
from search.searching import cache as answers
from search.searching import searcher
from search.searching.cache import Answers, key_of

ARTICLES = [{"id": "a", "text": "نهر الفرات"}, {"id": "b", "text": "مدرسة القرية"}]


def page(query: str, text: str = "نص") -> SearchPage:
    hit = Hit(Article("a", text), 1.0, Match.FULL, "", "")
    return SearchPage(SearchRequest(query), 1, 0, 1, 1.0, [hit])


def test_the_answers_asked_for_last_are_kept() -> None:
    kept = Answers(2)
    kept.keep(key_of(SearchRequest("أ")), page("أ"))
    kept.keep(key_of(SearchRequest("ب")), page("ب"))
    assert kept.get(key_of(SearchRequest("أ"))) == page("أ")
    kept.keep(key_of(SearchRequest("ج")), page("ج"))
    assert kept.get(key_of(SearchRequest("ب"))) is None
    assert kept.get(key_of(SearchRequest("أ"))) and kept.get(key_of(SearchRequest("ج")))
    assert kept.get(key_of(SearchRequest("ج", page=2))) is None


def test_answers_are_bounded_by_their_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "LETTERS", 100)
    kept = Answers(50)
    for number in range(10):
        kept.keep(key_of(SearchRequest(str(number))), page(str(number), "ا" * 40))
        kept.keep(key_of(SearchRequest(str(number))), page(str(number), "ا" * 40))
    assert [number for number in range(10) if kept.get(key_of(SearchRequest(str(number))))] == [8, 9]
    kept.keep(key_of(SearchRequest("طويل")), page("طويل", "ا" * 101))
    assert kept.get(key_of(SearchRequest("طويل"))) is None and kept.get(key_of(SearchRequest("9"))) is None


def test_no_answers_are_kept_where_the_setting_says_so() -> None:
    kept = Answers(0)
    kept.keep(key_of(SearchRequest("أ")), page("أ"))
    assert kept.get(key_of(SearchRequest("أ"))) is None


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_an_answer_is_made_once_until_the_index_changes(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str, full: bool
) -> None:
    monkeypatch.setattr(searcher, "REFRESH_SECONDS", 0)
    asked = build(ARTICLES, engine=engine)
    first = asked.search(SearchRequest("نهر"))
    with counted(asked) as work:
        assert replace(asked.search(SearchRequest("نهر")), took_ms=0) == replace(first, took_ms=0)
    assert not work

    changed = write_jsonl(
        tmp_path / "articles" / "articles.jsonl", [*ARTICLES, {"id": "c", "text": "نهر النيل"}]
    )
    reindex(asked.settings, [changed], Options(full=full))
    asked.refresh()
    assert {hit.article.id for hit in asked.search(SearchRequest("نهر")).hits} == {"a", "c"}


def test_an_answer_is_of_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Yesterday is another day tomorrow."""
    kept, today = Answers(2), date(2024, 3, 31)

    class Day(date):
        @classmethod
        def today(cls) -> date:
            return today

    monkeypatch.setattr(answers, "date", Day)
    kept.keep(key_of(SearchRequest("تاريخ:أمس")), page("تاريخ:أمس"))
    assert kept.get(key_of(SearchRequest("تاريخ:أمس")))
    today = date(2024, 4, 1)
    assert kept.get(key_of(SearchRequest("تاريخ:أمس"))) is None
