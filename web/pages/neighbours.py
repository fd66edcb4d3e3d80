"""The hits that stand before and after an article in the search that it was found by."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from search.model import MAX_HITS, Article, SearchRequest
from search.searching.request import lists_all
from web.live import Searching


class Neighbour(NamedTuple):
    """An article, and the page of results that it stands on."""

    article: Article
    page: int


def neighbours(
    searcher: Searching, request: SearchRequest, id: str
) -> tuple[Neighbour | None, Neighbour | None]:
    """The hit before and the one after the article `id`, None where there is none.

    The page of results that `request` asks for has been answered when one of its hits is opened: where the
    answer is kept still this costs next to nothing. Only at its ends is another page looked at.
    """
    if not request.query.strip() and not lists_all(request):
        return None, None
    hits = _hits(searcher, request, request.page)
    at = next((at for at, hit in enumerate(hits) if hit.article.id == id), None)
    if at is None:
        return None, None
    before = hits[:at] or _hits(searcher, request, request.page - 1)
    after = hits[at + 1 :] or _hits(searcher, request, request.page + 1)
    return (before[-1] if before else None), (after[0] if after else None)


def _hits(searcher: Searching, request: SearchRequest, page: int) -> list[Neighbour]:
    if page < 1 or page * request.size > MAX_HITS:
        return []
    answer = searcher.search(replace(request, page=page))
    return [Neighbour(hit.article, page) for hit in answer.hits]
