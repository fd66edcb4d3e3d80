"""The contract for reading: /openapi.json for programs, /docs for people, nothing loaded from elsewhere."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template

from web.api.contract import ERRORS
from web.api.endpoints import ENDPOINTS, PREFIX
from web.api.openapi import document
from web.responses import as_json, etag, not_modified, tagged

docs = Blueprint("docs", __name__)


@docs.get("/openapi.json")
def openapi() -> Response:
    """The OpenAPI document."""
    response = as_json(document())
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@docs.get("/docs")
def page() -> Response:
    """The same document as a page."""
    tag = etag("docs")
    unchanged = not_modified(tag)
    if unchanged:
        return unchanged
    contract = document()
    shown = [(each, contract["paths"][PREFIX + _path(each.path)]["get"]) for each in ENDPOINTS]
    text = render_template("docs.html", shown=shown, contract=contract, prefix=PREFIX, errors=ERRORS)
    return tagged(make_response(text), tag)


def _path(path: str) -> str:
    return path.replace("<", "{").replace(">", "}")
