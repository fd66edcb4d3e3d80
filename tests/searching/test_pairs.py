"""Queries and texts that must, or must not, match: through the whole product, all texts in one index."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import cases, open_searcher, reindex, write_jsonl

from search.model import SearchRequest
from search.searching.searcher import Searcher
from search.settings import Settings

ROWS = cases("pairs.tsv")
RIGHT = {
    "match": ("full",),
    "partial": ("partial",),
    "none": ("none",),
    "no_match": ("partial", "none"),
    "found": ("full", "partial"),
}
"""What a row of a kind may be found as."""


@pytest.fixture(scope="module", params=["tantivy", pytest.param("whoosh", marks=pytest.mark.slow)])
def searcher(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder: Path = tmp_path_factory.mktemp("pairs")
    settings = Settings(index=folder / "index", engine=request.param)
    articles = [{"id": str(number), "text": row[2]} for number, row in enumerate(ROWS)]
    reindex(settings, [write_jsonl(folder / "articles.jsonl", articles)])
    searcher = open_searcher(settings)
    yield searcher
    searcher.close()


def _row(number: int) -> object:
    _, query, _, why, *today = ROWS[number]
    marks = [pytest.mark.xfail(strict=True, reason="not yet")] if today == ["fails"] else []
    return pytest.param(number, id=f"{why}: {query}", marks=marks)


@pytest.mark.parametrize("number", [_row(number) for number in range(len(ROWS))])
def test_pair(number: int, searcher: Searcher) -> None:
    kind, query, text, why, *_ = ROWS[number]
    hits = {hit.article.id: hit for hit in searcher.search(SearchRequest(query, size=100)).hits}
    hit = hits.get(str(number))
    found = str(hit.match) if hit else "none"
    assert found in RIGHT[kind], f"{why}: {query!r} in {text!r}"
    if hit and kind == "match":
        assert "<mark>" in hit.title_html + hit.snippet_html, f"nothing marked: {query!r} in {text!r}"
