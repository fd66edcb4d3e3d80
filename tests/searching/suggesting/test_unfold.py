"""Folded words as people write them."""

from search.analysis.normalise import fold
from search.model import Article
from search.searching.suggesting.unfold import unfolded

ARTICLES = [Article(id="1", title="", text="دفعه إلى الباب")]


def test_a_word_that_no_article_holds_stays_folded() -> None:
    assert unfolded(["دفعه", "غير"], ARTICLES, lambda _: 0) == ["دفعه", "غير"]


def test_the_commonest_spelling() -> None:
    held = {"دفعه": 3, "دفعة": 40, "أحمد": 9, "احمد": 2, "هدى": 5}
    assert unfolded(["دفعه", "احمد", "هدي", "غير"], ARTICLES, lambda form: held.get(form, 0)) == [
        "دفعة",
        "أحمد",
        "هدى",
        "غير",
    ]


def test_spellings_of_the_middle_are_those_of_the_articles() -> None:
    articles = [
        Article(id="1", title="رؤساء", text="زاره مَسؤول ومسئول، ثم رئيس."),
        Article(id="2", title="", text="رئيس"),
    ]
    held = {"مسؤول": 7, "مسئول": 5, "مسوول": 1, "رؤساء": 2, "روساء": 1, "رئيس": 3}
    folded = list(map(fold, ["مسؤول", "رؤساء", "رئيس"]))
    assert unfolded(folded, articles, lambda form: held.get(form, 0)) == ["مسؤول", "رؤساء", "رئيس"]
    assert unfolded(folded, [], lambda form: held.get(form, 0))[0] != "مسؤول"
