"""Fihris on OpenSearch and on Tantivy, and OpenSearch itself at equal work (opensearch_peer.py), in one run.

    python tests/bench/opensearch.py ARTICLES.jsonl QUERIES.jsonl [--queries 300] [--compare 5000]

Starts one node on loopback (see tests/engines/opensearch_server.py), or uses --url. Every query goes to each
of the three in turn, so that whatever else the machine does slows all of them alike. Then the answers of
Whoosh, Tantivy and OpenSearch over the first --compare articles are compared.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import islice, pairwise
from pathlib import Path
from secrets import token_hex
from typing import Any

from lucene import rows
from opensearch_peer import OpenSearch, Peer, started

from search.indexing.reindex import reindex
from search.model import MAX_QUERY, SearchRequest
from search.searching.searcher import Searcher
from search.settings import Settings
from search.store.choose import generations_of

CLEARLY = (1e-3, 1e-2)
"""Scores that differ by less, as a part of the larger, may stand in any order: strictly, and leniently."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--queries", dest="count", type=int, default=300)
    parser.add_argument("--compare", type=int, default=5_000)
    parser.add_argument("--only-compare", action="store_true", help="no speed")
    parser.add_argument("--shards", type=int, default=1)
    parser.add_argument("--url", help="a running server that knows the analyser `arabic`")
    given = parser.parse_args()
    queries = [row["text"][:MAX_QUERY] for row in islice(rows(given.queries), given.count)]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fihris-bench-")))
        url = given.url or started(stack)
        version = OpenSearch([url]).info()["version"]["number"]
        print(f"OpenSearch {version}; {len(queries)} queries")
        if not given.only_compare:
            speed(given.articles, queries, folder, url, given.shards, stack)
        if given.compare:
            agreement(given.articles, given.compare, queries, folder, url, stack)


def speed(
    articles: Path, queries: Sequence[str], folder: Path, url: str, shards: int, stack: ExitStack
) -> None:
    """Print how fast each of the three indexes and answers."""
    print(f"\n{'':32}{'articles/s':>11}{'MB':>8}{'p50 ms':>9}{'p95 ms':>9}{'mean ms':>9}")
    systems: dict[str, tuple[str, Callable[[str], Any]]] = {}
    for engine in ("tantivy", "opensearch"):
        searcher, built = build(articles, engine, folder, url, shards, stack)
        systems[f"Fihris on {engine}"] = built, asked(searcher)
    peer = Peer(url)
    stack.callback(peer.forget)
    rate, size = peer.build(articles)
    systems["OpenSearch, three levels"] = f"{rate:11.0f}{size:8.0f}", peer.ask
    times = in_turn({name: ask for name, (_, ask) in systems.items()}, queries)
    for name, (built, _) in systems.items():
        found = sorted(times[name])
        figures = (found[len(found) // 2], found[int(len(found) * 0.95)], sum(found) / len(found))
        print(f"{name:32}{built}" + "".join(f"{each:9.1f}" for each in figures))


def build(
    articles: Path, engine: str, folder: Path, url: str, shards: int, stack: ExitStack
) -> tuple[Searcher, str]:
    """A searcher over the articles on an engine, and its rate and size, printed."""
    settings = Settings(
        index=folder / f"{engine}-{token_hex(3)}",
        engine=engine,
        answers_kept=0,
        opensearch_url=url,
        opensearch_prefix=f"bench-{token_hex(3)}",
        opensearch_shards=shards,
        opensearch_replicas=0,
    )
    store = generations_of(settings)
    stack.callback(store.forget)
    report = reindex(settings, store, [articles])
    searcher = stack.enter_context(closing(Searcher(settings, store)))
    size = searcher.stats().bytes / 1e6
    return searcher, f"{report.articles / report.seconds:11.0f}{size:8.0f}"


def asked(searcher: Searcher) -> Callable[[str], Any]:
    """Ask a searcher for ten hits with snippets, and counts."""
    return lambda query: searcher.search(SearchRequest(query, plain=True, facets=("source", "month")))


def in_turn(systems: dict[str, Callable[[str], Any]], queries: Sequence[str]) -> dict[str, list[float]]:
    """Milliseconds of every query on every system, each query on all before the next; a first round warms."""
    times: dict[str, list[float]] = {name: [] for name in systems}
    for query in queries[:50]:
        for ask in systems.values():
            ask(query)
    for query in queries:
        for name, ask in systems.items():
            began = time.perf_counter()
            ask(query)
            times[name].append((time.perf_counter() - began) * 1000)
    return times


def agreement(
    articles: Path, count: int, queries: Sequence[str], folder: Path, url: str, stack: ExitStack
) -> None:
    """Print how many queries have the same answer on all engines."""
    some = folder / "some.jsonl"
    with articles.open(encoding="utf-8") as source, some.open("w", encoding="utf-8") as target:
        target.writelines(islice(source, count))
    print(f"\nThe same answers over {count} articles, as on tantivy:")
    names = ("tantivy", "whoosh", "opensearch")
    searchers = {name: build(some, name, folder, url, 1, stack)[0] for name in names}
    answers = {name: [answer(each, query) for query in queries] for name, each in searchers.items()}
    for name in ("whoosh", "opensearch"):
        pairs = list(zip(answers["tantivy"], answers[name], strict=True))
        totals = sum(one[0] == other[0] for one, other in pairs)
        print(f"{name:16} totals {totals}/{len(pairs)}", end="")
        for clearly in CLEARLY:
            hits = sum(same_hits(one[1], other[1], clearly) for one, other in pairs)
            print(f", first ten hits within {clearly:.1%} {hits}/{len(pairs)}", end="")
        print()


Answer = tuple[tuple[int, int], list[tuple[str, float]]]


def answer(searcher: Searcher, query: str) -> Answer:
    """Both totals, and the first ten hits with their scores."""
    page = searcher.search(SearchRequest(query, plain=True, snippet=0))
    return (page.total, page.total_partial), [(hit.article.id, hit.score) for hit in page.hits]


def same_hits(one: Sequence[tuple[str, float]], other: Sequence[tuple[str, float]], clearly: float) -> bool:
    """Whether two rankings hold equal scores rank by rank, and equal ids where scores differ clearly."""
    if len(one) != len(other):
        return False
    for (_, score), (_, expected) in zip(one, other, strict=True):
        if abs(score - expected) > clearly * max(abs(score), abs(expected)):
            return False
    return all(
        {id for id, score in one if score > bound} == {id for id, score in other if score > bound}
        for bound in clear_bounds([score for _, score in one], clearly)
    )


def clear_bounds(scores: Sequence[float], clearly: float) -> Iterator[float]:
    """A score in each clear gap of a descending ranking."""
    for upper, lower in pairwise(scores):
        if upper - lower > 2 * clearly * abs(upper):
            yield (upper + lower) / 2


if __name__ == "__main__":
    main()
