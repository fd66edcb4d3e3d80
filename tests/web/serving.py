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
from waiting import LIMIT, Program, reserved_ports

CODE = """
from pathlib import Path
from search.settings import Settings
from web.server.serve import serve
{before}
serve(Settings(index=Path({index!r}), port={port}, **{settings!r}))
"""


class Server:
    """A running server: `base` is its address."""

    def __init__(self, process: subprocess.Popen[bytes], base: str) -> None:
        self.process = process
        self.base = base
        self.port = int(base.rsplit(":", 1)[1].strip("/"))

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of an answer; raises OSError where there is none."""
        try:
            with urllib.request.urlopen(self.base + path, timeout=LIMIT) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def connect(self) -> socket.socket:
        """A connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=LIMIT)

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
        env = {"TMPDIR": str(tmp)} if tmp else {}
        with Program(sys.executable, "-c", code, env=env, cwd=ROOT, start_new_session=True) as program:
            try:
                program.until(lambda: "\n" in program.out(), "it tells its address")  # not a warning first
                yield Server(program.process, program.out().strip())
            finally:
                with suppress(ProcessLookupError):  # workers too, should the test have failed halfway
                    os.killpg(program.process.pid, signal.SIGTERM)
                program.process.wait(timeout=LIMIT)
