"""Articles as engines store them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.stored import decode, encode, pack, unpack
from search.model import Article

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(ANY_TEXT, ANY_TEXT)
def test_an_article_is_read_as_it_was_written(title: str, text: str) -> None:
    article = Article("1", text, title=title, tags=("وسم", "中"))
    assert unpack(pack(article)) == article


@pytest.mark.parametrize("text", ["سلام \ud800", "\udcff", "\\中\\", "\x01\x7f\ufeff"])
def test_what_has_no_byte_is_escaped(text: str) -> None:
    article = Article("1", text)
    assert decode(encode(article)) == article


def test_a_letter_of_arabic_takes_one_byte() -> None:
    empty = len(encode(Article("1", "x"))) - 1
    assert len(encode(Article("1", "«قال: لا بأس؛ ١٢٪ من الأسرّة.»"))) == empty + len(
        "«قال: لا بأس؛ ١٢٪ من الأسرّة.»"
    )


def test_articles_that_older_versions_stored_are_read() -> None:
    assert decode('{"id":"1","text":"نص"}'.encode()) == Article("1", "نص")
