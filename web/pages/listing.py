"""Pages of all values of a field: sources, authors, tags, months, of the collection or of results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from search.engines.facets import MAX_FACET_VALUES
from search.model import Fold, SearchRequest, Sort
from search.searching.overview import MAX_LISTED, Counts, by_name
from search.searching.request import ALL, lists_all
from web.live import Searching
from web.pages.chart import by_year

KINDS = {"sources": "source", "authors": "author", "tags": "tag", "months": "month"}
"""The names of the pages, and the fields whose values they list."""

ON_PAGE = 200
"""Values on a page."""


class Listing(NamedTuple):
    """The values of a page with their counts, those of months by years, how many there are in all, this page
    and the last one, and of how many values only the most frequent are here, 0 where all are.
    """

    groups: Sequence[tuple[tuple[str, int], Counts]]
    total: int
    page: int
    last: int
    bound: int


def listing(searcher: Searching, request: SearchRequest, field: str, by_names: bool) -> Listing:
    """The values of `field` among the articles that `request` finds, or of all where it asks for nothing.

    They are in the order of their names or, without `by_names`, of their counts; months come newest first.
    """
    if request.query.strip() or lists_all(request):
        counts, bound = counts_alone(searcher, request, field), MAX_FACET_VALUES
    else:
        counts, bound = searcher.overview().values.get(field, ()), MAX_LISTED
    values = by_name(counts) if by_names and field != "month" else counts
    last = max(1, -(-len(values) // ON_PAGE))
    page = min(request.page, last)
    part = values[(page - 1) * ON_PAGE : page * ON_PAGE]
    groups = _years(counts, part) if field == "month" else [(("", 0), part)]
    return Listing(groups, len(values), page, last, bound if len(values) == bound and field != "month" else 0)


def counts_alone(searcher: Searching, request: SearchRequest, field: str) -> Counts:
    """The counts of a field among the results of a request as they would be without a choice in that field.

    They are counts of full results, so the search leaves out what costs more than counting: partial results,
    ranks, copies, and suggestions, which come with the first page.
    """
    request = replace(request, query=request.query.strip() or ALL, facets=(field,), full_only=True)
    if field == "month":
        request = replace(request, date_from=None, date_to=None)
    alone = replace(request, page=2, size=1, sort=Sort.NEWEST, snippet=0, fold=Fold.OFF)
    return searcher.search(alone).facets.get(field, ())


def _years(counts: Counts, part: Counts) -> Sequence[tuple[tuple[str, int], Counts]]:
    """Months under their years, which count all of their months."""
    years = by_year(counts)
    of_page = dict.fromkeys(month[:4] for month, _ in part)
    return [((year, years[year]), [pair for pair in part if pair[0].startswith(year)]) for year in of_page]
