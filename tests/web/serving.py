"""A real server for a test, in processes of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from support import ROOT

PATIENCE = 60.0
"""Seconds within which anything that is to happen does, on the slowest machine."""

CODE = """
from pathlib import Path
from search.settings import Settings
from web.serve import serve
{before}
serve(Settings(index=Path({index!r}), port={port}, **{settings!r}))
"""


class Server:
    """A running server: `base` is its address."""

    def __init__(self, process: subprocess.Popen[str], base: str) -> None:
        self.process = process
        self.base = base
        self.port = int(base.rsplit(":", 1)[1].strip("/"))

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of an answer; raises OSError where there is none."""
        try:
            with urllib.request.urlopen(self.base + path, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def connect(self) -> socket.socket:
        """A connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def workers(self) -> list[int]:
        """The numbers of its worker processes."""
        found = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True)
        return [int(each) for each in found.stdout.split()]


@contextmanager
def serving(
    index: Path, *, before: str = "", tmp: Path | None = None, **settings: object
) -> Iterator[Server]:
    """A server on the index in a folder; `before` is code that its processes run first."""
    given = {"rate_limit": "off", **settings}
    code = CODE.format(before=before, index=str(index), port=free_port(), settings=given)
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **({"TMPDIR": str(tmp)} if tmp else {})},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        yield Server(process, process.stdout.readline().strip())
    finally:
        with suppress(ProcessLookupError):  # workers too, should the test have failed halfway
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=PATIENCE)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(condition: Callable[[], object]) -> None:
    """Wait until something is so; fails where it never comes to be."""
    last = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < last, "it never came to be"
        time.sleep(0.05)
