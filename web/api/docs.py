"""The contract for reading: /openapi.json for programs, /docs for people, nothing loaded from elsewhere."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.urls import iri_to_uri

from web.api.contract import ERRORS
from web.api.endpoints import ENDPOINTS
from web.api.openapi import document
from web.live import settings
from web.responses import as_json, until_changed

docs = Blueprint("docs", __name__)

FOR_MODELS = (
    "Full-text search of a collection of Arabic articles. Ask with a few Arabic words; quote a phrase. Words "
    "are found in all their forms. `passages=3` gives stretches of texts with their places, to be cited with "
    "title, source, date and url."
)


@docs.get("/openapi.json")
def openapi() -> Response:
    """The OpenAPI document."""
    response = as_json(document(request.url_root.rstrip("/")))
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@docs.get("/llms.txt")
def for_models() -> Response:
    """What a language model may ask here, as https://llmstxt.org has it."""
    return until_changed("docs", lambda: Response(_for_models(), mimetype="text/plain"))


def _for_models() -> str:
    root = iri_to_uri(request.url_root).rstrip("/")
    addresses = {
        each.summary: f"{each.template}{'?' if each.example else ''}{each.example}" for each in ENDPOINTS
    }
    addresses |= {"The contract, OpenAPI 3.1": "/openapi.json", "How to ask": "/help"}
    links = "\n".join(f"- [{name}]({root}{address})" for name, address in addresses.items())
    return f"# {settings().site_name}\n\n> {FOR_MODELS}\n\n## API\n\n{links}\n"


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
