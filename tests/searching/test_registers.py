"""What searches must not call: it would slow the engine's arithmetic for as long as the thread lives."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from search.engines.stored import pack, unpack
from search.model import FACETS, Article, Fold, SearchRequest
from search.searching.searcher import Searcher

isal_zlib = pytest.importorskip("isal.isal_zlib")


def test_articles_are_read_without_their_checksum() -> None:
    article = Article("1", "نهر")
    assert unpack(pack(article)[:-4] + bytes(4)) == article


def test_no_search_calls_what_leaves_vector_registers_in_use(searcher: Searcher) -> None:
    called = set()

    def note(frame: FrameType, event: str, function: Any) -> None:
        if event == "c_call" and function.__module__ == isal_zlib.__name__:
            called.add(function.__name__)

    sys.setprofile(note)
    try:
        page = searcher.search(SearchRequest("نهر", fold=Fold.NEAR, facets=FACETS))
        assert searcher.article(page.hits[0].article.id).text
        searcher.related(page.hits[0].article.id)
        assert searcher.ids(0, 10)
        searcher.suggest("نه")
        assert called <= {"decompress"}  # which inflates without checksums
        isal_zlib.crc32(b"")
        assert "crc32" in called
    finally:
        sys.setprofile(None)
