"""For browsers, feed readers and crawlers: the engine's description, feeds, what to leave alone."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Response, render_template, request
from werkzeug.urls import iri_to_uri

from search.model import Sort
from search.searching.request import ALL, lists_all
from web.api.parameters import SearchParameters
from web.live import Searching, searching, settings
from web.metrics import observe
from web.pages.dates import asked_for
from web.pages.links import Links
from web.responses import until_changed

feeds = Blueprint("feeds", __name__)

ROBOTS = "User-agent: *\nDisallow: /search\nDisallow: /feed.atom\nDisallow: /api/\n"
"""Articles may be collected; searches, whose links to narrower ones have no end, may not."""

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, not even escaped: https://www.w3.org/TR/xml/#charsets."""


@feeds.get("/opensearch.xml")
def description() -> Response:
    """The OpenSearch 1.1 description, with which a browser adds the engine."""
    return until_changed(
        "description", lambda: _xml("opensearch.xml", "application/opensearchdescription+xml")
    )


@feeds.get("/robots.txt")
def robots() -> Response:
    """What crawlers may ask for."""
    response = Response(ROBOTS, mimetype="text/plain")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@feeds.get("/feed.atom")
def atom() -> Response:
    """The newest articles that match a query, or of all, as an Atom 1.0 feed."""
    asked = asked_for()
    fixed = {"sort": Sort.NEWEST, "match": "full", "facets": [], "collapse": settings().fold}
    asked = asked.model_copy(
        update=fixed | ({} if asked.q.strip() or lists_all(asked.request()) else {"q": ALL})
    )
    searcher = searching()
    return until_changed(searcher.version(), lambda: _feed(searcher, asked))


def _feed(searcher: Searching, asked: SearchParameters) -> Response:
    page = searcher.search(asked.request())
    observe(page, asked=False)
    address, host = iri_to_uri(request.url), iri_to_uri(request.host_url)
    values = {
        "page": page,
        "asked": asked,
        "links": Links.of(asked),
        "address": address,
        "path": address[len(host) - 1 :],
    }
    return _xml("feed.atom.xml", "application/atom+xml", **values)


def _xml(template: str, mimetype: str, **values: Any) -> Response:
    return Response(NOT_XML.sub("\ufffd", render_template(template, **values)), mimetype=mimetype)
