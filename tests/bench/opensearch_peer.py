"""What one would build on OpenSearch without Fihris, at equal work: each field stemmed, normalised and as
written, scored together, ten hits highlighted, counted by source and by month."""

from __future__ import annotations

import json
import sys
import time
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from secrets import token_hex
from typing import Any

from lucene import rows

try:
    from opensearchpy import OpenSearch
except ModuleNotFoundError:
    sys.exit("No OpenSearch: install its client, the extra `opensearch` of this project")

Row = dict[str, Any]

DATES = "yyyy-MM-dd HH:mm:ss||strict_date_optional_time"
LEVELS = {"written": 0.3, "normalised": 0.3}
"""Sub-fields beside the stemmed field, and what they weigh beside it: as in LuceneRun."""


def started(stack: ExitStack) -> str:
    """The address of a node that runs until the end."""
    sys.path.append(str(Path(__file__).parents[1] / "engines/opensearch"))
    from opensearch_server import CannotHave, Nodes

    try:
        return stack.enter_context(Nodes(arabic=True)).url
    except CannotHave as reason:
        sys.exit(f"No OpenSearch: {reason}; tests/engines/opensearch/opensearch_server.py fetch gets it")


class Peer:
    """An index of articles on one shard, merged, on which nothing is kept from one request to the next."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.client = OpenSearch([url], timeout=120)
        self.index = f"peer-{token_hex(3)}"

    @property
    def path(self) -> str:
        """Where searches are asked for."""
        return f"/{self.index}/_search?request_cache=false"

    def build(self, articles: Path) -> tuple[float, float]:
        """Index the articles: how many a second, and megabytes."""
        self.client.indices.create(index=self.index, body={"settings": _settings(), "mappings": _mapping()})
        began, count, source = time.monotonic(), 0, rows(articles)
        while batch := list(islice(source, 1_000)):
            lines = (json.dumps({key: row.get(key) for key in _KEPT}, ensure_ascii=False) for row in batch)
            answer = self.client.bulk(
                index=self.index, body="".join(f'{{"index":{{}}}}\n{line}\n' for line in lines)
            )
            assert not answer["errors"], answer
            count += len(batch)
        self.client.indices.refresh(index=self.index)
        rate = count / (time.monotonic() - began)
        self.client.indices.forcemerge(index=self.index, max_num_segments=1)
        store = self.client.indices.stats(index=self.index, metric="store")["_all"]["total"]["store"]
        return rate, store["size_in_bytes"] / 1e6

    def ask(self, query: str) -> Any:
        """Ten hits with marked titles and snippets."""
        return self.client.search(index=self.index, body=self.body(query), request_cache=False)

    @staticmethod
    def body(query: str) -> Row:
        """The request of a search."""
        weights = {"": 1.0, **{f".{level}": weight for level, weight in LEVELS.items()}}
        fields = [
            f"{name}{level}^{boost * weight}"
            for name, boost in (("title", 2), ("text", 1))
            for level, weight in weights.items()
        ]
        return {
            "size": 10,
            "_source": ["title", "source", "date"],
            "query": {"multi_match": {"query": query, "type": "most_fields", "fields": fields}},
            "highlight": {
                "type": "unified",
                "fields": {"title": {"number_of_fragments": 0}, "text": {"number_of_fragments": 1}},
            },
            "aggs": {
                "source": {"terms": {"field": "source", "size": 100}},
                "month": {
                    "date_histogram": {"field": "date", "calendar_interval": "month", "min_doc_count": 1}
                },
            },
            "track_total_hits": True,
        }

    def cpu_seconds(self) -> float:
        """CPU time of the server so far."""
        nodes = self.client.nodes.stats(metric="process")["nodes"]
        return sum(node["process"]["cpu"]["total_in_millis"] for node in nodes.values()) / 1000

    def forget(self) -> None:
        """Remove the index."""
        self.client.indices.delete(index=self.index)


_KEPT = ("title", "text", "source", "date")


def _settings() -> Row:
    plain = {"type": "custom", "tokenizer": "standard"}
    filters = ["lowercase", "decimal_digit"]
    analyzers = {
        "written": {**plain, "filter": filters},
        "normalised": {**plain, "filter": [*filters, "arabic_normalization"]},
    }
    return {
        "index": {
            "number_of_shards": 1,
            "number_of_replicas": 0,
            "refresh_interval": "-1",
            "queries.cache.enabled": False,
        },
        "analysis": {"analyzer": analyzers},
    }


def _mapping() -> Row:
    levels = {level: {"type": "text", "analyzer": level} for level in LEVELS}
    text = {"type": "text", "analyzer": "arabic", "fields": levels}
    date = {"type": "date", "format": DATES, "ignore_malformed": True}
    return {
        "dynamic": False,
        "properties": {"title": text, "text": text, "source": {"type": "keyword"}, "date": date},
    }
