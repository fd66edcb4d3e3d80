"""Many writes in few requests, a bounded number on their way at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from search.engines.opensearch.client import LONG_PATIENCE, Cluster, failed

LANES = 2
"""Requests on their way at once."""
CHUNK_CHARS = 3_000_000
CHUNK_ACTIONS = 1_000

_BUSY_STATUS = (429, 503)


@dataclass(slots=True)
class _Lane:
    actions: list[tuple[str, str]] = field(default_factory=list)
    chars: int = 0
    sending: Future[None] | None = None


class BulkWriter:
    """Writes documents of one index. Writes of one document keep their order: they share a lane.

    A lane has one request on its way and fills the next meanwhile; when that is full too, the caller waits.
    `check` is called before each request and may raise.
    """

    def __init__(self, cluster: Cluster, index: str, check: Callable[[], None]) -> None:
        self._cluster, self._index, self._check = cluster, index, check
        self._lanes = [_Lane() for _ in range(LANES)]
        self._pool = ThreadPoolExecutor(LANES, thread_name_prefix="fihris-bulk")

    def put(self, id: str, document: str) -> None:
        """Write a document, JSON on one line, over what has its id."""
        self._add(id, f'{{"index":{{"_id":"{id}"}}}}\n{document}\n')

    def delete(self, id: str) -> None:
        """Remove a document; a missing one is no error."""
        self._add(id, f'{{"delete":{{"_id":"{id}"}}}}\n')

    def flush(self) -> None:
        """Send all and wait until the cluster has it safely; raises what any request raised."""
        for lane in self._lanes:
            self._send(lane)
        for lane in self._lanes:
            _wait(lane)

    def close(self) -> None:
        """Drop what was not sent."""
        self._pool.shutdown(cancel_futures=True)

    def _add(self, id: str, action: str) -> None:
        lane = self._lanes[crc32(id.encode("ascii")) % LANES]
        lane.actions.append((id, action))
        lane.chars += len(action)
        if lane.chars >= CHUNK_CHARS or len(lane.actions) >= CHUNK_ACTIONS:
            self._send(lane)

    def _send(self, lane: _Lane) -> None:
        _wait(lane)
        if lane.actions:
            lane.sending = self._pool.submit(self._request, lane.actions)
            lane.actions, lane.chars = [], 0

    def _request(self, actions: list[tuple[str, str]]) -> None:
        """Send until every action is done: those a busy cluster turned away come again after a pause."""
        until = time.monotonic() + LONG_PATIENCE
        pause = 0.1
        while actions:
            self._check()
            answer = self._cluster.call(
                "POST",
                f"/{self._index}/_bulk",
                "".join(action for _, action in actions),
                patience=LONG_PATIENCE,
                writing=True,
            )
            actions = self._turned_away(actions, answer)
            if not actions:
                return
            if time.monotonic() > until:
                raise failed(self._cluster.name, f"too busy for {LONG_PATIENCE:.0f} seconds")
            time.sleep(pause)
            pause = min(2 * pause, 5.0)

    def _turned_away(self, actions: list[tuple[str, str]], answer: dict[str, Any]) -> list[tuple[str, str]]:
        if not answer["errors"]:
            return []
        again = []
        for action, item in zip(actions, answer["items"], strict=True):
            (result,) = item.values()
            if result["status"] in _BUSY_STATUS:
                again.append(action)
            elif result["status"] >= 400 and result["status"] != 404:
                error = result.get("error", {})
                raise failed(self._cluster.name, f"{error.get('type')}: {error.get('reason')}"[:200])
        return again


def _wait(lane: _Lane) -> None:
    sending, lane.sending = lane.sending, None
    if sending is not None:
        sending.result()
