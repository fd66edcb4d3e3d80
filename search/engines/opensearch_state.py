"""Small documents that all machines share: what was committed, who writes, which words there are."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import quote

from search.engines.opensearch_client import LONG_PATIENCE, PATIENCE, Cluster, Conflict
from search.model import CannotIndex, FihrisError

LEASE = 60.0
"""Seconds after which a writer not heard of is taken for dead; clocks must agree better than that."""
RENEWAL = 10.0
TRUST = 30.0
"""Seconds without renewal after which a writer stops by itself, before another may take its place."""


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
            "settings": {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-2"}},
            "mappings": {"dynamic": False},
        }
        try:
            self._cluster.call("PUT", path, body, writing=True, patience=LONG_PATIENCE)
        except CannotIndex:
            if not self._cluster.call("GET", path, missing={}):
                raise  # else another process was first

    def read(self, key: str, *, patience: float = PATIENCE) -> Entry | None:
        """The document called `key` as it is now, None where there is none."""
        found = self._cluster.call("GET", self._path(key), missing={}, patience=patience)
        if not found.get("found"):
            return None
        return Entry(found["_source"], found["_seq_no"], found["_primary_term"])

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
            found = self.read(key)
            if found is None or found.value != value:
                raise
            return found
        return Entry(dict(value), done["_seq_no"], done["_primary_term"])

    def read_all(self, keys: Iterable[str]) -> list[dict[str, Any] | None]:
        """The documents called so, None for those that are missing."""
        wanted = list(keys)
        if not wanted:
            return []
        found = self._cluster.call("POST", f"/{self.index}/_mget", {"ids": wanted})
        return [each.get("_source") for each in found["docs"]]

    def delete(self, keys: Iterable[str]) -> None:
        """Remove documents, whatever their version; missing ones are no error."""
        for key in keys:
            self._cluster.call("DELETE", self._path(key), missing={}, writing=True)

    def _path(self, key: str) -> str:
        return f"/{self.index}/_doc/{quote(key, safe='')}"


class Lease:
    """The right to be the one writer, renewed by a thread for as long as this process lives.

    `busy` makes the error for whoever comes second, from the name of the holder.
    """

    def __init__(self, state: State, key: str, busy: Callable[[str], FihrisError]) -> None:
        self._state, self._key, self._busy = state, key, busy
        self._token = token_hex(8)
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._entry: Entry | None = None
        self._renewed = 0.0

    def take(self) -> None:
        """Become the writer, if this is not one already; raises the error that `busy` makes."""
        if self._entry is not None:
            return self.check()
        found = self._state.read(self._key)
        if found is not None and found.value["until"] > time.time() and not _has_died(found.value):
            raise self._busy(f"process {found.value['process']} on {found.value['host']}")
        self._renew(found)
        self._ended.clear()
        threading.Thread(target=self._keep, name="fihris-lease", daemon=True).start()

    def check(self) -> None:
        """Raises the error that `busy` makes when this is no longer sure to be the writer."""
        if self._entry is None or time.monotonic() - self._renewed > TRUST:
            raise self._busy("?")

    def release(self) -> None:
        """Let others write."""
        self._ended.set()
        with self._lock:
            entry, self._entry = self._entry, None
        if entry is None:
            return
        try:
            self._state.write(self._key, {**entry.value, "until": 0}, entry)
        except (Conflict, FihrisError):
            return  # it was taken over, or runs out by itself

    def _renew(self, after: Entry | None) -> None:
        began = time.monotonic()
        value = {
            "host": socket.gethostname(),
            "machine": _machine(),
            "process": os.getpid(),
            "token": self._token,
            "until": time.time() + LEASE,
        }
        try:
            self._entry = self._state.write(self._key, value, after, patience=RENEWAL)
        except Conflict:
            self._entry = None
            raise self._busy("?") from None
        self._renewed = began

    def _keep(self) -> None:
        while not self._ended.wait(RENEWAL):
            with self._lock:
                if self._entry is None:
                    return
                try:
                    self._renew(self._entry)
                except FihrisError:
                    continue  # `check` decides when it has been too long


@cache
def _machine() -> str:
    """A name of this start of this machine, and of the container this process may be in; "" where unknown."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""


def _has_died(holder: Mapping[str, Any]) -> bool:
    """Whether the holder of a lease was a process of this machine that is no more."""
    if not _machine() or holder["machine"] != _machine():
        return False
    try:
        os.kill(holder["process"], 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


PART = 20_000
"""Words in one document."""
MANY_PARTS = 24
"""Above so many lists beside the first, the lists are merged."""


class WordLists:
    """The folded words of an index with their counts: one list a commit, in parts, added up by readers."""

    def __init__(self, state: State, index: str) -> None:
        self._state, self._index = state, index
        self._read: dict[str, dict[str, int]] = {}

    def add(self, counts: Mapping[str, int], lists: list[list[str]], commit: int) -> list[list[str]]:
        """Store the words of a commit; the lists, by names of their parts, that hold all words now."""
        if len(lists) > MANY_PARTS:
            counts, lists = self._merged(counts, lists), []
        if not counts:
            return lists
        words = sorted(counts)
        names = []
        for start in range(0, len(words), PART):
            part = words[start : start + PART]
            names.append(f"words-{self._index}-{commit}-{token_hex(4)}")
            value = {"words": json.dumps([part, [counts[word] for word in part]], ensure_ascii=False)}
            self._state.write(names[-1], value, None)
        return [*lists, names]

    def total(self, lists: list[list[str]]) -> dict[str, int] | None:
        """Every word with its count over all lists; None when a part has gone."""
        names = [name for each in lists for name in each]
        self._read = {name: part for name, part in self._read.items() if name in set(names)}
        wanted = [name for name in names if name not in self._read]
        for name, found in zip(wanted, self._state.read_all(wanted), strict=True):
            if found is None:
                return None
            words, counts = json.loads(found["words"])
            self._read[name] = dict(zip(words, counts, strict=True))
        return _added(self._read[name] for name in names)

    def _merged(self, counts: Mapping[str, int], lists: list[list[str]]) -> dict[str, int]:
        return _added((self.total(lists) or {}, counts))


def _added(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for part in parts:
        for word, count in part.items():
            total[word] = total.get(word, 0) + count
    return total
