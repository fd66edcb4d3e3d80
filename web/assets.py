"""Static files; scripts and styles without their comments and spaces."""

from __future__ import annotations

from functools import cache

from flask import Flask, Response, current_app, make_response, request
from rcssmin import cssmin
from rjsmin import jsmin

from web.responses import HERE

STATIC = HERE / "static"
SHORTENED = {".css": ("text/css", cssmin), ".js": ("text/javascript", jsmin)}


def init_app(app: Flask) -> None:
    """Serve the files of `static`."""
    app.view_functions["static"] = _static


@cache
def shortened(name: str) -> str:
    """A script or a style without what only its readers need."""
    _, shorten = SHORTENED[(STATIC / name).suffix]
    return str(shorten((STATIC / name).read_text("utf-8")))


def _static(filename: str) -> Response:
    path = STATIC / filename
    if path.parent != STATIC or path.suffix not in SHORTENED or not path.is_file():
        return current_app.send_static_file(filename)
    response = make_response(shortened(filename))
    response.mimetype, _ = SHORTENED[path.suffix]
    response.add_etag()
    response.make_conditional(request)
    return response
