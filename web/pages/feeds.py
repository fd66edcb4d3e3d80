"""For browsers and feed readers: the engine's description, and feeds."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.urls import iri_to_uri

from search.model import Sort
from search.searching.request import ALL, lists_all
from web.api.parameters import SearchParameters
from web.hosts import root
from web.language import named_language
from web.live import Searching, searching
from web.metrics import observe
from web.pages.dates import asked_for
from web.pages.links import Links
from web.responses import until_changed
from web.templating import rendered

feeds = Blueprint("feeds", __name__)

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, not even escaped: https://www.w3.org/TR/xml/#charsets."""


@feeds.get("/opensearch.xml")
def description() -> Response:
    """The OpenSearch 1.1 description, with which a browser adds the engine."""
    return until_changed(
        "description", lambda: _xml("opensearch.xml", "application/opensearchdescription+xml")
    )


@feeds.get("/feed.atom")
def atom() -> Response:
    """The newest articles that match a query, or of all, as an Atom 1.0 feed."""
    asked = asked_for()
    fixed = {"sort": Sort.NEWEST, "match": "full", "facets": [], "collapse": "auto"}
    asked = asked.model_copy(
        update=fixed | ({} if asked.q.strip() or lists_all(asked.request()) else {"q": ALL})
    )
    searcher = searching()
    return until_changed(searcher.version(), lambda: _feed(searcher, asked))


def _feed(searcher: Searching, asked: SearchParameters) -> Response:
    page = searcher.search(asked.request())
    observe(page, asked=False)
    values = {
        "page": page,
        "asked": asked,
        "links": Links(asked, root(), named_language()),
        "address": iri_to_uri(request.url),
    }
    return _xml("feed.atom.xml", "application/atom+xml", **values)


def _xml(template: str, mimetype: str, **values: Any) -> Response:
    return Response(NOT_XML.sub("\ufffd", rendered(template, **values)), mimetype=mimetype)
