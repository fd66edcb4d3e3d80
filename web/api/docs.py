"""The contract for reading: /openapi.json for programs, /docs for people, nothing loaded from elsewhere."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request

from web.api.contract import ERRORS
from web.api.endpoints import ENDPOINTS
from web.api.openapi import document
from web.responses import as_json, until_changed

docs = Blueprint("docs", __name__)


@docs.get("/openapi.json")
def openapi() -> Response:
    """The OpenAPI document."""
    response = as_json(document(request.url_root.rstrip("/")))
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@docs.get("/docs")
def page() -> Response:
    """The same document as a page."""
    return until_changed("docs", _page)


def _page() -> Response:
    contract = document()
    operations = [(endpoint, contract["paths"][endpoint.template]["get"]) for endpoint in ENDPOINTS]
    return make_response(
        render_template("docs.html", operations=operations, contract=contract, errors=ERRORS)
    )
