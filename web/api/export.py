"""The articles of a search, sent page by page as they are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from flask import Response, request

from search.errors import NotFound
from search.export.formats import FORMATS, Name, written
from search.model import Article, SearchPage, SearchRequest
from web.api.contract import TOTAL
from web.live import Searching, settings
from web.server.asgi import STREAMED

PAGE = 50
"""Articles that are read at once."""


def exported(searcher: Searching, search: SearchRequest, name: Name) -> Response:
    """What matches `search` fully, as a file, as far as the setting allows. Raises NotFound where exports are
    turned off, and what a search raises.
    """
    limit = settings().export_limit
    if not limit:
        raise NotFound("Exports are turned off here (FIHRIS_EXPORT_LIMIT).")
    search = replace(search, size=min(PAGE, limit), snippet=0, full_only=True)
    first = searcher.search(search)
    request.environ[STREAMED] = True
    pieces, style = written(name, _pages(searcher, search, first, limit)), FORMATS[name]
    response = Response(pieces, mimetype=style.mimetype)
    response.headers["Content-Disposition"] = f"attachment; filename=fihris.{style.ending}"
    response.headers[TOTAL] = str(first.total)
    return response


def _pages(
    searcher: Searching, search: SearchRequest, page: SearchPage, limit: int
) -> Iterator[list[Article]]:
    """The articles of all pages, each once: the index may change between two of them."""
    told: set[str] = set()
    for number in count(2):
        articles = [hit.article for hit in page.hits if hit.article.id not in told]
        yield articles[: limit - len(told)]
        told.update(article.id for article in articles)
        if len(told) >= min(limit, page.total) or not page.hits:
            return
        page = searcher.search(replace(search, page=number))
