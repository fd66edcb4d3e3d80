"""Long texts come in parts, and the page of one costs what a part costs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matchers import matcher_of

from search.model import Article
from search.searching.bounds import MAX_PLACES
from search.searching.matching.matches import PieceMatches
from search.searching.showing import sections as cutting
from search.searching.showing.hits import marked
from search.searching.showing.sections import SECTION_LETTERS, Section, sections


@given(st.text("اب \n", max_size=200))
def test_the_parts_are_the_text_and_none_is_too_long(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "SECTION_LETTERS", 10)
        parts = sections(text)
    assert "".join(text[start:end] for start, end in parts) == text
    assert all(0 < end - start <= 10 for start, end in parts) or parts == [Section(0, 0)]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("فقرة أولى طويلة\nفقرة ثانية", "فقرة ثانية"),
        ("كلمات بلا أسطر هنا وهناك", "وهناك"),
        ("ب" * 30, "ب" * 10),
    ],
)
def test_parts_begin_where_a_reader_would(text: str, begins: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "SECTION_LETTERS", 20)
    second = sections(text)[1]
    assert text[second.start : second.end] == begins


def test_a_very_long_article_is_marked_within_the_bounds_of_a_query(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = 0
    read = PieceMatches.__getitem__

    def counted(self: PieceMatches, piece: str) -> object:
        nonlocal pieces
        pieces += 1
        return read(self, piece)

    monkeypatch.setattr(PieceMatches, "__getitem__", counted)
    article = Article("1", "كتاب المدرسة والحشد " * 500_000, title="كتاب")
    matcher = matcher_of("كتاب مدرسة الحشد")
    _, part = marked(article, matcher, sections(article.text)[3])
    assert part.count("<mark>") > 5_000
    assert len(part) < 3 * SECTION_LETTERS + len("<mark></mark>") * MAX_PLACES
    _, whole = marked(article, matcher)
    assert 0 < whole.count("<mark>") <= MAX_PLACES
    assert whole.replace("<mark>", "").replace("</mark>", "") == article.text
    assert pieces <= 2 * MAX_PLACES + 10
