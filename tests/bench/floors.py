"""What no change of ours can save: what the libraries alone take for the same work.

    python tests/bench/floors.py ARTICLES.jsonl QUERIES.jsonl [--queries 300] [--written 10000]

Of a search, by a headline, ten hits, counts by source and month: what tantivy takes for the very queries
that it is asked, made before; reading the ten articles; finding the words of their texts, which all marking
needs that is not told the places; what Flask takes for an answer of that length, written before. Of
reindexing: what tantivy takes to write articles prepared before; reading the lines as JSON; finding their
words. CPU, the least of three rounds, one process. All news: 3 minutes.
"""

from __future__ import annotations

import gc
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Flask, Response
from lucene import rows
from searches import FACETS, environ_of, opened, options
from werkzeug.test import EnvironBuilder, run_wsgi_app

from search.analysis.tokenise import words
from search.articles import Read, read
from search.engines.stored import pack, unpack
from search.engines.tantivy.engine import TantivyEngine
from search.indexing.units import prepare
from search.model import SearchRequest
from search.searching.searcher import Searcher
from search.store.terms import load_terms

ROUNDS = 3

Call = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


class Recorder:
    """tantivy's searcher; notes what it is asked."""

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher
        self.calls: list[Call] = []

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._searcher, name)
        if name not in ("search", "aggregate"):
            return method

        def noted(*given: Any, **named: Any) -> Any:
            self.calls.append((method, given, named))
            return method(*given, **named)

        return noted


def main() -> None:
    """Measure and print."""
    given = options(__doc__)
    given.add_argument("--written", type=int, default=10_000)
    asked = given.parse_args()
    with ExitStack() as stack:
        searcher, app = opened(stack, asked.articles, asked.index)
        _search(searcher, app, [row["text"] for row in islice(rows(asked.queries), asked.count)])
    with tempfile.TemporaryDirectory(prefix="fihris-bench-") as folder:
        _reindex(asked.articles, asked.written, Path(folder))


def _search(searcher: Searcher, app: Flask, queries: Sequence[str]) -> None:
    def search(query: str) -> Any:
        return searcher.search(SearchRequest(query, facets=FACETS))

    engine = searcher._snapshot.engine
    assert isinstance(engine, TantivyEngine)
    whole = engine._commit
    recorder = Recorder(whole.searcher)
    engine._commit = whole._replace(searcher=recorder)
    asked, hits = [], []
    for query in queries:
        recorder.calls = []
        hits.append([hit.article for hit in search(query).hits])
        asked.append(recorder.calls)
    engine._commit = whole
    packed = [list(map(pack, articles)) for articles in hits]
    texts = [[article.text for article in articles] for articles in hits]
    environs = [environ_of(query) for query in queries]
    bodies = [b"".join(run_wsgi_app(app, dict(environ))[0]) for environ in environs]
    empty = Flask("floor")
    empty.add_url_rule("/<int:nth>", view_func=lambda nth: Response(bodies[nth], mimetype="application/json"))
    paths = [EnvironBuilder(f"/{nth}").get_environ() for nth in range(len(queries))]
    print(f"a search, {len(queries)} headlines, ms{'mean':>12}{'p95':>8}")
    _told("by the API, whole", lambda environ: run_wsgi_app(app, dict(environ), buffered=True), environs)
    _told("in process, whole", search, queries)
    _told("tantivy alone", lambda calls: [ask(*given, **named) for ask, given, named in calls], asked)
    _told("reading ten articles", lambda each: list(map(unpack, each)), packed)
    _told("finding their words", lambda each: list(map(words, each)), texts)
    _told("Flask alone", lambda environ: run_wsgi_app(empty, dict(environ), buffered=True), paths)


def _told(name: str, work: Callable[[Any], Any], given: Sequence[Any]) -> None:
    gc.collect()
    best = [float("inf")] * len(given)
    for _ in range(ROUNDS):
        for nth, each in enumerate(given):
            began = time.process_time()
            work(each)
            best[nth] = min(best[nth], (time.process_time() - began) * 1000)
    best.sort()
    print(f"  {name:24}{sum(best) / len(best):12.2f}{best[len(best) * 95 // 100]:8.2f}", flush=True)


def _reindex(source: Path, count: int, folder: Path) -> None:
    maker = load_terms(None)
    articles = [each.article for each in islice(read(source), count) if isinstance(each, Read)]
    prepared = [prepare(article, maker) for article in articles]
    lines = list(islice(source.open("rb"), count))
    gc.freeze()
    print(f"reindexing {len(prepared):,} articles, CPU s")

    def write(nth: int) -> None:
        engine = TantivyEngine(folder / str(nth), create=True)
        engine.write([prepared])
        engine.commit()
        engine.close()

    for name, work in (
        ("tantivy alone", write),
        ("reading JSON", lambda _: list(map(json.loads, lines)) and None),
        ("finding their words", lambda _: [words(article.text) for article in articles] and None),
    ):
        times = []
        for nth in range(ROUNDS):
            began = time.process_time()
            work(nth)
            times.append(time.process_time() - began)
        print(f"  {name:24}{min(times):12.2f}", flush=True)


if __name__ == "__main__":
    main()
