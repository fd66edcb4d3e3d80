"""Searches a second through the real server, with a real client, wrk (Debian: wrk), on the loopback.

    python tests/bench/load.py INDEX QUERIES.jsonl [--seconds 30] [--connections 8] [--workers 2] [--page]

INDEX is built before (`fihris reindex`), QUERIES.jsonl holds {"text": …} lines. Each request is another
query, ten hits with snippets; with FIHRIS_ANSWERS_KEPT=0 each is answered anew. Prints wrk's figures, the
workers' CPU time and the memory of each worker (PSS, MB), before and every minute.

    python tests/bench/load.py INDEX QUERIES.jsonl --reindex ARTICLES.jsonl --seconds 200

The same while the index, made here, is brought up to date and built anew; fails where an answer was not
200 or a connection broke. The seconds must be enough for both runs of `fihris reindex`.

    python tests/bench/load.py INDEX QUERIES.jsonl --peer ARTICLES.jsonl

The same queries afterwards to OpenSearch, one node, its own analyser `arabic`, ten hits highlighted.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

LUA = """
local lines = {}
for line in io.lines("%s") do lines[#lines + 1] = line end
local at = 0
request = function()
  at = at %% #lines + 1
  return wrk.format(%s)
end
"""
GET = '"GET", lines[at]'
POST = '"POST", "%s", {["Content-Type"] = "application/json"}, lines[at]'

WARM_SECONDS = 20
"""The peer's virtual machine compiles what it runs often."""


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
    parser.add_argument("--reindex", type=Path, help="articles to index before and during the run")
    parser.add_argument("--peer", type=Path, help="articles that OpenSearch answers from afterwards")
    options = parser.parse_args()
    _fihris(options)
    if options.peer:
        _peer(options)


def _fihris(options: argparse.Namespace) -> None:
    if options.reindex:
        options.index.mkdir()
        _reindex(options.index, _folder(options.index.parent / "articles", options.reindex))
    command = [sys.executable, "-m", "search.cli.commands", "serve", "--index", str(options.index)]
    command += ["--port", str(options.port), "--workers", str(options.workers)]
    env = {**os.environ, "FIHRIS_RATE_LIMIT": "off", "FIHRIS_CLIENT_SEARCHES": "0"}
    server = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        assert server.stdout is not None
        base = server.stdout.readline().strip()
        with tempfile.TemporaryDirectory() as folder:
            path = "search" if options.page else "api/v1/search"
            lines = [f"/{path}?q={quote(text)}" for text in _texts(options.queries)]
            script = _script(Path(folder), lines, GET)
            _wrk(base, script, 5, options.connections).wait()
            used = _cpu_seconds(server.pid)
            wrk = _wrk(base, script, options.seconds, options.connections)
            if options.reindex:
                _change(options.index, options.index.parent / "articles", base)
                assert wrk.poll() is None, "more seconds are needed"
            memory = list(_memory_each_minute(server.pid, wrk))
            figures = wrk.communicate()[0]
            requests = int(re.search(r"(\d+) requests in", figures)[1])  # type: ignore[index]
            spent = (_cpu_seconds(server.pid) - used) / requests * 1000
            print(figures, f"CPU of the workers: {spent:.2f} ms a request", sep="\n")
            print(f"memory per worker, MB, each minute: {memory}")
            if "Non-2xx" in figures or "Socket errors" in figures:
                sys.exit("a request was dropped")
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def _folder(folder: Path, articles: Path) -> Path:
    """A folder of these articles, one of them in a file of its own."""
    folder.mkdir()
    with articles.open(encoding="utf-8") as lines:
        (folder / "one.jsonl").write_text(next(lines), "utf-8")
        (folder / "others.jsonl").write_text("".join(lines), "utf-8")
    return folder


def _change(index: Path, folder: Path, base: str) -> None:
    """Change one article and take it in, then build all anew; print what the server answers with."""
    article = json.loads((folder / "one.jsonl").read_text("utf-8"))
    for options in ([], ["--full"]):
        article["text"] += " تحديث"
        (folder / "one.jsonl").write_text(json.dumps(article, ensure_ascii=False), "utf-8")
        began = time.monotonic()
        _reindex(index, folder, *options)
        took = time.monotonic() - began
        time.sleep(1)
        with urlopen(f"{base}api/v1/articles/{quote(str(article['id']))}") as answer:
            seen = json.load(answer)["text"].count("تحديث")
        print(f"reindex {' '.join(options)} took {took:.1f} s; the server shows change {seen}")


def _reindex(index: Path, folder: Path, *options: str) -> None:
    command = [sys.executable, "-m", "search.cli.commands", "reindex", *options, "--engine", "tantivy"]
    subprocess.run([*command, "--index", str(index), str(folder)], check=True, capture_output=True)


def _peer(options: argparse.Namespace) -> None:
    """Print wrk's figures for OpenSearch on the same machine."""
    from opensearch import Peer, started  # needs a client that nothing else here does

    with ExitStack() as stack:
        base = started(stack)
        peer = Peer(base)
        stack.callback(peer.forget)
        peer.build(options.peer)
        bodies = [json.dumps(peer.body(text)) for text in _texts(options.queries)]
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        script = _script(folder, bodies, POST % f"/{peer.index}/_search")
        _wrk(base, script, WARM_SECONDS, options.connections).wait()
        print("OpenSearch:", _wrk(base, script, options.seconds, options.connections).communicate()[0])


def _texts(queries: Path) -> list[str]:
    return [json.loads(line)["text"] for line in queries.read_text("utf-8").splitlines()]


def _script(folder: Path, lines: Sequence[str], request: str) -> Path:
    (folder / "lines").write_text("".join(f"{line}\n" for line in lines), "ascii")
    script = folder / "queries.lua"
    script.write_text(LUA % (folder / "lines", request), "ascii")
    return script


def _wrk(base: str, script: Path, seconds: int, connections: int) -> subprocess.Popen[str]:
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{seconds}s",
        "--latency",
        "--timeout",
        "60s",
        "-s",
        str(script),
        base,
    ]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _memory_each_minute(parent: int, wrk: subprocess.Popen[str]) -> Iterator[list[int]]:
    while True:
        yield _memory(parent)
        try:
            wrk.wait(60)
        except subprocess.TimeoutExpired:
            continue
        yield _memory(parent)
        return


def _cpu_seconds(parent: int) -> float:
    """User and system time of the child processes: what other work on the machine changes least."""
    lines = [Path(f"/proc/{child}/stat").read_text("ascii") for child in _children(parent)]
    ticks = [sum(map(int, line.rpartition(")")[2].split()[11:13])) for line in lines]
    return sum(ticks) / os.sysconf("SC_CLK_TCK")


def _children(parent: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True)
    return list(map(int, found.stdout.split()))


def _memory(parent: int) -> list[int]:
    """Proportional set size of each child process, which shares its parent's lexicon."""
    return sorted(map(_pss, _children(parent)))


def _pss(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
