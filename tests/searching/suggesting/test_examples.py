"""Examples for the help page: made of what an index holds."""

import pytest
from support import Build

from search.model import SearchRequest
from search.searching.suggesting.examples import Examples

ARTICLES = [
    {"id": "a", "title": "هل وصلت؟", "text": "نعم.", "date": "2023-05-01"},
    {
        "id": "b",
        "title": "نهر النيل القديم",
        "text": "يجري في مصر.",
        "date": "2021-01-02",
        "source": "بريد مصر",
    },
    {"id": "c", "title": "مدينة بغداد القديمة", "text": "على نهر دجلة.", "tags": ["مدن"]},
    {"id": "d", "title": "مكتبة بغداد العامة", "text": "فيها كتب.", "date": "2020-12-31"},
]


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_they_find_something(build: Build, engine: str) -> None:
    searcher = build(ARTICLES, engine=engine)
    made = searcher.examples()
    first, second, third = made.words
    assert (made.source, made.author, made.tag) == ("بريد مصر", "", "مدن")
    for query in (
        first,
        f'"{first} {second}"',
        f'"{first} {third}"~3',
        f"{first} -{made.other}",
        f"عنوان:{first}",
        f"{first} تاريخ:{made.before}..{made.month}",
        f"{first} بعد:{made.before}",
        f"{first} قبل:{made.after}",
        f'مصدر:"{made.source}"',
    ):
        assert searcher.search(SearchRequest(query)).total, query


def test_an_index_without_titles_leaves_the_usual_ones(build: Build) -> None:
    made = build([{"id": "a", "text": "كلمة"}]).examples()
    assert made == Examples(source="", author="", tag="")


def test_the_months_beside_a_month_may_be_of_another_year() -> None:
    assert (Examples(month="2021-01").before, Examples(month="2021-12").after) == ("2020-12", "2022-01")
