"""Folded words as people write them."""

from search.model import Article
from search.searching.suggesting.unfold import as_written

ARTICLES = [Article(id="1", title="", text="دفعه إلى الباب")]


def test_the_commonest_spelling_of_the_articles() -> None:
    assert as_written(["دفعه", "غير"], ARTICLES) == ["دفعه", "غير"]


def test_the_commonest_spelling_of_the_index() -> None:
    held = {"دفعه": 3, "دفعة": 40, "أحمد": 9, "احمد": 2, "هدى": 5}
    assert as_written(["دفعه", "احمد", "هدي", "غير"], ARTICLES, lambda form: held.get(form, 0)) == [
        "دفعة",
        "أحمد",
        "هدى",
        "غير",
    ]
