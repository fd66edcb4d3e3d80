"""The contract for reading: /openapi.json for programs, /docs for people, nothing loaded from elsewhere."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, make_response

from search.messages import N_
from web.api.contract import ERRORS
from web.api.endpoints import ENDPOINTS, Endpoint
from web.api.examples import EXAMPLES
from web.api.fields import fields
from web.api.openapi import document
from web.api.snippets import snippets
from web.embed import integrity
from web.hosts import root
from web.language import _
from web.limits.rate import Rate
from web.live import settings
from web.responses import as_json, until_changed
from web.templating import rendered

docs = Blueprint("docs", __name__)

FOR_MODELS = (
    "Full-text search of a collection of Arabic articles. Ask with a few Arabic words; quote a phrase. Words "
    "are found in all their forms. `passages=3` gives stretches of texts with their places, to be cited with "
    "title, source, date and url."
)

TOPICS = {
    "match": N_("Full and partial results"),
    "errors": N_("Errors"),
    "limits": N_("Limits"),
    "unchanged": N_("Unchanged answers"),
    "elsewhere": N_("From other sites"),
}

MEANINGS = {
    "bad_request": N_("A parameter is unknown, given twice or out of bounds: `parameter` names it."),
    "query_too_long": N_("The query is longer than a query may be."),
    "not_found": N_("There is no such article, or no such address."),
    "method_not_allowed": N_("Only GET, HEAD and OPTIONS are answered."),
    "too_large": N_("The request has a body; none is read."),
    "uri_too_long": N_("The address is longer than an address may be."),
    "rate_limited": N_("Too many requests: ask again in as many seconds as `Retry-After` says."),
    "internal": N_("A fault of the service, which it has noted."),
    "no_index": N_("There is no index yet: ask again later."),
    "index_outdated": N_("The index is of another version and must be built again."),
    "index_busy": N_("The index is being written: ask again later."),
    "engine_unavailable": N_("The cluster that has the index does not answer: ask again later."),
}
"""What each error tells a program's author."""


@docs.get("/openapi.json")
def openapi() -> Response:
    """The OpenAPI document."""
    response = as_json(document(root()))
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@docs.get("/llms.txt")
def for_models() -> Response:
    """What a language model may ask here, as https://llmstxt.org has it."""
    return until_changed("docs", lambda: Response(_for_models(), mimetype="text/plain"))


def _for_models() -> str:
    base = root()
    addresses = {
        each.summary: f"{each.template}{'?' if each.example else ''}{each.example}" for each in ENDPOINTS
    }
    addresses |= {"The contract, OpenAPI 3.1": "/openapi.json", "How to ask": "/help"}
    links = "\n".join(f"- [{name}]({base}{address})" for name, address in addresses.items())
    return f"# {settings().site_name}\n\n> {FOR_MODELS}\n\n## API\n\n{links}\n"


@docs.get("/docs")
def page() -> Response:
    """The same document as a page."""
    return until_changed("docs", _page)


def _page() -> Response:
    base = root()
    contract = document(base)
    return make_response(
        rendered(
            "docs.html",
            operations=[_operation(endpoint, contract, base) for endpoint in ENDPOINTS],
            topics={id: _(name) for id, name in TOPICS.items()},
            errors=ERRORS,
            meanings=MEANINGS,
            example=_example,
            rate=Rate.of(settings().rate_limit),
            base=base,
            integrity=integrity(),
        )
    )


def _operation(endpoint: Endpoint, contract: dict[str, Any], base: str) -> tuple[Any, ...]:
    """A path with its operation, the fields of its answer, and what asks for its example."""
    operation = contract["paths"][endpoint.template]["get"]
    content = operation["responses"]["200"]["content"]
    schema = content["application/json"]["schema"] if not endpoint.media else None
    answer = list(fields(schema, contract["components"]["schemas"])) if schema else []
    address = base + endpoint.example_path
    return endpoint, operation, answer, snippets(address, endpoint.example, is_json=not endpoint.media)


def _example(name: str) -> str:
    """The example of an answer, for reading."""
    answer = EXAMPLES[name]
    return answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False, indent=2)
