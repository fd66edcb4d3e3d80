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


NEWS = [
    "صاحب السمو الملكي يزور معرض الكتاب",
    "صاحب السمو الملكي يلتقي وزير الصحة",
    "وزارة الصحة تفتح مستشفى",
    "اليوم الأحد: وزارة الصحة في معرض الكتاب",
    "اليوم الأحد: وزارة الصحة ترد",
    "اليوم الأحد: لا ضرورة في إعلان الوزارة",
    *(f"مدينة الملك {name} في معرض الكتاب" for name in ("سعود", "فيصل", "خالد", "فهد", "عبدالله")),
]


def test_they_are_phrases_of_several_titles(build: Build) -> None:
    """No parts of a formula (صاحب السمو) or a name (مدينة الملك), no times (اليوم الأحد), nothing that a stop
    word parts.
    """
    made = build([{"id": f"n{n}", "title": title, "text": "نص."} for n, title in enumerate(NEWS)]).examples()
    assert made.words[:2] == ("وزارة", "الصحة")
    assert (made.other, made.in_title, made.month, made.before) == ("وزير", "وزارة", "", "")


def test_an_index_whose_articles_have_no_title_is_asked_for_none(build: Build) -> None:
    searcher = build([{"id": "a", "text": "وزارة الصحة تفتح مستشفى. ثم تغلقه.", "date": "2021-01-02"}])
    made = searcher.examples()
    assert (made.words[:2], made.in_title, made.month) == (("وزارة", "الصحة"), "", "2021-01")
    assert made.is_own and searcher.search(SearchRequest('"وزارة الصحة"')).total == 1


def test_an_index_without_titles_leaves_the_usual_ones(build: Build) -> None:
    made = build([{"id": "a", "text": "كلمة"}]).examples()
    assert made == Examples(source="", author="", tag="")


def test_the_months_beside_a_month_may_be_of_another_year() -> None:
    assert (Examples(month="2021-01").before, Examples(month="2021-12").after) == ("2020-12", "2022-01")
