"""What is offered while a query is typed: words, by what stands beside each other, and titles."""

from __future__ import annotations

import pytest
from support import Build, cases

from search.searching.searcher import Searcher
from search.searching.suggesting.completion import READ

TEXTS = [
    "الرياض مدينة في الشمال، ومن الرياض من جاء مع الناس، وفي الرياض ما فيها.",
    "الرياض مدينة كبيرة. الرياض منطقة واسعة. مدارس الرياض في الشمال.",
    "الرياض العاصمة، وفيها مدارس كثيرة. الرياضة مفيدة، ومدن مع مدارس بعيدة.",
    "الرياض من مدن مع مدن. الرياض من هنا، والرياض مع غيرها، والرياض ما زالت.",
    "سكت الصوت ثم هاج البحر.",
]


@pytest.fixture
def built(build: Build) -> Searcher:
    return build([{"id": str(number), "text": text} for number, text in enumerate(TEXTS)])


@pytest.mark.parametrize(("typed", "expected"), cases("completions.tsv"))
def test_words_are_completed(built: Searcher, typed: str, expected: str) -> None:
    assert ", ".join(built.suggest(typed).queries) == expected


def test_titles_that_hold_what_was_typed(searcher: Searcher) -> None:
    assert searcher.suggest("الن").queries[0] in ("النيل", "النهر")
    found = searcher.suggest("نهر الني")
    assert found.queries == ["نهر النيل"]
    assert [(article.id, article.title) for article in found.titles] == [("b", "نهر النيل")]
    assert [article.title for article in searcher.suggest("سد ع").titles] == ["سد على نهر"]  # of two
    assert [article.id for article in searcher.suggest("kiv hgkd").titles] == ["b"]


@pytest.mark.parametrize("typed", ["", " ", "نهر ", "x" * 512, "ظظظ " * 100 + "ظظظ"])
def test_nothing_is_made_up(searcher: Searcher, typed: str) -> None:
    found = searcher.suggest(typed)
    assert not found.queries and not found.titles


def test_stop_words_are_no_completions_by_themselves(build: Build) -> None:
    texts = ["إلى الذي في المدينة", "إلى الذي في المدن", "الذي فيصل", "الأحد"]
    searcher = build([{"id": str(number), "text": text} for number, text in enumerate(texts)])
    assert not {"إلى", "الذي"} & {*searcher.suggest("ال").queries}
    assert "المدينة" in searcher.suggest("ال").queries
    assert searcher.suggest("في").queries == ["في", "فيصل"]
    assert "الذي فيصل" in searcher.suggest("الذي ف").queries


@pytest.mark.parametrize(
    ("texts", "typed", "expected"),
    [
        (["محمد بن سالم", "محمد بناء", "محمد بن علي"], "محمد ب", ["محمد بن", "محمد بناء"]),
        (["في السوق. مدينة"] * 3 + ["في السوق مالية"] * 2, "السوق م", ["السوق مالية", "السوق مدينة"]),
        (["السوق. مدينة"] * 5 + ["السوق مالية"], "السوق م", ["السوق مدينة", "السوق مالية"]),
    ],
    ids=["names", "full stop", "far more often"],
)
def test_what_stands_beside_the_word_before_comes_first(
    build: Build, texts: list[str], typed: str, expected: list[str]
) -> None:
    searcher = build([{"id": str(number), "text": text} for number, text in enumerate(texts)])
    assert searcher.suggest(typed).queries == expected


def test_titles_tell_what_stands_beside_a_word_that_many_texts_hold(build: Build) -> None:
    others = " ".join(f"م{letter}" for letter in "ابتثجحخدذرزسشصضطظعغفقكل")
    texts = [{"id": str(number), "text": f"{others} السوق السوق السوق"} for number in range(READ)]
    searcher = build([*texts, {"id": "title", "title": "السوق مفتوحة", "text": "خبر " * 200}])
    assert searcher.suggest("السوق م").queries == ["السوق مفتوحة"]


def test_a_limit_is_kept(built: Searcher) -> None:
    assert len(built.suggest("ال", 1).queries) == 1
