"""Searches a second through the real server, with a real client, wrk (Debian: wrk), on the loopback.

    python tests/bench/load.py INDEX QUERIES.jsonl [--seconds 30] [--connections 8] [--workers 2] [--page]

INDEX is built before (`fihris reindex`), QUERIES.jsonl holds {"text": …} lines. Each request is another
query, ten hits with snippets. Prints wrk's figures and each worker's memory (PSS, MB) before and after.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

LUA = """
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local at = 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
"""


def main() -> None:
    """Serve, warm up, measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("index", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--page", action="store_true", help="the html page instead of the API")
    options = parser.parse_args()
    command = [sys.executable, "-m", "search.cli", "serve", "--index", str(options.index)]
    command += ["--port", str(options.port), "--workers", str(options.workers)]
    env = {**os.environ, "FIHRIS_RATE_LIMIT": "off"}
    server = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        assert server.stdout is not None
        base = server.stdout.readline().strip()
        with tempfile.TemporaryDirectory() as folder:
            script = _script(Path(folder), options.queries, "search" if options.page else "api/v1/search")
            _wrk(base, script, 5, options.connections)
            before = _memory(server.pid)
            print(_wrk(base, script, options.seconds, options.connections))
            print(f"memory per worker, MB: {before} before, {_memory(server.pid)} after {options.seconds} s")
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def _script(folder: Path, queries: Path, path: str) -> Path:
    texts = [json.loads(line)["text"] for line in queries.read_text("utf-8").splitlines()]
    (folder / "paths").write_text("".join(f"/{path}?q={quote(text)}\n" for text in texts), "ascii")
    script = folder / "queries.lua"
    script.write_text(LUA % (folder / "paths"), "ascii")
    return script


def _wrk(base: str, script: Path, seconds: int, connections: int) -> str:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", str(script), base]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _memory(parent: int) -> list[int]:
    """Proportional set size of each child process, which shares its parent's lexicon."""
    time.sleep(0.5)
    children = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True).stdout.split()
    return sorted(_pss(int(child)) for child in children)


def _pss(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
