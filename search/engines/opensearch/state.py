"""Small documents that all machines share, written on condition that nobody else has meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from search.engines.opensearch.client import LONG_PATIENCE, PATIENCE, Cluster, Conflict
from search.errors import CannotIndex

COPIES = 3
"""Nodes that keep the shared documents, where there are so many."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document's content, and which of its versions that is."""

    value: dict[str, Any]
    seq: int
    term: int


class State:
    """The index that holds the shared documents, of one prefix on one cluster."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self.index = f"{cluster.access.prefix}-state"

    def prepare(self) -> None:
        """Create the index where it is missing."""
        path = f"/{self.index}"
        if self._cluster.call("GET", path, missing={}):
            return
        body = {
            "settings": {
                "index": {
                    "number_of_shards": 1,
                    "number_of_replicas": COPIES - 1,
                    "auto_expand_replicas": f"0-{COPIES - 1}",
                }
            },
            "mappings": {"dynamic": False},
        }
        try:
            self._cluster.create_index(self.index, body, COPIES)
        except CannotIndex:
            if not self._cluster.call("GET", path, missing={}):
                raise  # else another process was first

    def read(self, key: str, *, patience: float = PATIENCE) -> Entry | None:
        """The document called `key` as it is now, None where there is none."""
        document = self._cluster.call("GET", self._path(key), missing={}, patience=patience)
        if not document.get("found"):
            return None
        return Entry(document["_source"], document["_seq_no"], document["_primary_term"])

    def write(
        self, key: str, value: Mapping[str, Any], after: Entry | None, *, patience: float = LONG_PATIENCE
    ) -> Entry:
        """Replace version `after` of a document, or create it where that is None; raises Conflict."""
        condition: dict[str, Any] = {"op_type": "create"}
        if after is not None:
            condition = {"if_seq_no": after.seq, "if_primary_term": after.term}
        try:
            done = self._cluster.call(
                "PUT", self._path(key), dict(value), writing=True, patience=patience, **condition
            )
        except Conflict:
            # Perhaps with ourselves: the answer to our first attempt was lost on its way.
            entry = self.read(key)
            if entry is None or entry.value != value:
                raise
            return entry
        return Entry(dict(value), done["_seq_no"], done["_primary_term"])

    def read_all(self, keys: Iterable[str]) -> list[dict[str, Any] | None]:
        """The documents called so, None for those that are missing."""
        wanted = list(keys)
        if not wanted:
            return []
        answer = self._cluster.call("POST", f"/{self.index}/_mget", {"ids": wanted})
        return [document.get("_source") for document in answer["docs"]]

    def delete(self, keys: Iterable[str]) -> None:
        """Remove documents, whatever their version; missing ones are no error."""
        for key in keys:
            self._cluster.call("DELETE", self._path(key), missing={}, writing=True)

    def _path(self, key: str) -> str:
        return f"/{self.index}/_doc/{quote(key, safe='')}"
