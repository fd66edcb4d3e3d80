"""Writing to an index on OpenSearch: staged documents that nobody sees, made visible by one small write.

The record of an index, a document in the shared state, names its last commit. Staged documents carry the next
number; replacing the record, on condition that nobody else has, is the commit: one write, all or nothing, the
same for all shards and all readers.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from search.engines.alphabet import plain
from search.engines.base import BOUNDARY, Prepared
from search.engines.opensearch.bulk import BulkWriter
from search.engines.opensearch.client import LONG_PATIENCE, Cluster, Conflict, failed
from search.engines.opensearch.lease import Lease
from search.engines.opensearch.mapping import document, document_id
from search.engines.opensearch.query import Query, live
from search.engines.opensearch.state import Entry, State
from search.engines.opensearch.words import WordLists
from search.errors import CannotIndex, IndexBusy, NoIndex

MAX_CHANGES = 50_000
"""Articles that one commit may replace or remove in an index that is in use."""
FEW = 500
"""More dead documents than this are removed at once rather than named in every search."""
READERS_PAUSE = 1.0
"""Seconds in which readers take in a commit."""
PAGE = 5_000


@dataclass(frozen=True, slots=True)
class Record:
    """The last commit of an index: its number, the documents it ended, the lists of words.

    `staging` says that a writer has begun since; after a crash its documents are still there.
    """

    number: int = 0
    dead: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    staging: bool = False

    @classmethod
    def of(cls, entry: Entry) -> Record:
        """The record in a document."""
        value = entry.value
        words = tuple(map(tuple, value["words"]))
        return cls(value["number"], tuple(value["dead"]), words, value["staging"])

    def value(self) -> dict[str, Any]:
        """The record as a document."""
        return {
            "number": self.number,
            "dead": list(self.dead),
            "words": list(map(list, self.words)),
            "staging": self.staging,
            "changed": time.time(),
        }


@dataclass(slots=True)
class _Session:
    """What was staged since the last commit."""

    bulk: BulkWriter
    number: int
    fresh: bool
    words: Counter[str] = field(default_factory=Counter)
    touched: set[str] = field(default_factory=set)


def record_key(index: str) -> str:
    """The name of an index's record in the shared state."""
    return f"commit-{index}"


def left_out_key(index: str) -> str:
    """The name there of what an index lacks of the files it was made of."""
    return f"left-out-{index}"


class Staging:
    """The writing half of the engine for one index."""

    def __init__(self, cluster: Cluster, state: State, index: str, lists: WordLists) -> None:
        self._cluster, self._state, self._index, self._lists = cluster, state, index, lists
        self._lease = Lease(state, f"writer-{index}", self._busy)
        self._session: _Session | None = None
        self._entry: Entry | None = None

    def write(self, batch: Sequence[Prepared]) -> None:
        """Stage articles, replacing any with the same id."""
        session = self._begin()
        for prepared in batch:
            id = prepared.article.id
            session.bulk.put(document_id(id, session.number), document(prepared, session.number))
            session.words.update(set(plain(prepared.terms.get("folded", b"")).split()) - {BOUNDARY})
            self._touch(session, id)

    def delete(self, id: str) -> None:
        """Stage the removal of an article."""
        session = self._begin()
        session.bulk.delete(document_id(id, session.number))
        self._touch(session, id)

    def commit(self) -> None:
        """Make what is staged visible, if anything is."""
        session = self._session
        if session is None or self._entry is None:
            return
        session.bulk.flush()
        before = Record.of(self._entry)
        lists = list(map(list, before.words))
        words = tuple(map(tuple, self._lists.add(session.words, lists, session.number)))
        self._refresh()
        dead = () if session.fresh else tuple(self._ended(session, before))
        self._lease.check()
        self._replace(Record(session.number, dead, words))
        self._end()
        self._state.delete(set(chain(*before.words)) - set(chain(*words)))
        if len(dead) > FEW:
            time.sleep(READERS_PAUSE)
            self._remove(dead)
            self._refresh()
            self._replace(Record(session.number, (), words))

    def close(self) -> None:
        """Drop what is staged: the next writer clears it away."""
        self._end()
        self._entry = None
        self._lease.release()

    def _begin(self) -> _Session:
        if self._session is not None:
            return self._session
        self._lease.take()
        entry = self._state.read(record_key(self._index), patience=LONG_PATIENCE)
        if entry is None:
            raise _gone(self._index)
        self._entry = entry
        record = Record.of(entry)
        if record.staging:
            self._refresh()
            self._remove(self._ids({"range": {"commit": {"gt": record.number}}}))
        self._remove(record.dead)
        self._replace(Record(record.number, record.dead, record.words, staging=True))
        bulk = BulkWriter(self._cluster, self._index, self._lease.check)
        self._session = _Session(bulk, record.number + 1, fresh=record.number == 0)
        return self._session

    def _end(self) -> None:
        if self._session is not None:
            self._session.bulk.close()
            self._session = None

    def _touch(self, session: _Session, id: str) -> None:
        if session.fresh:
            return
        session.touched.add(id)
        if len(session.touched) > MAX_CHANGES:
            raise _too_many()

    def _ended(self, session: _Session, before: Record) -> Iterator[str]:
        """The documents seen until now of the articles that were written again or removed."""
        seen = live(before.number, before.dead)
        source = iter(sorted(session.touched))
        while ids := list(islice(source, PAGE)):
            yield from self._ids({"bool": {"filter": [{"terms": {"id": ids}}, seen]}})

    def _ids(self, query: Query) -> Iterator[str]:
        """The names of all documents that match."""
        after: dict[str, Any] = {}
        body = {"query": query, "size": PAGE, "_source": False, "sort": [{"id": "asc"}]}
        while True:
            answer = self._cluster.call(
                "POST",
                f"/{self._index}/_search",
                {**body, **after},
                patience=LONG_PATIENCE,
                allow_partial_search_results="false",
            )
            hits = answer["hits"]["hits"]
            yield from (hit["_id"] for hit in hits)
            if len(hits) < PAGE:
                return
            after = {"search_after": hits[-1]["sort"]}

    def _remove(self, documents: Iterable[str]) -> None:
        """Delete documents; searches see them until the next refresh of the index."""
        bulk = BulkWriter(self._cluster, self._index, self._lease.check)
        try:
            for document in documents:
                bulk.delete(document)
            bulk.flush()
        finally:
            bulk.close()

    def _refresh(self) -> None:
        """Let searches reach all that was written, on every copy of every shard."""
        until = time.monotonic() + LONG_PATIENCE
        while True:
            done = self._cluster.call(
                "POST", f"/{self._index}/_refresh", patience=LONG_PATIENCE, writing=True
            )["_shards"]
            if not done["failed"]:
                return
            if time.monotonic() > until:
                raise failed(self._cluster.name, f"{done['failed']} shards do not answer")
            time.sleep(0.5)

    def _replace(self, record: Record) -> None:
        try:
            self._entry = self._state.write(record_key(self._index), record.value(), self._entry)
        except Conflict:
            raise self._busy("?") from None

    def _busy(self, holder: str) -> IndexBusy:
        return IndexBusy(
            "Another process is writing the index {index} ({holder}); try again when it has finished.",
            index=self._index,
            holder=holder,
        )


def _gone(index: str) -> NoIndex:
    return NoIndex(
        "The index {index} has gone from the OpenSearch cluster; build one with `fihris reindex`.",
        index=index,
    )


def _too_many() -> CannotIndex:
    return CannotIndex(
        "More than {max_changes:,} articles would change in an index in use; run `fihris reindex --full`.",
        max_changes=MAX_CHANGES,
    )
