"""What writers of a cluster share: the lease that lets one write, the lists of words."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import pytest
from waiting import wait_until

pytest.importorskip("opensearchpy")

from search.engines.opensearch import client as opensearch_client
from search.engines.opensearch import lease as opensearch_lease
from search.engines.opensearch.client import Conflict
from search.engines.opensearch.lease import Lease
from search.engines.opensearch.state import Entry, State
from search.engines.opensearch.words import MANY_PARTS, WordLists
from search.errors import EngineUnavailable, IndexBusy


class Memory(State):
    """The shared state in this process, with the same conditions."""

    def __init__(self) -> None:
        self.documents: dict[str, Entry] = {}
        self.away = False
        self.written = self.refused = self.conflicts = 0

    def read(self, key: str, *, patience: float = 0) -> Entry | None:
        return self.documents.get(key)

    def write(self, key: str, value: Mapping[str, Any], after: Entry | None, *, patience: float = 0) -> Entry:
        if self.away:
            self.refused += 1
            raise EngineUnavailable("away")
        if self.documents.get(key) != after:
            self.conflicts += 1
            raise Conflict
        self.documents[key] = Entry(dict(value), after.seq + 1 if after else 0, 1)
        self.written += 1
        return self.documents[key]

    def read_all(self, keys: Any) -> list[dict[str, Any] | None]:
        return [entry.value if (entry := self.documents.get(key)) else None for key in keys]


def busy(holder: str) -> IndexBusy:
    return IndexBusy("busy: {holder}", holder=holder)


def lease_on(state: State) -> Lease:
    return Lease(state, "writer", busy)


def is_lost(lease: Lease) -> bool:
    try:
        lease.check()
    except IndexBusy:
        return True
    return False


def test_one_holds_a_lease_until_it_is_released() -> None:
    state = Memory()
    first, second = lease_on(state), lease_on(state)
    first.take()
    first.take()
    with pytest.raises(IndexBusy, match="busy: process"):
        second.take()
    first.release()
    second.take()
    with pytest.raises(IndexBusy):
        first.check()
    second.release()


def test_a_lease_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    state = Memory()
    first, second = lease_on(state), lease_on(state)
    first.take()
    monkeypatch.setattr(opensearch_lease, "_machine", lambda: "another")
    monkeypatch.setattr(time, "time", lambda began=time.time(): began + opensearch_lease.LEASE + 1)  # noqa: B008
    second.take()
    second.release()


def test_a_lease_of_a_dead_process_of_this_machine_is_free() -> None:
    state = Memory()
    lease_on(state).take()
    entry = state.documents["writer"]
    state.documents["writer"] = Entry({**entry.value, "process": 2**22 + 5}, entry.seq, entry.term)
    second = lease_on(state)
    second.take()
    second.release()


def test_a_holder_that_cannot_renew_stops_before_another_may_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    assert opensearch_lease.TRUST + opensearch_client.LONG_TIMEOUT <= opensearch_lease.LEASE
    monkeypatch.setattr(opensearch_lease, "RENEWAL", 0.01)
    state, now = Memory(), 100.0
    lease = Lease(state, "writer", busy, clock=lambda: now)
    lease.take()
    for _ in range(3):
        now += 0.6 * opensearch_lease.TRUST
        seen = state.written
        wait_until(lambda: state.written > seen + 1, "it is renewed by the new time")  # noqa: B023
        lease.check()
    state.away = True
    wait_until(lambda: state.refused > 1, "a renewal fails")
    lease.check()
    now += opensearch_lease.TRUST + 0.1
    with pytest.raises(IndexBusy):
        lease.check()
    state.away = False
    lease.release()


def test_a_lease_taken_over_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opensearch_lease, "RENEWAL", 0.01)
    state = Memory()
    lease = lease_on(state)
    lease.take()
    entry = state.documents["writer"]
    state.documents["writer"] = Entry({**entry.value, "token": "other"}, entry.seq + 9, 2)
    wait_until(lambda: state.conflicts, "a renewal finds the other writer")
    wait_until(lambda: is_lost(lease), "the lease is given up")
    lease.release()
    assert state.documents["writer"].value["token"] == "other"


def test_word_lists_add_up_and_are_merged() -> None:
    state = Memory()
    lists: list[list[str]] = []
    writer = WordLists(state, "index")
    for commit in range(2 * MANY_PARTS):
        lists = writer.add({"ا": 1, f"كلمه{commit}": 2}, lists, commit)
    assert len(lists) <= MANY_PARTS + 1
    total = WordLists(state, "index").total(lists)
    assert total == {"ا": 2 * MANY_PARTS, **{f"كلمه{n}": 2 for n in range(2 * MANY_PARTS)}}
    del state.documents[lists[0][0]]
    assert WordLists(state, "index").total(lists) is None
