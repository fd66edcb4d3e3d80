"""Safety: headers, who may ask from elsewhere, whose word about the client's address counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix

from search.errors import BadSetting
from search.settings import Settings
from web.language import for_programs

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MAX_BODY = 16 * 1024
"""Bytes of a request's body; nothing here reads one."""

MAX_ADDRESS = 16 * 1024
"""Code points of a request's path and query string."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

DAY = 24 * 3600
"""Seconds that a browser may remember what it may ask from elsewhere."""


def init_app(app: Flask, settings: Settings) -> None:
    """Set limits and headers. Raises BadSetting for origins that cannot be read."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.before_request(_refuse_long_address)
    app.after_request(_keep_files)
    app.wsgi_app = _with_headers(app.wsgi_app)  # type: ignore[assignment,method-assign]
    if settings.cors:
        _allow_origins(app, _origins(settings.cors))
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            _checked(app.wsgi_app), x_for=count, x_proto=count, x_host=count, x_prefix=count
        )


def _checked(app: WSGIApplication) -> WSGIApplication:
    """The application, which hears of no prefix or scheme that would lead its links elsewhere.

    A proxy that does not set such a header itself passes on what the client wrote.
    """

    def run(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not re.fullmatch(r"(/[\w.~%-]+)*/?", environ.get("SCRIPT_NAME", ""), re.ASCII):
            environ["SCRIPT_NAME"] = ""
        if environ["wsgi.url_scheme"] not in ("http", "https"):
            environ["wsgi.url_scheme"] = "http"
        return app(environ, start_response)

    return run


def _refuse_long_address() -> None:
    if len(request.full_path) > MAX_ADDRESS:
        abort(414)


def _with_headers(app: WSGIApplication) -> WSGIApplication:
    """The application, whose every answer has HEADERS: to set them one by one costs ten times as much."""

    def run(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            return start_response(status, [*headers, *HEADERS.items()], exc_info)

        return app(environ, start)

    return run


def _keep_files(response: Response) -> Response:
    if request.endpoint in ("static", "pages.calendar") and response.status_code in (200, 304):
        kept = "public, max-age=31536000, immutable" if "v" in request.args else "public, max-age=604800"
        response.headers["Cache-Control"] = kept
    return response


def _origins(text: str) -> list[str]:
    origins = [origin.strip() for origin in text.split(",")]
    if any(origin != "*" and not re.fullmatch(r"https?://[^/\s]+", origin) for origin in origins):
        raise BadSetting(
            "FIHRIS_CORS is {text!r}; it must be origins such as https://example.org, or *.", text=text[:80]
        )
    return origins


def _allow_origins(app: Flask, origins: list[str]) -> None:
    """Let pages of other origins read the API: it only answers GET, and no answer depends on a cookie."""

    def allow(response: Response) -> Response:
        if not for_programs():
            return response
        origin = request.headers.get("Origin", "")
        if "*" in origins:
            response.headers["Access-Control-Allow-Origin"] = "*"
        else:
            response.vary.add("Origin")
            if origin in origins:
                response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "ETag, RateLimit, RateLimit-Policy, Retry-After"
        if request.method == "OPTIONS":  # what a browser asks before it sends If-None-Match
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
            response.headers["Access-Control-Max-Age"] = str(DAY)
        return response

    app.after_request(allow)
