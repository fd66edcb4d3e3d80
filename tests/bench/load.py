"""Searches a second through the real server, with a real client, beside OpenSearch at equal work.

    python tests/bench/load.py ARTICLES.jsonl QUERIES.jsonl --peer [--turns 4] [--seconds 15]

Both index the articles first. QUERIES.jsonl holds {"text": …} lines: each request is another query, ten hits
with snippets and marks, counts by source and month, and every answer is computed. Fihris and, with --peer,
OpenSearch (opensearch_peer.py: one node, 512 MB of heap) take turns of --seconds in one run, each after 20
seconds that only warm it up. Prints for each turn the rate, what the client waited, CPU of the server a
request and PSS of the workers; then the medians over all turns. All news: 3.5 minutes.

    python tests/bench/load.py ARTICLES.jsonl QUERIES.jsonl --reindex --seconds 200

One turn while an article is changed and indexed, then all built anew; fails where an answer was not 200 or a
connection broke. The seconds must be enough for both runs of `fihris reindex`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import quote
from urllib.request import urlopen

from lucene import rows
from processes import FIHRIS, pss_mb
from serving import GET, POST, Client, Load, Server, need_client, served

if TYPE_CHECKING:
    from opensearch_peer import Peer

WARM_SECONDS = 20
"""The peer's virtual machine compiles what it runs often."""
COMPUTED = {"FIHRIS_ANSWERS_KEPT": "0"}


@dataclass(frozen=True, slots=True)
class System:
    """Something that answers, a client for it, and how to tell its CPU time and its memory."""

    name: str
    client: Client
    cpu_seconds: Callable[[], float]
    memory: Callable[[], str]

    def turn(self, seconds: int) -> tuple[Load, float]:
        """What a client saw in so many seconds, and milliseconds of CPU a request; printed."""
        before = self.cpu_seconds()
        load = self.client.run(seconds)
        if not load.requests:
            sys.exit(f"{self.name} answered nothing in {seconds} seconds")
        cpu = (self.cpu_seconds() - before) / load.requests * 1000
        print(f"{self.name:12}{load}  CPU {cpu:5.2f} ms a request  {self.memory()}", flush=True)
        return load, cpu


def main() -> None:
    """Serve, warm up, measure."""
    options = _options()
    need_client()
    with ExitStack() as stack:
        peer = _opensearch(stack) if options.peer else None
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fihris-bench-")))
        articles, index = _folder(work / "articles", options.articles), work / "index"
        _reindex(index, articles)
        server = stack.enter_context(served(index, options.workers, options.port, **COMPUTED))
        ours = _ours(server, work, options)
        if options.reindex:
            _while_reindexing(ours, index, articles, server.base, options.seconds)
            return
        systems = [ours]
        if peer:
            systems.append(_theirs(peer, work, options))
        _in_turn(systems, options.turns, options.seconds)


def _in_turn(systems: list[System], turns: int, seconds: int) -> None:
    print("to warm up:")
    for system in systems:
        system.turn(WARM_SECONDS)
    print("measured:")
    found = [[system.turn(seconds) for system in systems] for _ in range(turns)]
    print(f"medians of {turns} turns:")
    for system, of_system in zip(systems, zip(*found, strict=True), strict=True):
        loads = [load for load, _ in of_system]
        middle = {
            name: median(getattr(load, name) for load in loads) for name in ("rate", "p50", "p90", "p99")
        }
        whole = Load(
            sum(load.requests for load in loads), **middle, failed=sum(load.failed for load in loads)
        )
        print(f"{system.name:12}{whole}  CPU {median(cpu for _, cpu in of_system):5.2f} ms a request")


def _ours(server: Server, work: Path, options: argparse.Namespace) -> System:
    path = "search" if options.page else "api/v1/search"
    lines = [f"/{path}?q={quote(row['text'])}&facets=source,month" for row in rows(options.queries)]
    client = Client(work / "ours", server.base, lines, GET, options.connections)
    return System(
        "Fihris", client, server.cpu_seconds, lambda: f"workers {sorted(map(pss_mb, server.workers))} MB"
    )


def _opensearch(stack: ExitStack) -> Peer:
    from opensearch_peer import Peer, started  # needs a client that nothing else here does

    return Peer(started(stack))


def _theirs(peer: Peer, work: Path, options: argparse.Namespace) -> System:
    peer.build(options.articles)
    bodies = [json.dumps(peer.body(row["text"])) for row in rows(options.queries)]
    client = Client(work / "peer", peer.url, bodies, POST % peer.path, options.connections)
    return System("OpenSearch", client, peer.cpu_seconds, lambda: "")


def _while_reindexing(ours: System, index: Path, folder: Path, base: str, seconds: int) -> None:
    running = ours.client.begin(seconds)
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
    assert running.poll() is None, "more seconds are needed"
    load = ours.client.result(running)
    print(f"{load}  {ours.memory()}")
    if load.failed:
        sys.exit("a request was dropped")


def _folder(folder: Path, articles: Path) -> Path:
    """A folder of these articles, one of them in a file of its own."""
    folder.mkdir()
    with articles.open(encoding="utf-8") as lines:
        (folder / "one.jsonl").write_text(next(lines), "utf-8")
        (folder / "others.jsonl").write_text("".join(lines), "utf-8")
    return folder


def _reindex(index: Path, folder: Path, *options: str) -> None:
    command = [*FIHRIS, "reindex", *options, "--engine", "tantivy", "--index", str(index), str(folder)]
    subprocess.run(command, check=True, capture_output=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--peer", action="store_true", help="in turn with OpenSearch")
    parser.add_argument("--turns", type=int, default=4)
    parser.add_argument("--seconds", type=int, default=15)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--page", action="store_true", help="the html page instead of the API")
    parser.add_argument("--reindex", action="store_true", help="while the index changes")
    return parser.parse_args()


if __name__ == "__main__":
    main()
