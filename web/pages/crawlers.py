"""For search engines: what they may collect, where all is, what an article is. Off by one setting."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Flask, Response, abort, current_app, url_for
from markupsafe import Markup, escape

from search.model import Article
from search.searching.showing.titles import shown_title
from web.live import Searching, searching, settings
from web.pages.listing import KINDS
from web.responses import until_changed

crawlers = Blueprint("crawlers", __name__)

PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
ON_SITEMAP = 50_000
"""Addresses in a file: https://www.sitemaps.org/protocol.html."""

LEAD = 200
"""Letters of a text that describe it."""

CLOSED = ("/search", "/feed.atom", "/api/")
"""Searches, whose links to narrower ones have no end, are for readers; the rest may be collected."""


def init_app(app: Flask) -> None:
    """Serve the files, and tell templates or, where it is not wanted, every client whether to collect."""
    app.register_blueprint(crawlers)
    app.jinja_env.filters.update(lead=lead, news_article=news_article)
    app.context_processor(lambda: {"is_crawled": is_crawled()})
    app.after_request(_closed)


def is_crawled() -> bool:
    """Whether search engines may collect the articles."""
    return settings().crawlers == "allow"


@crawlers.get("/robots.txt")
def robots() -> Response:
    """What crawlers may ask for."""
    closed = CLOSED if is_crawled() else ("/",)
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    if is_crawled():
        lines += ["", f"Sitemap: {url_for('crawlers.sitemaps', _external=True)}"]
    response = Response("\n".join([*lines, ""]), mimetype="text/plain")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@crawlers.get("/favicon.ico")
def favicon() -> Response:
    """The icon, where browsers and others look for it unasked."""
    return current_app.send_static_file("favicon.ico")


@crawlers.get("/sitemap.xml")
def sitemaps() -> Response:
    """The list of the lists of all articles."""
    if not is_crawled():
        abort(404)
    searcher = searching()
    numbers = _numbers(searcher)
    addresses = [url_for("crawlers.sitemap", number=number, _external=True) for number in numbers]
    return until_changed(searcher.version(), lambda: _xml("sitemapindex", "sitemap", addresses))


@crawlers.get("/sitemap-<int:number>.xml")
def sitemap(number: int) -> Response:
    """A list of articles, in the order of their ids; the first one has the pages to browse, too."""
    searcher = searching()
    if not is_crawled() or number not in _numbers(searcher):
        abort(404)

    def listed() -> Response:
        pages = ["pages.home", "pages.help"] if number == 1 else []
        addresses = [url_for(page, _external=True) for page in pages]
        kinds = [kind for kind in KINDS if number == 1 and searcher.overview().values[KINDS[kind]]]
        addresses += [url_for("pages.listing", kind=kind, _external=True) for kind in kinds]
        articles = url_for("pages.article", id="", _external=True)
        ids = searcher.ids((number - 1) * ON_SITEMAP, ON_SITEMAP)
        addresses += [articles + quote(id, safe="") for id in ids]
        return _xml("urlset", "url", addresses)

    return until_changed(searcher.version(), listed)


def lead(article: Article) -> str:
    """The beginning of an article's text on one line, cut at a word."""
    begin = " ".join(article.text[: 2 * LEAD].split())
    return begin if len(begin) <= LEAD else begin[:LEAD].rpartition(" ")[0] + "…"


def news_article(article: Article, address: str) -> Markup:
    """An article as https://schema.org/NewsArticle, in JSON that may stand in HTML."""
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": shown_title(article),
        "description": lead(article),
        "inLanguage": "ar",
        "url": address,
        "mainEntityOfPage": address,
        "datePublished": article.date,
        "author": article.author and {"@type": "Person", "name": article.author},
        "publisher": article.source and {"@type": "Organization", "name": article.source},
        "keywords": list(article.tags),
    }
    text = json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False)
    return Markup(text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e"))  # noqa: S704


def _numbers(searcher: Searching) -> range:
    """Of the files that hold all articles, at least one."""
    return range(1, max(1, -(-searcher.count() // ON_SITEMAP)) + 1)


def _closed(response: Response) -> Response:
    if not is_crawled():
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _xml(whole: str, part: str, addresses: list[str]) -> Response:
    begin = f'<?xml version="1.0" encoding="UTF-8"?>\n<{whole} xmlns="{PROTOCOL}">\n'
    lines = [f"<{part}><loc>{escape(address)}</loc></{part}>\n" for address in addresses]
    return Response("".join([begin, *lines, f"</{whole}>\n"]), mimetype="application/xml")
