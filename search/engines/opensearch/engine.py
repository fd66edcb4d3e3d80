"""The engine for more than one machine: an index on an OpenSearch cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from search.engines.base import Prepared, RawHit, RawHits
from search.engines.facets import DATED, MAX_FACET_VALUES, ranked
from search.engines.opensearch.client import LONG_PATIENCE, Cluster, Conflict
from search.engines.opensearch.mapping import LAYOUT, MAX_WINDOW, index_body
from search.engines.opensearch.query import Query, live, matching, translate
from search.engines.opensearch.staging import Record, Staging, left_out_key, record_key
from search.engines.opensearch.state import State
from search.engines.opensearch.words import WordLists
from search.engines.stored import decode, iso_day, rounded
from search.errors import NoIndex, OtherIndex
from search.model import Article, Sort
from search.query.plan import Everything, Plan

PAGE = 1_000
"""Articles, or values, in one answer where all are listed."""
MAX_VALUES = 15_000
"""Distinct values of a facet that each of several shards counts; the cluster's own limit is 65,535 in all."""

_ORDERS: Mapping[Sort, list[dict[str, Any]]] = {
    Sort.RELEVANCE: [{"_score": "desc"}, {"id": "asc"}],
    Sort.OLDEST: [{"day": {"order": "asc", "missing": "_last"}}, {"id": "asc"}],
    Sort.NEWEST: [{"day": {"order": "desc", "missing": "_last"}}, {"id": "asc"}],
}


class OpenSearchEngine:
    """The index called `index` on a cluster; see `Engine` for what the methods promise.

    `create` makes an index where there is none, with `meta` in its mapping. A commit is one small write that
    all shards and all machines see at once. Raises NoIndex when there is no such index and not `create`,
    OtherIndex when its fields differ from ours, EngineUnavailable when the cluster does not answer.
    """

    def __init__(
        self, cluster: Cluster, index: str, *, create: bool = False, meta: Mapping[str, Any] | None = None
    ) -> None:
        self._cluster, self._index = cluster, index
        self._state = State(cluster)
        self._lists = WordLists(self._state, index)
        self._staging = Staging(cluster, self._state, index, self._lists)
        if create:
            self._create(meta or {})
        self._shards = self._open()
        self._record = self._read_record()

    def _create(self, meta: Mapping[str, Any]) -> None:
        self._state.prepare()
        if not self._cluster.call("GET", f"/{self._index}", missing={}):
            access = self._cluster.access
            major = int(self._cluster.call("GET", "/")["version"]["number"].split(".")[0])
            body = index_body(access.shards, access.replicas, major >= 3, meta)
            self._cluster.create_index(self._index, body, access.replicas + 1)
        try:
            self._state.write(record_key(self._index), Record().value(), None)
        except Conflict:
            return  # it has been written to before

    def _open(self) -> int:
        """The number of shards."""
        described = self._cluster.call("GET", f"/{self._index}")[self._index]
        if described["mappings"].get("_meta", {}).get("layout") != LAYOUT:
            raise OtherIndex(
                "The index {index} was made by another version; build it again with `fihris reindex --full`.",
                index=self._index,
            )
        return int(described["settings"]["index"]["number_of_shards"])

    def _read_record(self) -> Record:
        entry = self._state.read(record_key(self._index))
        if entry is None:
            raise NoIndex(
                "The index {index} was never completed; build it again with `fihris reindex --full`.",
                index=self._index,
            )
        return Record.of(entry)

    # Writing

    def write(self, batches: Iterable[Sequence[Prepared]]) -> None:
        """Stage articles, replacing any with the same id."""
        for batch in batches:
            self._staging.write(batch)

    def delete(self, ids: Iterable[str]) -> None:
        """Stage the removal of articles; unknown ids are no error."""
        for id in ids:
            self._staging.delete(id)

    def commit(self) -> None:
        """Make all that is staged visible and durable, or nothing of it."""
        self._staging.commit()
        self.refresh()

    def close(self) -> None:
        """Drop what is staged and let others write."""
        self._staging.close()

    # Reading

    def refresh(self) -> bool:
        """Take in commits made elsewhere; True when there was one."""
        before, self._record = self._record, self._read_record()
        return self._record.number != before.number

    def version(self) -> str:
        """A name of the commit that searches see: differs after every commit."""
        return str(self._record.number)

    def count(self) -> int:
        """How many articles searches see."""
        return self.search(Everything(), limit=0).total

    def search(
        self,
        plan: Plan,
        *,
        sort: Sort = Sort.RELEVANCE,
        offset: int = 0,
        limit: int = 10,
        facets: Sequence[str] = (),
    ) -> RawHits:
        """Articles matching `plan`; see `Engine.search`. Sorted by day, every score is 0."""
        by_score = sort is Sort.RELEVANCE
        query = translate(plan) if by_score else {"bool": {"filter": [matching(plan)]}}
        body: dict[str, Any] = {"query": self._seen(query), "sort": _ORDERS[sort], "track_total_hits": True}
        if facets:
            body["aggs"] = {name: self._facet(name) for name in facets}
        deep = offset + limit > MAX_WINDOW
        body |= {"from": 0, "size": 0} if deep else {"from": offset, "size": limit}
        # The same words go to the same copies, whose pages fit together.
        answer = self._search(body, preference=f"p{hash(plan) & 0xFFFF}")
        hits = answer["hits"]["hits"]
        if deep and offset < answer["hits"]["total"]["value"]:
            hits = self._deep(body, offset, limit)
        rows = [RawHit(rounded(hit["_score"] or 0.0) if by_score else 0.0, _article(hit)) for hit in hits]
        if by_score:
            rows.sort(key=lambda row: (-row.score, row.article.id))
        counts = answer.get("aggregations", {})
        return RawHits(
            rows,
            answer["hits"]["total"]["value"],
            {name: ranked(name, _buckets(name, counts[name])) for name in facets},
        )

    def fetch(self, ids: Sequence[str]) -> list[Article]:
        """The articles with these ids, in that order; unknown ids are left out."""
        by_id: dict[str, Article] = {}
        for start in range(0, len(ids), PAGE):
            wanted = {"terms": {"id": list(ids[start : start + PAGE])}}
            answer = self._search({"query": self._seen({"bool": {"filter": [wanted]}}), "size": PAGE})
            by_id.update((article.id, article) for article in map(_article, answer["hits"]["hits"]))
        return [by_id[id] for id in ids if id in by_id]

    def articles(self) -> Iterator[Article]:
        """Every article, by id."""
        body = {"query": self._seen({"match_all": {}}), "sort": [{"id": "asc"}], "size": PAGE}
        for hits in self._pages(body):
            yield from map(_article, hits)

    def values(self, field: str) -> Iterable[tuple[str, int]]:
        """Every distinct value of a value field with its article count."""
        listing: dict[str, Any] = {"size": 10 * PAGE, "sources": [{"value": {"terms": {"field": field}}}]}
        body = {
            "query": self._seen({"match_all": {}}),
            "size": 0,
            "aggs": {"values": {"composite": listing}},
        }
        while True:
            answer = self._search(body)["aggregations"]["values"]
            yield from ((bucket["key"]["value"], bucket["doc_count"]) for bucket in answer["buckets"])
            if "after_key" not in answer:
                return
            listing["after"] = answer["after_key"]

    def words(self) -> Iterable[tuple[str, int]]:
        """Every distinct folded word with its article count, in no particular order.

        Counts include articles that were replaced or removed since the index was built.
        """
        total = self._lists.total(list(map(list, self._record.words)))
        if total is None:  # merged by a later commit
            total = self._lists.total(list(map(list, self._read_record().words))) or {}
        return total.items()

    def _facet(self, name: str) -> dict[str, Any]:
        if name in DATED:
            return {"terms": {"field": name, "size": DATED[name], "order": {"_key": "desc"}}}
        counted = MAX_VALUES if self._shards > 1 else MAX_FACET_VALUES
        return {"terms": {"field": name, "size": MAX_FACET_VALUES, "shard_size": counted}}

    def _seen(self, query: Query) -> Query:
        seen = live(self._record.number, self._record.dead)
        return {"bool": {"must": [query], **seen["bool"]}}

    def _search(self, body: dict[str, Any], **params: Any) -> dict[str, Any]:
        """An answer from all shards, or an error rather than a part of it."""
        if self._shards > 1 and body.get("sort") == _ORDERS[Sort.RELEVANCE]:
            params["search_type"] = "dfs_query_then_fetch"  # scores as if there were one shard
        path = f"/{quote(self._index)}/_search"
        answer: dict[str, Any] = self._cluster.call(
            "POST", path, body, allow_partial_search_results="false", **params
        )
        return answer

    def _pages(self, body: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
        """Hits, page after page, each beginning where the last one ended."""
        body = {**body, "track_total_hits": False}
        while hits := self._search(body)["hits"]["hits"]:
            yield hits
            body["search_after"] = hits[-1]["sort"]

    def _deep(self, body: dict[str, Any], offset: int, limit: int) -> list[dict[str, Any]]:
        """The hits from `offset`, past what OpenSearch pages through: by cursor from the first."""
        body = {name: part for name, part in body.items() if name not in ("from", "aggs")}
        rows: list[dict[str, Any]] = []
        passed = 0
        while passed < offset:
            step = min(MAX_WINDOW, offset - passed)
            hits = self._search({**body, "size": step, "_source": False})["hits"]["hits"]
            if len(hits) < step:
                return []
            body["search_after"] = hits[-1]["sort"]
            passed += step
        while len(rows) < limit:
            step = min(PAGE, limit - len(rows))
            hits = self._search({**body, "size": step})["hits"]["hits"]
            rows += hits
            if len(hits) < step:
                break
            body["search_after"] = hits[-1]["sort"]
        return rows


def drop(cluster: Cluster, index: str) -> None:
    """Remove an index and what the shared state says of it."""
    state = State(cluster)
    entry = state.read(record_key(index))
    words = [name for names in Record.of(entry).words for name in names] if entry else []
    # The record first: an index without one was never completed, a record alone would speak of the next one.
    state.delete([record_key(index), left_out_key(index), *words, f"writer-{index}"])
    cluster.call("DELETE", f"/{quote(index)}", missing={}, writing=True, patience=LONG_PATIENCE)


def _article(hit: dict[str, Any]) -> Article:
    return decode(hit["_source"]["article"].encode("utf-8"))


def _buckets(name: str, facet: dict[str, Any]) -> Iterator[tuple[str, int]]:
    for bucket in facet["buckets"]:
        yield iso_day(bucket["key"]) if name == "day" else bucket["key"], bucket["doc_count"]
