"""A real server for a test, in processes of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from support import ROOT
from waiting import reserved_ports

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
    with reserved_ports() as (port,):
        code = CODE.format(before=before, index=str(index), port=port, settings=given)
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
            address = process.stdout.readline().strip()
            assert address, "it did not start"
            yield Server(process, address)
        finally:
            with suppress(ProcessLookupError):  # workers too, should the test have failed halfway
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=PATIENCE)
