"""What searches must not call: it would slow the engine's arithmetic for as long as the thread lives."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from search.model import FACETS, Fold, SearchRequest
from search.searching.searcher import Searcher

isal_zlib = pytest.importorskip("isal.isal_zlib")


def test_no_search_calls_the_library_that_leaves_vector_registers_in_use(searcher: Searcher) -> None:
    called = []

    def note(frame: FrameType, event: str, function: Any) -> None:
        if event == "c_call" and function.__module__ == isal_zlib.__name__:
            called.append(function.__name__)

    sys.setprofile(note)
    try:
        page = searcher.search(SearchRequest("نهر", fold=Fold.NEAR, facets=FACETS))
        assert searcher.article(page.hits[0].article.id).text
        searcher.related(page.hits[0].article.id)
        assert searcher.ids(0, 10)
        searcher.suggest("نه")
        assert not called
        isal_zlib.crc32(b"")
        assert called.pop() == "crc32"
    finally:
        sys.setprofile(None)
