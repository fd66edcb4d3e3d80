"""The OpenAPI 3.1 document, made from the same declarations that serve and check the requests."""

from __future__ import annotations

import re
from typing import Any

from pydantic import TypeAdapter

from search import __version__
from search.messages import N_
from web.api.contract import ERRORS, TOTAL, ErrorAnswer
from web.api.endpoints import Endpoint
from web.api.examples import EXAMPLES
from web.api.parameters import Parameters
from web.api.reading import names
from web.api.views import ENDPOINTS

SCHEMAS = "#/components/schemas/{model}"
ALWAYS = (
    "bad_request",
    "uri_too_long",
    "rate_limited",
    "no_index",
    "index_outdated",
    "engine_unavailable",
    "internal",
)
"""Errors that any endpoint may answer with."""

HEADERS = {
    "RateLimit-Policy": "Requests that a client may make in a window of seconds, as the IETF drafts it; one "
    "that takes long counts for several",
    "RateLimit": "Requests that are left of them, and seconds until one is given back, or all are",
    "ETag": "Names this answer; If-None-Match with it is answered 304 while the index has not changed",
    TOTAL: "How many articles match fully; the answer may hold fewer of them",
    "Retry-After": "Seconds after which requests are answered again",
}
"""What the contract says of headers."""

LIMITED = ("RateLimit-Policy", "RateLimit")
"""Headers that are there unless requests are not limited."""

DESCRIPTION = (
    "Full-text search of Arabic articles. All answers but exports are JSON; all are UTF-8, and carry an ETag "
    "made from the index and the request: ask with If-None-Match to hear only of changes. Every error has "
    "one shape."
)


def document(server: str = "/") -> dict[str, Any]:
    """The whole document, for the API at the address `server`."""
    schemas: dict[str, Any] = {}
    paths = {endpoint.template: {"get": _operation(endpoint, schemas)} for endpoint in ENDPOINTS}
    _schema(ErrorAnswer, schemas)
    schemas["ErrorBody"]["properties"]["code"]["enum"] = list(ERRORS)
    schemas["ErrorBody"]["required"] = ["code", "message"]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Fihris",
            "version": __version__,
            "description": DESCRIPTION,
            "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _operation(endpoint: Endpoint, schemas: dict[str, Any]) -> dict[str, Any]:
    codes: dict[str, list[str]] = {}
    for code in (*ALWAYS, *endpoint.errors):
        codes.setdefault(str(ERRORS[code]), []).append(code)
    unchanged = "Not modified: the answer with the given ETag still stands"
    return {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "parameters": _path_parameters(endpoint.path) + parameters(endpoint.parameters),
        "responses": {
            "200": _answer(endpoint, schemas),
            "304": {"description": unchanged, **_headers("ETag", *LIMITED)},
            **{
                status: _response(
                    "Codes: " + ", ".join(listed),
                    _schema(ErrorAnswer, schemas),
                    *(["Retry-After", *LIMITED] if status == "429" else []),
                )
                for status, listed in sorted(codes.items())
            },
        },
    }


def _answer(endpoint: Endpoint, schemas: dict[str, Any]) -> dict[str, Any]:
    example = EXAMPLES[endpoint.name]
    if not endpoint.media:
        response = _response(endpoint.summary, _schema(endpoint.answer, schemas), "ETag", *LIMITED)
        response["content"]["application/json"]["example"] = example
        return response
    content: dict[str, Any] = {media: {"schema": {"type": "string"}} for media in endpoint.media}
    content["text/csv"]["example"] = example
    return {"description": endpoint.summary, **_headers("ETag", TOTAL, *LIMITED), "content": content}


def parameters(model: type[Parameters]) -> list[dict[str, Any]]:
    """The query parameters that a model stands for."""
    schema = model.model_json_schema(by_alias=True)
    repeated = names(model)
    listed = []
    for name, shape in schema["properties"].items():
        description = shape.pop("description", "")
        parameter = {
            "name": name,
            "in": "query",
            "required": False,
            "description": description,
            "schema": _plain(shape, schema.get("$defs", {})),
        }
        if repeated[name]:
            parameter.update(style="form", explode=name != "facets")
        listed.append(parameter)
    return listed


def _plain(shape: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """A parameter's schema on its own: no references, no null, no title."""
    if "$ref" in shape:
        named = definitions[shape["$ref"].rsplit("/", 1)[1]]
        shape = {"type": named["type"], "enum": named["enum"], **shape}
    for option in shape.get("anyOf", ()):
        if option.get("type") != "null":
            shape = {**option, **shape}
    return {
        key: value
        for key, value in shape.items()
        if key not in ("$ref", "anyOf", "title") and not (key == "default" and value is None)
    }


def _path_parameters(path: str) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": N_("The article's id."),
            "schema": {"type": "string", "minLength": 1},
        }
        for name in re.findall(r"<(\w+)>", path)
    ]


def _schema(answer: Any, schemas: dict[str, Any]) -> dict[str, str]:
    """A reference to the schema of an answer, which is put among `schemas` with all it refers to."""
    schema = TypeAdapter(answer).json_schema(ref_template=SCHEMAS, mode="serialization")
    schemas.update(schema.pop("$defs", {}))
    schemas[schema["title"]] = schema
    return {"$ref": SCHEMAS.format(model=schema["title"])}


def _response(description: str, schema: dict[str, str], *headers: str) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {"description": description, **_headers(*headers), "content": content}


def _headers(*names: str) -> dict[str, Any]:
    told = {
        name: {"description": HEADERS[name], "required": name not in LIMITED, "schema": {"type": "string"}}
        for name in names
    }
    return {"headers": told} if told else {}
