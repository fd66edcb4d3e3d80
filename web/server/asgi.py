"""The application as a server calls it (ASGI), one request after the other in the server's own thread.

WSGI joins headers whose names differ by `_` and `-` alone, so a client's X_Forwarded_For would stand for its
proxy's X-Forwarded-For. In ASGI they still differ: here the underscored ones are dropped, as nginx does.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Generator, Iterable, Mapping
from contextlib import closing, suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from web.limits.clients import client_behind
from web.limits.counting import TOO_MANY
from web.limits.turns import Gone, Line, TooMany, Turns

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

BEAT_SECONDS = 1.0

ASKED_AFTER = 0.02
"""Seconds that a request has waited when the server is first asked whether its client has gone."""

CHEAP = ("/static/", "/embed.js", "/healthz", "/readyz", "/metrics")
"""What takes no search to answer; the paths of `web.hosts.OPERATORS`."""

STREAMED = "fihris.streamed"
"""Set in the environment of a request whose answer is sent piece by piece, as it is made."""

ELSEWHERE = (b"connection", b"close")
"""Sent to a client that stays on its connection while another worker has less to do: it opens another."""

UNNAMED = ("content-type", "content-length")
"""Headers that WSGI knows by their own names."""


class Adapter:
    """A WSGI application as an ASGI one; requests' bodies are not read, as nothing here has any.

    Clients are answered by turns; `proxies` says through how many that are trusted they come. `beat` is
    called every second, between requests.

    Sources: https://peps.python.org/pep-3333/, https://asgi.readthedocs.io/en/latest/specs/www.html.
    """

    def __init__(
        self, app: WSGIApplication, turns: Turns, proxies: int = 0, beat: Callable[[], None] | None = None
    ) -> None:
        self._app = app
        self._turns = turns
        self._proxies = proxies
        self._beat = beat

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; or live as long as the server does."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        environ = environ_of(scope)
        line = Line(client_behind(environ, self._proxies), environ["PATH_INFO"].startswith(CHEAP))
        try:
            if not self._turns.take_at_once(line):
                await self._wait(line, receive)
        except TooMany:
            environ[TOO_MANY] = True
            status, headers, body, rest = _run(self._app, environ)
        except Gone:
            return
        else:
            try:
                status, headers, body, rest = _run(self._app, environ)
                if self._turns.is_crowded():
                    headers.append(ELSEWHERE)
            finally:
                self._turns.leave()
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": rest is not None})
        if rest is not None:
            await self._go_on(rest, line, receive, send)

    async def _wait(self, line: Line, receive: Receive) -> None:
        """Wait for the turn of a request. Raises TooMany, and Gone where the client goes meanwhile."""
        gone = asyncio.ensure_future(_gone(receive, ASKED_AFTER))
        try:
            await self._turns.take(line, gone)
        finally:
            gone.cancel()

    async def _go_on(self, rest: Generator[bytes], line: Line, receive: Receive, send: Send) -> None:
        """Send the pieces of a long answer, each made when its client's turn has come again, and nobody waits
        while one is sent.
        """
        gone = asyncio.ensure_future(_gone(receive))
        with closing(rest), suppress(Gone):
            try:
                while True:
                    await self._turns.take(line, gone)
                    try:
                        piece = next(rest, None)
                    finally:
                        self._turns.leave()
                    is_last = piece is None
                    await send({"type": "http.response.body", "body": piece or b"", "more_body": not is_last})
                    if is_last:
                        return
            finally:
                gone.cancel()

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        beating = asyncio.create_task(self._beat_again_and_again())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        beating.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    async def _beat_again_and_again(self) -> None:
        while self._beat:
            await asyncio.sleep(BEAT_SECONDS)
            self._beat()


def environ_of(scope: Scope) -> WSGIEnvironment:
    """The request as WSGI has it.

    A request of HTTP/1.1 with no Host or with several has an empty one or one that is no name, and is
    refused for that (RFC 9112, 3.2).
    """
    host, port = scope["server"]
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "REMOTE_ADDR": scope["client"][0],
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if scope["http_version"] not in ("1", "1.0"):
        environ["HTTP_HOST"] = ""
    environ.update(_joined(scope["headers"]))
    return environ


def _joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if "_" in name:
            continue
        key = ("" if name in UNNAMED else "HTTP_") + name.upper().replace("-", "_")
        fields[key] = f"{fields[key]}{';' if name == 'cookie' else ','}{value}" if key in fields else value
    return fields


async def _gone(receive: Receive, after: float = 0.0) -> None:
    """Wait until the client has gone, which is asked `after` so many seconds: asking has its price, and
    most are answered before.
    """
    if after:
        await asyncio.sleep(after)
    while (await receive())["type"] != "http.disconnect":
        pass


def _run(
    app: WSGIApplication, environ: WSGIEnvironment
) -> tuple[int, Headers, bytes, Generator[bytes] | None]:
    """Status, headers, body; of an answer that is STREAMED its first piece, and the rest."""
    told: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        told.append((status, headers))

    pieces = _pieces(app(environ, start_response))
    body = next(pieces, b"")  # only then has the application said what it answers
    is_long = environ.get(STREAMED, False)
    if not is_long:
        body = b"".join((body, *pieces))
    status, headers = told[-1]
    return (
        int(status.split(" ", 1)[0]),
        [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
        body,
        pieces if is_long else None,
    )


def _pieces(answer: Iterable[bytes]) -> Generator[bytes]:
    try:
        yield from answer
    finally:
        if hasattr(answer, "close"):
            answer.close()
