"""Measures relevance on a BEIR-style folder, through the product itself."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from search.errors import CannotIndex
from search.evaluation.measures import ndcg, recall, reciprocal_rank
from search.indexing.reindex import reindex
from search.model import MAX_QUERY, SearchRequest
from search.searching.searcher import Searcher
from search.settings import Settings
from search.store.choose import generations_of

DEPTH = 100


class Ranked(NamedTuple):
    """An article of a ranking, and its score."""

    id: str
    score: float


Ranking = list[Ranked]


class Answers(NamedTuple):
    """The ranking of every query, and the time each took in milliseconds."""

    rankings: dict[str, Ranking]
    times: list[float]


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over the judged queries, in 0..1, and search times in milliseconds."""

    queries: int
    articles: int
    ndcg_10: float
    mrr_10: float
    recall_100: float
    p50_ms: float
    p95_ms: float


def evaluate(collection: Path, settings: Settings, run: Path | None = None) -> Scores:
    """Index corpus.jsonl in a folder of its own, ask queries.jsonl, judge by qrels.tsv.

    `run` names a file for the ranking: query id, article id, rank, score. Raises CannotIndex for a collection
    that lacks a file.
    """
    with indexed(collection, settings) as searcher:
        rankings, times = ask(searcher, collection)
        if run is not None:
            _write_run(run, rankings)
        return judge(rankings, collection, times, searcher.count())


@contextmanager
def indexed(collection: Path, settings: Settings) -> Iterator[Searcher]:
    """A searcher over a collection's articles, in a folder that goes afterwards."""
    for name in ("corpus.jsonl", "queries.jsonl", "qrels.tsv"):
        if not (collection / name).is_file():
            raise CannotIndex(
                "{collection} has no {name}: a collection is corpus.jsonl, queries.jsonl, qrels.tsv.",
                collection=collection,
                name=name,
            )
    with tempfile.TemporaryDirectory(prefix="fihris-eval-") as folder:
        # On a cluster, too, a place of its own, which goes when this is done.
        prefix = f"{settings.opensearch_prefix}-eval-{token_hex(4)}"
        settings = replace(settings, index=Path(folder), opensearch_prefix=prefix)
        store = generations_of(settings)
        try:
            reindex(settings, store, [collection / "corpus.jsonl"])
            with closing(Searcher(settings, store)) as searcher:
                yield searcher
        finally:
            store.forget()


def ask(searcher: Searcher, collection: Path) -> Answers:
    """Ask every query, to DEPTH."""
    rankings: dict[str, Ranking] = {}
    times = []
    for line in (collection / "queries.jsonl").read_text("utf-8").splitlines():
        query = json.loads(line)
        request = SearchRequest(query["text"][:MAX_QUERY], size=DEPTH, plain=True, snippet=0)
        began = time.perf_counter()
        page = searcher.search(request)
        times.append((time.perf_counter() - began) * 1000)
        rankings[str(query["_id"])] = [Ranked(hit.article.id, hit.score) for hit in page.hits]
    return Answers(rankings, times)


def _write_run(path: Path, rankings: Mapping[str, Ranking]) -> None:
    with path.open("w", encoding="utf-8") as stream:
        for query, ranking in rankings.items():
            for rank, (article, score) in enumerate(ranking, 1):
                stream.write(f"{query}\t{article}\t{rank}\t{score:.6f}\n")


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Query id to article id to grade; a header line is passed over."""
    qrels: dict[str, dict[str, int]] = {}
    for query, article, grade in _rows(path):
        qrels.setdefault(query, {})[article] = grade
    return qrels


def _rows(path: Path) -> Iterator[tuple[str, str, int]]:
    for line in path.read_text("utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) == 3 and parts[2].lstrip("-").isdigit():
            yield parts[0], parts[1], int(parts[2])


def judge(
    rankings: Mapping[str, Ranking], collection: Path, times: Sequence[float] = (), articles: int = 0
) -> Scores:
    """Means over the queries that are both judged and asked."""
    qrels = read_qrels(collection / "qrels.tsv")
    judged = [query for query in qrels if query in rankings]
    count, ordered = max(1, len(judged)), sorted(times)
    ids = {query: [article for article, _ in rankings[query]] for query in judged}
    return Scores(
        queries=len(judged),
        articles=articles,
        ndcg_10=sum(ndcg(ids[query], qrels[query], 10) for query in judged) / count,
        mrr_10=sum(reciprocal_rank(ids[query], qrels[query], 10) for query in judged) / count,
        recall_100=sum(recall(ids[query], qrels[query], DEPTH) for query in judged) / count,
        p50_ms=ordered[len(ordered) // 2] if ordered else 0.0,
        p95_ms=ordered[int(len(ordered) * 0.95)] if ordered else 0.0,
    )
