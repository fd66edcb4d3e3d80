"""Generations on an OpenSearch cluster: an index each, an alias naming the one that answers.

The same operations as in a folder, shared by all machines that know the cluster: nothing is kept on their
disks. What a folder keeps in files stands in the cluster's shared state.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from search.engines.base import Engine
from search.engines.opensearch.client import LONG_PATIENCE, Access, connect
from search.engines.opensearch.engine import OpenSearchEngine, drop
from search.engines.opensearch.lease import Lease
from search.engines.opensearch.staging import left_out_key, record_key
from search.engines.opensearch.state import State
from search.errors import FihrisError, IndexBusy, NoIndex
from search.settings import Settings
from search.store import tombstones
from search.store.generations import Footprint, Generation
from search.store.tombstones import Tombstones

GRACE = 60.0
"""Seconds that the generation before stays for searches under way; the next run removes it."""


class ClusterGenerations:
    """The generations of one prefix on the cluster of `settings`; raises BadSetting without its address."""

    def __init__(self, settings: Settings) -> None:
        self._cluster = connect(Access.of(settings))
        self._prefix = settings.opensearch_prefix
        self._state = State(self._cluster)
        self._lease = Lease(self._state, "writer", self._busy)
        self._local = settings.index

    @property
    def place(self) -> str:
        """Where the index is, for messages."""
        return f"{self._prefix} on {self._cluster.name}"

    def current(self) -> Generation | None:
        """The generation that answers, None before the first; raises NoIndex when it is damaged."""
        number = self.current_number()
        if number is None:
            return None
        name = self._name(number)
        meta = self._cluster.call("GET", f"/{name}/_mapping")[name]["mappings"].get("_meta", {})
        if "fingerprint" not in meta:
            raise self._damaged(name)
        return Generation(number, "opensearch", meta["fingerprint"])

    def current_number(self) -> int | None:
        """The number of the index that the alias names; cheap enough to ask at every request."""
        named = self._named()
        numbers = [number for name in named if (number := self._number(name)) is not None]
        if len(named) > 1 or len(numbers) != len(named):
            raise self._damaged(self._prefix)
        return numbers[0] if numbers else None

    def create(self, engine: str, fingerprint: str) -> Generation:
        """A new generation beside the others, not yet the one that answers."""
        return Generation(max(self._numbers(), default=0) + 1, engine, fingerprint)

    def open(self, generation: Generation, *, create: bool = False) -> Engine:
        """The engine of a generation; `create` for one not yet written. Raises NoIndex when it is damaged."""
        meta = {"fingerprint": generation.fingerprint, "generation": generation.number}
        return OpenSearchEngine(self._cluster, self._name(generation.number), create=create, meta=meta)

    @contextmanager
    def using(self, generation: Generation) -> Iterator[None]:
        """Nothing to hold: a generation that was replaced stays for GRACE seconds."""
        yield

    def publish(self, generation: Generation) -> None:
        """Make a complete generation the one that answers, atomically for all machines."""
        self._lease.check()
        before = self._named()
        published = {"before": before, "at": time.time()}
        self._state.write("published", published, self._state.read("published"))
        actions = [{"remove": {"index": name, "alias": self._prefix}} for name in before]
        actions.append({"add": {"index": self._name(generation.number), "alias": self._prefix}})
        self._cluster.call("POST", "/_aliases", {"actions": actions}, patience=LONG_PATIENCE, writing=True)

    def discard(self, generation: Generation) -> None:
        """Remove a generation that was not published; where the cluster is away, the next run does."""
        name = self._name(generation.number)
        with suppress(FihrisError):
            if name not in self._named():
                drop(self._cluster, name)

    def clean(self) -> None:
        """Remove generations that do not answer, the one before only after a while."""
        kept = self._named()
        published = self._state.read("published")
        if published is not None and time.time() - published.value["at"] < GRACE:
            kept = [*kept, *published.value["before"]]
        for number in self._numbers():
            if self._name(number) not in kept:
                drop(self._cluster, self._name(number))

    def forget(self) -> None:
        """Remove every generation and the shared state: for collections made to be measured."""
        for number in self._numbers():
            drop(self._cluster, self._name(number))
        self._cluster.call("DELETE", f"/{self._state.index}", missing={}, writing=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer of all machines; raises IndexBusy saying who is."""
        self._state.prepare()
        self._lease.take()
        try:
            yield
        finally:
            self._lease.release()

    def damaged(self) -> tuple[str, ...]:
        """Nothing: the cluster has checksums of its own, and tells in errors."""
        return ()

    visibly_damaged = damaged

    def tombstones(self) -> Tombstones:
        """What was taken down; before any was here, what the local index folder says."""
        entry = self._state.read("removed")
        return Tombstones.decode(entry.value["names"]) if entry else tombstones.load(self._local)

    def keep_tombstones(self, down: Tombstones) -> None:
        """Replace what is taken down."""
        self._lease.check()
        self._state.write("removed", {"names": down.encode()}, self._state.read("removed"))

    def left_out(self, generation: Generation) -> str:
        """What is kept of what a generation lacks of its files; "" where nothing is."""
        entry = self._state.read(left_out_key(self._name(generation.number)))
        return str(entry.value["text"]) if entry else ""

    def keep_left_out(self, generation: Generation, text: str) -> None:
        """Replace that."""
        self._lease.check()
        key = left_out_key(self._name(generation.number))
        self._state.write(key, {"text": text}, self._state.read(key))

    def beside(self, generation: Generation) -> None:
        """None: the cluster holds all there is."""

    def footprint(self, generation: Generation) -> Footprint:
        """What all copies of a generation take up."""
        name = self._name(generation.number)
        size = self._cluster.call("GET", f"/{name}/_stats/store")["_all"]["total"]["store"]["size_in_bytes"]
        record = self._state.read(record_key(name))
        return Footprint(size, record.value["changed"] if record else 0.0)

    def _named(self) -> list[str]:
        """The indexes that the alias names: one, or none before the first."""
        return list(self._cluster.call("GET", f"/_alias/{self._prefix}", missing={}))

    def _name(self, number: int) -> str:
        return f"{self._prefix}-{number}"

    def _number(self, name: str) -> int | None:
        digits = name.removeprefix(f"{self._prefix}-")
        return int(digits) if digits.isdecimal() and name == self._name(int(digits)) else None

    def _numbers(self) -> list[int]:
        indexes = self._cluster.call("GET", f"/{self._prefix}-*/_alias", missing={})
        return [number for name in indexes if (number := self._number(name)) is not None]

    def _busy(self, holder: str) -> IndexBusy:
        return IndexBusy(
            "Another reindex is writing {place} ({holder}): wait for it or stop it.",
            place=self.place,
            holder=holder,
        )

    def _damaged(self, name: str) -> NoIndex:
        return NoIndex(
            "The index {name} on the OpenSearch cluster is damaged: run `fihris reindex --full`.", name=name
        )
