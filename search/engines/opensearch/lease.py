"""One writer at a time on all machines: a lease in the shared state, renewed while its holder lives."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from secrets import token_hex
from typing import Any

from search.engines.opensearch.client import Conflict
from search.engines.opensearch.state import Entry, State
from search.errors import FihrisError

LEASE = 60.0
"""Seconds after which a writer not heard of is taken for dead; clocks must agree better than that."""
RENEWAL = 10.0
TRUST = 30.0
"""Seconds without renewal after which a writer stops by itself, before another may take its place."""


class Lease:
    """The right to be the one writer, renewed by a thread for as long as this process lives.

    `busy` makes the error for whoever comes second, from the name of the holder; `clock` tells seconds that
    pass while this machine runs.
    """

    def __init__(
        self,
        state: State,
        key: str,
        busy: Callable[[str], FihrisError],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._state, self._key, self._busy, self._clock = state, key, busy, clock
        self._token = token_hex(8)
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._entry: Entry | None = None
        self._renewed = 0.0

    def take(self) -> None:
        """Become the writer, if this is not one already; raises the error that `busy` makes."""
        if self._entry is not None:
            return self.check()
        entry = self._state.read(self._key)
        if entry is not None and entry.value["until"] > time.time() and not _has_died(entry.value):
            raise self._busy(f"process {entry.value['process']} on {entry.value['host']}")
        self._renew(entry)
        self._ended.clear()
        threading.Thread(target=self._keep, name="fihris-lease", daemon=True).start()

    def check(self) -> None:
        """Raises the error that `busy` makes when this is no longer sure to be the writer."""
        if self._entry is None or self._clock() - self._renewed > TRUST:
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
        began = self._clock()
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
