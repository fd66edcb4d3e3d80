"""What one client's dearest searches cost another client.

    python tests/bench/victim.py ARTICLES.jsonl QUERIES.jsonl [--seconds 30] [--beside CHECKOUT]

Builds an index and serves it. B asks QUERIES.jsonl ({"text": …} lines), one after the other over ten
connections; then it does so again while A asks the dearest queries that there are, four at a time, as fast as
its limit lets it. Prints how long B waited (ms) alone, beside A, and in A's first five seconds, in which it
has most to spend. With --beside, the same of another checkout of this project, by turns in the same run.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from urllib.parse import quote

ROOT = Path(__file__).parents[2]
A, B = "192.0.2.1", "198.51.100.{}"
FIRST_SECONDS = 5
PAUSE = 0.01
"""Seconds between B's requests."""

LETTERS = "امليننتربسدع"
LARGE = "size=100&snippet=2000&facets=source,author,tag,month"


def main() -> None:
    """Measure, and print a line for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--beside", type=Path, help="another checkout, with its .venv")
    options = parser.parse_args()
    queries = [json.loads(line)["text"] for line in options.queries.read_text("utf-8").splitlines()]
    for checkout in filter(None, (options.beside, ROOT)):
        with _server(checkout.resolve(), options.articles.resolve()) as port:
            _measure(checkout.resolve().name, port, queries, options.seconds)


def _measure(name: str, port: int, queries: list[str], seconds: int) -> None:
    _ask(port, queries, min(5, seconds))  # so that nothing is done for the first time
    alone = [took for _, took in _ask(port, queries, seconds)]
    statuses: Counter[int] = Counter()
    over = threading.Event()
    dear, lock = _dear(), threading.Lock()
    attackers = [threading.Thread(target=_attack, args=(port, dear, lock, over, statuses)) for _ in range(4)]
    for thread in attackers:
        thread.start()
    beside = _ask(port, queries, seconds)
    over.set()
    for thread in attackers:
        thread.join()
    first = [took for at, took in beside if at < FIRST_SECONDS]
    figures = [_figures(each) for each in (alone, [took for _, took in beside], first)]
    print(
        f"{name}: alone {figures[0]}; beside A {figures[1]}; its first {FIRST_SECONDS} s {figures[2]}; "
        f"A: {dict(statuses)}",
        flush=True,
    )


def _figures(took: list[float]) -> str:
    ordered = sorted(took)
    p50, p99 = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    return f"p50 {p50:.1f} p99 {p99:.1f} worst {ordered[-1]:.1f} ({len(ordered)})"


def _ask(port: int, queries: list[str], seconds: float) -> list[tuple[float, float]]:
    """When B asked, in seconds, and how long it waited, in milliseconds; each request is another client's,
    as many people ask together as much as one attacker.
    """
    connections = [http.client.HTTPConnection("127.0.0.1", port, timeout=120) for _ in range(10)]
    began, found = time.monotonic(), []
    for number in itertools.count():
        at = time.monotonic()
        if at - began > seconds:
            break
        path = f"/api/v1/search?q={quote(queries[number % len(queries)])}"
        status = _get(connections[number % 10], path, B.format(number % 250))[0]
        assert status == 200, status
        found.append((at - began, (time.monotonic() - at) * 1000))
        time.sleep(PAUSE)
    return found


def _attack(
    port: int, dear: Iterator[str], lock: threading.Lock, over: threading.Event, statuses: Counter[int]
) -> None:
    while not over.is_set():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        with lock:
            query = next(dear)
        status, wait = _get(connection, f"/api/v1/search?q={quote(query)}&{LARGE}", A)
        statuses[status] += 1
        connection.close()
        if status == 429:
            over.wait(wait)


def _get(connection: http.client.HTTPConnection, path: str, client: str) -> tuple[int, float]:
    """The status, and seconds to wait before the next request."""
    connection.request("GET", path, headers={"X-Forwarded-For": client})
    answer = connection.getresponse()
    answer.read()
    return answer.status, float(answer.headers.get("Retry-After") or 0)


def _dear() -> Iterator[str]:
    """Queries that cost most, none twice, so that no answer is kept."""
    random = Random(1)  # the same in every run
    while True:
        letters = random.sample(LETTERS, 5)
        yield " ".join(f"*{letter}*" for letter in letters)
        yield " ".join(f"-*{letter}*" for letter in letters)
        yield " ".join(f"عنوان:*{letter}*" for letter in letters)
        stop = ["من", "في", "على", "إلى", "عن", "هذا", "التي", "الذي", "كان", "بعد", "قبل", "مع"]
        yield " ".join(random.choice(stop) for _ in range(64))
        yield " ".join(f'"{random.choice(stop)} {random.choice(stop)}"' for _ in range(20))


@contextmanager
def _server(checkout: Path, articles: Path) -> Iterator[int]:
    python = checkout / ".venv/bin/python"
    program = [str(python if python.exists() else sys.executable), "-m", "search.cli.commands"]
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        index = ["--index", f"{folder}/index"]
        subprocess.run(
            [*program, "reindex", str(articles), "--engine", "tantivy", *index],
            cwd=checkout,
            check=True,
            capture_output=True,
        )
        server = subprocess.Popen(
            [*program, "serve", *index, "--port", str(port)],
            cwd=checkout,
            env={**os.environ, "FIHRIS_TRUSTED_PROXIES": "1"},
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            assert server.stdout is not None
            server.stdout.readline()
            yield port
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()


if __name__ == "__main__":
    main()
