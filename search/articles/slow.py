"""Files that take long to read are named: else nobody knows which one a run waits for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from typing import TypeVar

SLOW_SECONDS = 5
LOOK_EVERY = 1.0
"""Seconds between two looks at the file that is being read."""

T = TypeVar("T")
Tell = Callable[[str], None]


class SlowFiles:
    """Tells of a file, once, when reading it has taken more than SLOW_SECONDS; None to tell nobody.

    For one thread that reads. `clock` gives seconds.
    """

    def __init__(self, tell: Tell | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._tell, self._clock = tell, clock
        self._told = set[str]()
        self._lock = Lock()
        self._reading: tuple[str, float] | None = None
        """The file, and since when it would have been read had it been read without a break."""

    def timed(self, name: str, results: Iterator[T]) -> Iterator[T]:
        """What is read of a file; only the time that it takes to read them counts."""
        if self._tell is None:
            yield from results
            return
        spent = 0.0
        while True:
            since = self._clock() - spent
            self._reading = name, since
            try:
                result = next(results)
            except StopIteration:
                return
            finally:
                self.look()  # a library in C may have let nobody look before
                self._reading, spent = None, self._clock() - since
            yield result

    def look(self) -> None:
        """Tell of the file that is being read, if it is slow and was not told of."""
        with self._lock:
            if not (reading := self._reading):
                return
            name, since = reading
            if self._clock() - since > SLOW_SECONDS and name not in self._told and self._tell:
                self._told.add(name)
                self._tell(name)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Look while this process goes on reading."""
        ended = Event()
        if self._tell is not None:
            Thread(target=self._look_until, args=(ended,), daemon=True).start()
        try:
            yield
        finally:
            ended.set()

    def _look_until(self, ended: Event) -> None:
        while not ended.wait(LOOK_EVERY):
            self.look()
