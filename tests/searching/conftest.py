"""A few articles to search in, on both embedded engines."""

from typing import Any

import pytest
from support import Build

from search.searching.searcher import Searcher

ARTICLES: list[dict[str, Any]] = [
    {"id": "a", "title": "أنهار العراق", "text": "دجلة والفرات.", "date": "2021-03-11", "source": "الرافدان"},
    {"id": "b", "title": "نهر النيل", "text": "يجري في مصر.", "date": "2020-01-02", "source": "القاهرة"},
    {"id": "c", "title": "", "text": "النهر الطويل يصب في البحر. ثم سكت.", "source": "القاهرة"},
    {"id": "d", "title": "سد على نهر", "text": "بني السد.", "date": "2021-03-30", "tags": ["مياه", "سدود"]},
    {"id": "e", "title": "سد على نهر", "text": "بني السد.", "date": "2021-04-01", "source": "نقلًا"},
]


@pytest.fixture
def articles() -> list[dict[str, Any]]:
    """The articles as a file gives them."""
    return ARTICLES


@pytest.fixture(params=["whoosh", "tantivy"])
def searcher(build: Build, request: pytest.FixtureRequest) -> Searcher:
    return build(ARTICLES, engine=request.param)
