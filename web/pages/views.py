"""The pages for readers: home, results, lists of values, an article, help."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Flask, Response, current_app, make_response, request, url_for

from search import __version__
from search.errors import FihrisError
from search.export.formats import FORMATS
from search.messages import LANGUAGES
from search.model import FACETS, MAX_HITS, Fold, Match, SearchPage
from search.searching.request import ALL, lists_all
from search.searching.showing.sections import sections
from search.searching.suggesting.examples import Examples
from web.api.parameters import SearchParameters
from web.live import Searching, searching, settings
from web.metrics import observe
from web.pages.chart import bars, offered
from web.pages.citations import citations
from web.pages.dates import asked_for, presets
from web.pages.filters import FILTERS
from web.pages.links import Links, address, asset, in_language
from web.pages.listing import KINDS, counts_alone
from web.pages.listing import listing as listed
from web.pages.neighbours import neighbours
from web.responses import build, until_changed
from web.templating import environment, rendered

pages = Blueprint("pages", __name__)

THEMES = ("light", "dark")
NEAR_PAGES = 2
NEWEST, NEWEST_SNIPPET = 6, 160
"""Articles on the home page, and the letters of each that are shown."""

MAX_PARTIAL = 100
"""Partial hits that pages are offered for: further ones have less and less of the query."""

SHOWN_VALUES = 12
"""Values of a facet that the page offers."""


def init_app(app: Flask) -> None:
    """Serve the pages and give templates what all of them need."""
    app.register_blueprint(pages)
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(url_for=address, asset=asset, build=build, in_language=in_language)
    app.context_processor(_everywhere)


@pages.get("/")
def home() -> Response:
    """A large box, and what there is to browse: the newest articles, sources, days, examples of queries."""
    searcher = searching()
    return until_changed(searcher.version(), lambda: _home(searcher))


@pages.get("/search")
def results() -> Response:
    """A page of hits with ways to narrow, order and widen them."""
    asked = _asked()
    if not asked.q.strip() and not lists_all(asked.request()):
        return home()
    searcher = searching()
    return until_changed(searcher.version(), lambda: _results(searcher, asked))


@pages.get(f"/<any({', '.join(KINDS)}):kind>")
def listing(kind: str) -> Response:
    """All sources, authors, tags or months of the collection or, with a search, of its results."""
    asked = _asked()
    searcher = searching()
    return until_changed(searcher.version(), lambda: _listing(searcher, asked, kind))


@pages.get("/article/<id>")
def article(id: str) -> Response:
    """One article with the words of the query marked."""
    asked = _asked()
    searcher = searching()
    return until_changed(searcher.version(), lambda: _article(searcher, asked, id))


@pages.get(f"/calendar/<any({', '.join(LANGUAGES)}):language>")
def calendar(language: str) -> str:
    """The part of a page in which days are chosen: it comes when a reader turns to them."""
    return environment(current_app, language).get_template("calendar.html").render()


@pages.get("/help")
def help() -> Response:
    """The query language, with examples that run and, where there is an index, find something in it."""
    try:
        searcher = searching()
        version, examples = searcher.version(), searcher.examples()
    except FihrisError:
        version, examples = "none", Examples()
    links, fold = Links.of(SearchParameters()), settings().fold
    values = {"links": links, "version": __version__, "examples": examples, "fold": fold}
    return until_changed(f"help {version}", lambda: _page("help.html", **values))


def _home(searcher: Searching) -> Response:
    asked = SearchParameters(q=ALL, size=NEWEST, snippet=NEWEST_SNIPPET, collapse="auto")
    return _page(
        "home.html",
        articles=searcher.count(),
        newest=searcher.search(asked.request()).hits,
        overview=searcher.overview(),
        examples=searcher.examples(),
        links=Links.of(SearchParameters()),
        shown_values=SHOWN_VALUES,
        kinds=KINDS,
    )


def _listing(searcher: Searching, asked: SearchParameters, kind: str) -> Response:
    by_names = request.args.get("order") == "name"
    values = listed(searcher, asked.request(), KINDS[kind], by_names)
    return _page(
        "listing.html",
        listing=values,
        kind=kind,
        kinds=KINDS,
        by_names=by_names,
        overview=searcher.overview(),
        numbers=_offered(values.last, values.page),
        links=Links.of(asked),
        asked=asked,
    )


def _results(searcher: Searching, asked: SearchParameters) -> Response:
    page = searcher.search(asked.request())
    observe(page)
    months = page.facets.get("month", ())
    every = counts_alone(searcher, page.request, "month") if asked.from_ or asked.to else months
    overview, periods = searcher.overview(), offered(months, every)
    return _page(
        "results.html",
        page=page,
        links=Links.of(asked),
        asked=asked,
        is_list=lists_all(page.request),
        full=[hit for hit in page.hits if hit.match is Match.FULL],
        partial=[hit for hit in page.hits if hit.match is Match.PARTIAL],
        bars=bars(months, page.facets.get("day", ())),
        periods=periods,
        presets=presets(date.today(), overview.last_date, periods),
        overview=overview,
        exported={name: style.title for name, style in FORMATS.items()} if settings().export_limit else {},
        narrowing=[name for name in FACETS if _narrows(page, name)],
        numbers=_numbers(page),
        shown_values=SHOWN_VALUES,
    )


def _article(searcher: Searching, asked: SearchParameters, id: str) -> Response:
    article = searcher.article(id)
    parts = sections(article.text)
    part = _part(len(parts))
    title_html, body_html = searcher.marked(article, asked.q, parts[part - 1])
    before, after = neighbours(searcher, asked.request(), id)
    address = url_for("pages.article", id=id, _external=True)
    return _page(
        "article.html",
        article=article,
        title_html=title_html,
        body_html=body_html,
        part=part,
        parts=_offered(len(parts), part),
        links=Links.of(asked),
        asked=asked,
        related=searcher.related(id),
        copies=searcher.similar(id, Fold(settings().fold)),
        fold=settings().fold,
        before=before,
        after=after,
        address=address,
        citations=citations(article, address),
    )


def _asked() -> SearchParameters:
    """The page's parameters: the API's, with all facets, folded as the setting says."""
    return asked_for().model_copy(update={"facets": [*FACETS, "day"], "collapse": "auto"})


def _part(last: int) -> int:
    """Which part of a long article is asked for; the nearest there is."""
    asked = request.args.get("part", 1, type=int)
    return min(max(asked, 1), last)


def _narrows(page: SearchPage, name: str) -> bool:
    """Whether a field has a value that not all results have, or one that is chosen."""
    counts = page.facets.get(name, ())
    chosen = {"source": page.request.sources, "author": page.request.authors, "tag": page.request.tags}
    return (
        len(counts) > 1 or any(count < page.total for _, count in counts) or bool(counts and chosen.get(name))
    )


def _numbers(page: SearchPage) -> list[int]:
    """The page numbers to offer."""
    size = page.request.size
    partial = 0 if page.request.full_only else min(page.total_partial, MAX_PARTIAL)
    hits = page.total + partial - page.folded
    return _offered(min(-(-hits // size), MAX_HITS // size), page.request.page)


def _offered(last: int, here: int) -> list[int]:
    """The numbers to offer: the first, the last and those near; 0 stands for a gap."""
    near = {1, last, *range(max(1, here - NEAR_PAGES), min(last, here + NEAR_PAGES) + 1)}
    numbers: list[int] = []
    for number in sorted(number for number in near if 1 <= number <= last):
        if numbers and number - numbers[-1] == 2:
            numbers.append(number - 1)
        elif numbers and number - numbers[-1] > 2:
            numbers.append(0)
        numbers.append(number)
    return numbers


def _page(template: str, **values: Any) -> Response:
    return make_response(rendered(template, **values))


def _everywhere() -> dict[str, Any]:
    theme = request.cookies.get("theme")
    return {
        "site": settings().site_name,
        "theme": theme if theme in THEMES else None,
    }
