"""The best hits of a tantivy query in an order that never depends on where articles happen to be stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from tantivy import DocAddress, Order, Query, Searcher

from search.engines.stored import rounded, sort_keys, unpack
from search.engines.tantivy.schema import SORT_FIELDS
from search.model import Article, Sort

LONG = 50
"""Articles of a list by day that is seldom filled."""

_KEYS: Mapping[Sort, Callable[[Article], str]] = {
    Sort.RELEVANCE: lambda article: article.id,
    Sort.OLDEST: lambda article: sort_keys(article)[0],
    Sort.NEWEST: lambda article: sort_keys(article)[1],
}


class Row(NamedTuple):
    """A match: its score, and where its article is stored."""

    score: float
    address: DocAddress


KEPT = 500
"""Articles kept at hand, some megabytes."""


def article_at(searcher: Searcher, address: DocAddress) -> Article:
    """The article stored at `address`."""
    stored: bytes = searcher.doc(address)["article"][0]
    return unpack(stored)


class Shelf:
    """The articles of one commit, the last ones read kept at hand: a page asks for hits more than once."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._kept = lru_cache(maxsize=KEPT)(self._read)

    def article(self, address: DocAddress) -> Article:
        """The article stored at `address`."""
        return self._kept(address.segment_ord, address.doc)

    def _read(self, segment: int, doc: int) -> Article:
        return article_at(self._searcher, DocAddress(segment, doc))


def in_order(
    searcher: Searcher, shelf: Shelf, query: Query, sort: Sort, page: range, *, is_cheap: bool
) -> tuple[int, list[Article]]:
    """How many articles match, and those of one page by day or, where relevance is asked for, by id.

    To order by texts costs the library 12 to 20 us a hit, as it looks up each one's. So a list that is seldom
    filled, by id or long, is first asked for in any order where that `is_cheap`, and put in order here.
    """
    limit = len(page)
    if is_cheap and not page.start and (sort is Sort.RELEVANCE or limit >= LONG):
        results = searcher.search(query, limit=limit)
        if results.count <= limit:  # type: ignore[attr-defined]  # missing from the library's stubs
            articles = [shelf.article(address) for _, address in results.hits]
            return len(articles), sorted(articles, key=_KEYS[sort])
    results = searcher.search(
        query,
        limit=limit,
        offset=page.start,
        order_by_field=SORT_FIELDS.get(sort, "id"),
        order=Order.Asc,
    )
    total: int = results.count  # type: ignore[attr-defined]
    return total, [shelf.article(address) for _, address in results.hits]


def best(searcher: Searcher, shelf: Shelf, query: Query, page: range) -> tuple[int, list[Row]]:
    """How many articles match, and the rows of one page: best score first, equal scores by id.

    tantivy orders equal scores by segment, then by place in the segment, and segments are sorted by id. So
    of a group of equals only the first few of each segment can be on the page: their ids are read and merged.
    """
    wanted = page.stop + 1
    while True:
        results = searcher.search(query, limit=wanted)
        total: int = results.count  # type: ignore[attr-defined]  # missing from the library's stubs
        rows = [Row(rounded(score), address) for score, address in results.hits]
        if len(rows) <= page.stop or len(rows) == total or rows[-1].score != rows[page.stop - 1].score:
            break
        if not rows[-1].score:
            scored = [row for row in rows if row.score]
            rows = scored + _first_others(searcher, query, scored, page.stop)
            break
        wanted *= 8
    kept: list[Row] = []
    start = 0
    for _, group in groupby(rows, key=lambda row: row.score):
        equals = list(group)
        stop = start + len(equals)
        if stop > page.start and start < page.stop:
            if len(equals) > 1:
                equals = _by_id(shelf, equals, page.stop - start)
            kept += equals[max(page.start - start, 0) : page.stop - start]
        start = stop
    return total, kept


def _first_others(searcher: Searcher, query: Query, scored: list[Row], needed: int) -> list[Row]:
    """The first `needed` rows by id, or more, of those that score nothing, which may be all articles."""
    places = {(row.address.segment_ord, row.address.doc) for row in scored}
    results = searcher.search(
        query, limit=needed + len(scored), count=False, order_by_field="id", order=Order.Asc
    )
    return [
        Row(0.0, address) for _, address in results.hits if (address.segment_ord, address.doc) not in places
    ]


def _by_id(shelf: Shelf, equals: list[Row], needed: int) -> list[Row]:
    """The first `needed` rows by id, of rows with equal scores."""
    in_place = sorted(equals, key=lambda row: (row.address.segment_ord, row.address.doc))
    candidates: list[Row] = []
    for _, rows in groupby(in_place, key=lambda row: row.address.segment_ord):
        candidates += list(rows)[:needed]
    return sorted(candidates, key=lambda row: shelf.article(row.address).id)[:needed]
