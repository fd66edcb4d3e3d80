"""What each client has used lately and has under way, in all worker processes together.

A file of fixed size that every worker maps into its memory and changes under the file's lock. Of a client it
holds when its quota is whole again, which is the whole of a leaky bucket (the generic cell rate algorithm,
ITU-T I.371, annex A), and until when it rests; of a worker, whom it works for. Nothing has to be cleared in
time: a killed worker is known by its number, and counts no more. Of a worker it also tells how many requests
it has, as connections stay with one: the kernel gives each to any worker, and it may be the busier one.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from itertools import takewhile
from operator import itemgetter
from pathlib import Path
from struct import Struct
from typing import NamedTuple

from web.limits.rate import COSTS, Rate

SECRET = 16
"""Bytes at the file's beginning without which nobody can say which clients share a row."""

WORKER, WORKERS = Struct("<QQQ"), 256
"""A worker's process number, the client that it works for, 0 for nobody, and how many requests it has."""

CLIENT_OF, REQUESTS_OF = 8, 16
"""Where the last two stand in its row."""

NUMBER = Struct("<Q")

CLIENT, SETS, WAYS = Struct("<Qdd"), 1024, 8
"""A client, when its quota is whole, until when it rests. In a set that is full the one goes that is whole
first: a client is then counted as new, no other is hindered."""

CLIENTS_AT = SECRET + WORKERS * WORKER.size
SIZE = CLIENTS_AT + SETS * WAYS * CLIENT.size

MAX_REST = 1.0


class Left(NamedTuple):
    """What a client has left: requests, and seconds until there is one more, or else until all are back."""

    requests: int
    seconds: float


class Shares:
    """The table in `file`, made by the first that opens it; without a file, one for this process alone.

    Times are of the system's monotonic clock, which its processes share.
    """

    def __init__(self, rate: Rate | None, searches: int, file: Path | None = None) -> None:
        self.rate = rate
        self._searches = searches
        self._file = file.open("a+b") if file else tempfile.TemporaryFile()  # noqa: SIM115 - held for life
        with self._locked():
            is_new = os.fstat(self._file.fileno()).st_size < SIZE
            if is_new:
                self._file.truncate(SIZE)
            self._table = mmap.mmap(self._file.fileno(), SIZE)
            if is_new:
                self._table[:SECRET] = os.urandom(SECRET)
            self._secret = self._table[:SECRET]
            self._own = self._claim()

    def left(self, client: str) -> Left:
        """What a client may still ask for."""
        if self.rate is None:
            return Left(1, 0.0)
        with self._locked():
            _, whole, _ = CLIENT.unpack_from(self._table, self._row(self._key(client)))
        return _left(self.rate, whole, time.monotonic())

    def charge(self, client: str, seconds: float) -> Left:
        """Count a request that took so many seconds of a worker, and tell what is left."""
        if self.rate is None:
            return Left(1, 0.0)
        key, now = self._key(client), time.monotonic()
        with self._locked():
            row = self._row(key)
            _, whole, rests = CLIENT.unpack_from(self._table, row)
            whole = max(whole, now) + max(1.0, seconds / COSTS) * self.rate.each
            whole = min(whole, now + 2 * self.rate.window)
            rests = min(max(rests, now) + max(0.0, seconds - COSTS), now + MAX_REST)
            CLIENT.pack_into(self._table, row, key, whole, rests)
        return _left(self.rate, whole, now)

    def begin(self, client: str) -> bool:
        """Whether this worker may work for a client now; not while others do for as many of its requests as
        it may have under way, nor as long again as a dear one took.
        """
        key = self._key(client)
        with self._locked():
            if self._searches and self._under_way(key) >= self._searches:
                return False
            if self.rate and CLIENT.unpack_from(self._table, self._row(key))[2] > time.monotonic():
                return False
            NUMBER.pack_into(self._table, self._own + CLIENT_OF, key)
        return True

    def end(self) -> None:
        """This worker works for nobody."""
        NUMBER.pack_into(self._table, self._own + CLIENT_OF, 0)

    def tell(self, requests: int) -> None:
        """So many requests wait for this worker, with the one that it answers."""
        NUMBER.pack_into(self._table, self._own + REQUESTS_OF, requests)

    def is_crowded(self) -> bool:
        """Whether another worker would have fewer requests than this one even with one of them."""
        own: int = NUMBER.unpack_from(self._table, self._own + REQUESTS_OF)[0]
        return any(own > 1 + requests and _is_alive(worker) for worker, _, requests in self._workers())

    def _under_way(self, key: int) -> int:
        return sum(client == key and _is_alive(worker) for worker, client, _ in self._workers())

    def _workers(self) -> Iterator[tuple[int, int, int]]:
        return takewhile(itemgetter(0), WORKER.iter_unpack(self._table[SECRET:CLIENTS_AT]))

    def _claim(self) -> int:
        """A row for this worker: one that nobody has had, or that one left who is gone."""
        for at in range(SECRET, CLIENTS_AT, WORKER.size):
            (worker,) = NUMBER.unpack_from(self._table, at)
            if not worker or not _is_alive(worker):
                WORKER.pack_into(self._table, at, os.getpid(), 0, 0)
                return at
        raise RuntimeError(f"more than {WORKERS} workers share one table of clients")

    def _key(self, client: str) -> int:
        digest = blake2b(client.encode("utf-8", "replace"), digest_size=8, key=self._secret)
        return int.from_bytes(digest.digest(), "little") or 1

    def _row(self, key: int) -> int:
        """Where a client's row is, or may be made: call it with the lock held."""
        begin = CLIENTS_AT + key % SETS * WAYS * CLIENT.size
        rows = range(begin, begin + WAYS * CLIENT.size, CLIENT.size)
        for at in rows:
            if NUMBER.unpack_from(self._table, at)[0] == key:
                return at
        at = min(rows, key=lambda at: CLIENT.unpack_from(self._table, at)[1])
        CLIENT.pack_into(self._table, at, key, 0.0, 0.0)
        return at

    @contextmanager
    def _locked(self) -> Iterator[None]:
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)


def _left(rate: Rate, whole: float, now: float) -> Left:
    used = max(0.0, whole - now) / rate.each
    requests = int(rate.quota - used + 1e-9)
    if requests < 1:
        return Left(0, (used - rate.quota + 1) * rate.each)
    return Left(requests, used * rate.each)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
