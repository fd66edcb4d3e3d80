"""A server that answers as a test tells it, and a client of it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from search.engines.opensearch.client import Access, Cluster

SECRET = "sesame-open"


class Script(BaseHTTPRequestHandler):
    """Answers with the next of `answers`, (status, body), the last one again and again."""

    address: str
    server: HTTPServer
    signed: list[str | None]
    answers: list[tuple[int, Any]]
    asked: list[tuple[str, str, str]]

    def reply(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
        self.signed.append(self.headers.get("authorization"))
        self.asked.append((self.command, self.path, body))
        status, answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if callable(answer):
            answer = answer(body)
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_DELETE = reply  # noqa: N815

    def log_message(self, *details: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[type[Script]]:
    """A server with answers of its own, on a port of its own."""
    mine = type("Mine", (Script,), {"answers": [], "asked": [], "signed": []})
    server = HTTPServer(("127.0.0.1", 0), mine)
    mine.server = server
    mine.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield mine
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def cluster_of(script: type[Script]) -> Cluster:
    return Cluster(Access((script.address,), user="me", password=SECRET))
