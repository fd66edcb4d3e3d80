"""What one search costs in one process, beside Lucene's ids of three levels, in turn.

    python tests/bench/searches.py ARTICLES.jsonl QUERIES.jsonl [--queries 300] [--rounds 2] [--index INDEX]

QUERIES.jsonl holds {"text": …} lines, headlines: asked as they are, and by their first two words. Fihris
finds ten hits with snippets, marks, reasons and counts by source and month, each answer computed: the search
alone, and as the API answers it. LuceneRun indexes anew in each round and asks each query three times (see
lucene.py). Milliseconds: CPU for Fihris; for Lucene, which does nothing else, wall time. All news: 2.5
minutes.
"""

from __future__ import annotations

import argparse
import gc
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Flask
from lucene import lucene, rows
from werkzeug.test import EnvironBuilder, run_wsgi_app

from search.indexing.reindex import reindex
from search.model import SearchRequest
from search.searching.searcher import Searcher
from search.settings import Settings
from search.store.choose import generations_of
from web import create_app
from web.server.worker import COLLECTED_AFTER

FACETS = ("source", "month")
FIGURES = ("p50", "p95", "mean")


def main() -> None:
    """Index, ask, print."""
    given = options(__doc__)
    given.add_argument("--rounds", type=int, default=2)
    asked = given.parse_args()
    headlines = [row["text"] for row in islice(rows(asked.queries), asked.count)]
    kinds = {"headlines": headlines, "two words": [" ".join(each.split()[:2]) for each in headlines]}
    with ExitStack() as stack:
        peer = stack.enter_context(lucene(rows(asked.articles), []))
        searcher, app = opened(stack, asked.articles, asked.index)

        def search(query: str) -> None:
            searcher.search(SearchRequest(query, facets=FACETS))

        def api(environ: dict[str, Any]) -> None:
            body, status, _ = run_wsgi_app(app, dict(environ), buffered=True)
            assert status.startswith("200"), b"".join(body)

        print(f"{'':34}" + "".join(f"{name:>8}" for name in FIGURES))
        for nth in range(asked.rounds + 1):
            for kind, queries in kinds.items():
                environs = [environ_of(query) for query in queries]
                figures = {"search": _cpu(search, queries), "API": _cpu(api, environs)}
                if not nth:  # what is done for the first time is not measured
                    continue
                for name, found in figures.items():
                    print(f"{kind:12}{'Fihris, ' + name:22}" + "".join(f"{each:8.2f}" for each in found))
                peer.ask({"text": query} for query in queries)
                printed = subprocess.run(
                    peer.command("levels", 2), check=True, capture_output=True, text=True
                ).stdout
                p50, p95 = (float(re.search(rf"{name}_ms=(\S+)", printed)[1]) for name in FIGURES[:2])  # type: ignore[index]
                print(f"{kind:12}{'Lucene, three levels':22}{p50:8.2f}{p95:8.2f}", flush=True)


def opened(stack: ExitStack, articles: Path, index: Path | None) -> tuple[Searcher, Flask]:
    """A warm searcher over articles, indexed before or now, and its service, until `stack` ends. Python looks
    for garbage as seldom as in a worker of the server.
    """
    gc.set_threshold(*COLLECTED_AFTER)
    work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fihris-bench-")))
    settings = Settings(index=index or work / "index", engine="tantivy", answers_kept=0, rate_limit="off")
    store = generations_of(settings)
    if not index:
        reindex(settings, store, [articles])
    searcher = Searcher(settings, store)
    stack.callback(searcher.close)
    searcher.warm()
    return searcher, create_app(settings, searcher)


def environ_of(query: str) -> dict[str, Any]:
    """A request to the API, as a server hands it over."""
    asked = {"q": query, "facets": ",".join(FACETS)}
    return EnvironBuilder("/api/v1/search", query_string=asked).get_environ()


def _cpu(ask: Callable[[Any], None], queries: Sequence[Any]) -> tuple[float, float, float]:
    """Milliseconds of CPU a query: the median, the 95th percentile, the mean."""
    gc.collect()
    gc.freeze()
    times = []
    for query in queries:
        began = time.process_time()
        ask(query)
        times.append((time.process_time() - began) * 1000)
    times.sort()
    return times[len(times) // 2], times[len(times) * 95 // 100], sum(times) / len(times)


def options(description: str | None) -> argparse.ArgumentParser:
    """The options of what asks queries of articles in this process."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--queries", dest="count", type=int, default=300)
    parser.add_argument("--index", type=Path, help="one that was built of these articles before")
    return parser


if __name__ == "__main__":
    main()
