"""Safety: headers, limits, who may ask from elsewhere, whose word about the client's address counts."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from flask import Flask, Response, abort, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.middleware.proxy_fix import ProxyFix

from search.errors import BadSetting
from search.settings import Settings
from web.hosts import OPERATORS
from web.language import for_programs

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MAX_BODY = 16 * 1024
"""Bytes of a request's body; nothing here reads one."""

MAX_ADDRESS = 16 * 1024
"""Code points of a request's path and query string."""

MAX_CLIENT = 64
"""Letters of what a proxy calls a client: no address has more."""

WITH_PORT = re.compile(r"\[(.+)\](?::\d+)?|([\d.]+):\d+")
"""An address as some proxies write it: with the port, which is another for every connection."""

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
    """Set limits and headers. Raises BadSetting for origins or a rate limit that cannot be read."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.before_request(_refuse_long_address)
    app.after_request(_add_headers)
    if settings.cors:
        _allow_origins(app, _origins(settings.cors))
    if settings.rate_limit.lower() != "off":
        _limit(app, settings.rate_limit)
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


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    if request.endpoint == "static" and response.status_code in (200, 304):
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
        response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        if request.method == "OPTIONS":  # what a browser asks before it sends If-None-Match
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
            response.headers["Access-Control-Max-Age"] = str(DAY)
        return response

    app.after_request(allow)


def _limit(app: Flask, rate: str) -> None:
    """Count requests per client in the memory of each worker process."""
    if not re.fullmatch(r"[1-9]\d{0,8}/(second|minute|hour|day)", rate, re.ASCII):
        raise BadSetting("FIHRIS_RATE_LIMIT is {rate!r}; it must be like 300/minute, or off.", rate=rate[:80])
    limiter = Limiter(
        _client,
        app=app,
        application_limits=[rate],
        storage_uri="memory://",
        strategy="fixed-window",
    )
    limiter.request_filter(_is_unlimited)

    def say_when(response: Response) -> Response:
        if response.status_code == 429 and limiter.current_limit:
            response.headers["Retry-After"] = str(max(1, int(limiter.current_limit.reset_at - time.time())))
        return response

    app.after_request(say_when)


def _client() -> str:
    """Who is counted: an address, and in IPv6 all that begin alike, as one client has 64 bits of them."""
    text = get_remote_address()[:MAX_CLIENT]
    with_port = WITH_PORT.fullmatch(text)
    if with_port:
        text = with_port[1] or with_port[2]
    try:
        address = ip_address(text)
    except ValueError:
        return text
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return str(IPv6Network((address.packed[:8] + bytes(8), 64)))
    return text


def _is_unlimited() -> bool:
    return request.endpoint in OPERATORS
