"""Folded words as people write them."""

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
