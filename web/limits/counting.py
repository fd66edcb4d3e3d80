"""Requests counted by what they cost; who asked for too much is told when to ask again.

The headers are those of https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ (11).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator

from flask import Flask, Response, abort, g, request

from search.settings import Settings
from web.hosts import OPERATORS
from web.limits.clients import client_of
from web.limits.shares import Shares

TOO_MANY = "fihris.too_many"
"""Set in the environment of a request that found too many others of its client in line."""


def init_app(app: Flask, settings: Settings, shares: Shares) -> None:
    """Count, refuse and tell. An answer costs its CPU time; where a cluster does the work, all its time."""
    clock = time.perf_counter if settings.engine == "opensearch" else time.thread_time
    rate = shares.rate

    def refuse() -> None:
        if request.environ.get(TOO_MANY):
            abort(429)
        if rate and request.endpoint not in OPERATORS:
            g.clock = clock()
            if not shares.left(_client()).requests:
                abort(429)

    def tell(response: Response) -> Response:
        is_refused = response.status_code == 429
        if rate and request.endpoint not in OPERATORS:
            client = _client()
            left = shares.left(client) if is_refused else shares.charge(client, clock() - g.clock)
            if response.is_streamed and not response.direct_passthrough:
                response.response = _charged(
                    response.iter_encoded(), lambda cost: shares.charge(client, cost), clock
                )
            seconds = math.ceil(left.seconds)
            response.headers["RateLimit-Policy"] = f'"default";q={rate.quota};w={rate.window}'
            response.headers["RateLimit"] = f'"default";r={left.requests};t={seconds}'
            if is_refused and not left.requests:
                response.headers["Retry-After"] = str(seconds)
        if is_refused:
            response.headers.setdefault("Retry-After", "1")
        return response

    app.before_request(refuse)
    app.after_request(tell)


def _charged(
    pieces: Iterator[bytes], charge: Callable[[float], object], clock: Callable[[], float]
) -> Iterator[bytes]:
    """The pieces of an answer that are made as they are sent, each charged for as it is."""
    began = clock()
    for piece in pieces:
        charge(clock() - began)
        yield piece
        began = clock()


def _client() -> str:
    return client_of(request.remote_addr or "")
