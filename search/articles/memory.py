"""What memory the process has, and what files that were read leave of it."""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import time

MUCH = 50_000_000
"""Bytes that are worth the time to give them back: up to .2 seconds."""

LOOK_EVERY = 0.01
"""Seconds of processor time between two looks, which take as long as some lines of an article; in so little a
process cannot come to hold much more."""


def held() -> int:
    """Bytes of memory that the process has at hand; 0 where the system does not tell."""
    try:
        statm = os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return 0
    try:
        return int(os.read(statm, 100).split()[1]) * resource.getpagesize()
    finally:
        os.close(statm)


class _Last:
    """The last look of `lately`."""

    time = -LOOK_EVERY
    held = 0


def lately() -> int:
    """`held`, as it was at most LOOK_EVERY seconds of processor time ago."""
    now = time.process_time()
    if not 0 <= now - _Last.time < LOOK_EVERY:  # a forked process begins at nought
        _Last.time, _Last.held = now, held()
    return _Last.held


class Residue:
    """What files leave behind in a process that reads many: each could add what it may take to it."""

    def __init__(self) -> None:
        self._least = 0

    def begin(self) -> None:
        """What the process has before the first file is none of it."""
        self._least = self._least or held()

    def give_back(self) -> None:
        """Where it has become much: free what refers to itself, and let the system have what is free."""
        if lately() - self._least <= MUCH:
            return
        gc.collect()
        trim()
        self._least = _Last.held = held()


def trim() -> None:
    """Let the system have what is free: C's allocator keeps what was freed between two things in use; glibc's
    gives it back when asked.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
