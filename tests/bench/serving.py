"""`fihris serve` in processes of its own, and wrk (Debian: wrk), a client that keeps a server busy."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from processes import FIHRIS, ROOT, cpu_seconds, family

LUA = """
local lines = {}
for line in io.lines("%s") do lines[#lines + 1] = line end
local at = 0
request = function()
  at = at %% #lines + 1
  return wrk.format(%s)
end
done = function(summary, latency)
  local e = summary.errors
  print("figures", summary.requests, summary.duration, latency:percentile(50), latency:percentile(90),
        latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout)
end
"""
GET = '"GET", lines[at]'
POST = '"POST", "%s", {["Content-Type"] = "application/json"}, lines[at]'


def need_client() -> None:
    """End, in a line that says what to install, where wrk is missing."""
    if not shutil.which("wrk"):
        sys.exit("No client: install wrk (Debian: wrk)")


@dataclass(frozen=True, slots=True)
class Load:
    """What a client saw: answers a second, milliseconds it waited, and requests that failed."""

    requests: int
    rate: float
    p50: float
    p90: float
    p99: float
    failed: int

    def __str__(self) -> str:
        failed = f", {self.failed} FAILED" if self.failed else ""
        return f"{self.rate:7.1f}/s  p50 {self.p50:6.1f}  p90 {self.p90:6.1f}  p99 {self.p99:6.1f} ms{failed}"


class Client:
    """wrk, which sends `lines` in turn over some connections, each anew when it has its answer."""

    def __init__(self, folder: Path, base: str, lines: Sequence[str], request: str, connections: int) -> None:
        folder.mkdir()
        (folder / "lines").write_text("".join(f"{line}\n" for line in lines), "ascii")
        script = folder / "queries.lua"
        script.write_text(LUA % (folder / "lines", request), "ascii")
        self._command = ["wrk", "-t1", f"-c{connections}", "--timeout", "60s", "-s", str(script), base]

    def begin(self, seconds: int) -> subprocess.Popen[str]:
        """Send for so long."""
        return subprocess.Popen([*self._command, f"-d{seconds}s"], stdout=subprocess.PIPE, text=True)

    def run(self, seconds: int) -> Load:
        """Send for so long, and what came of it."""
        return self.result(self.begin(seconds))

    @staticmethod
    def result(running: subprocess.Popen[str]) -> Load:
        """What came of what was begun, when it has ended."""
        output = running.communicate()[0]
        [line] = [line for line in output.splitlines() if line.startswith("figures")]
        requests, duration, *latencies, failed = map(float, line.split()[1:])
        p50, p90, p99 = (each / 1000 for each in latencies)
        return Load(int(requests), requests / duration * 1e6, p50, p90, p99, int(failed))


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address, and the process that started its workers."""

    base: str
    pid: int

    @property
    def workers(self) -> list[int]:
        """The processes that answer."""
        return [pid for pid in family(self.pid) if pid != self.pid]

    def cpu_seconds(self) -> float:
        """CPU time of the workers so far."""
        return cpu_seconds(self.workers)


@contextmanager
def served(index: Path, workers: int, port: int, **environment: str) -> Iterator[Server]:
    """A server of this index that limits no client, for as long as the block runs."""
    command = [*FIHRIS, "serve", "--index", str(index), "--port", str(port), "--workers", str(workers)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "FIHRIS_RATE_LIMIT": "off", "FIHRIS_CLIENT_SEARCHES": "0"}
    server = subprocess.Popen(
        command, env={**env, **environment}, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert server.stdout is not None
        yield Server(server.stdout.readline().strip(), server.pid)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()
