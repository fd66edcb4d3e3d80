"""A clock, changes of files and the system's word of them, all as a test tells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty
from threading import Event

from search.indexing.watch import Run, Watched, watch

Change = Callable[[], Path | None]
"""Changes a file, and says which the system is to tell of."""


class Script:
    """Changes at certain seconds of a clock that stands still while anything is done; Ctrl-C at `end`."""

    def __init__(self, changes: Iterable[tuple[float, Change]], end: float) -> None:
        self._began = 100.0
        self._now = self._began
        self._changes = sorted(changes, key=lambda change: change[0])
        self._end = end

    def now(self) -> float:
        """Seconds since the beginning, to the millisecond."""
        return round(self._now - self._began, 3)

    def clock(self) -> float:
        return self._now

    def watch(self, paths: Collection[Path], index: Path, run: Run, stop: Event | None = None) -> None:
        """Watch until the end, as `fihris reindex --watch` does."""
        with suppress(KeyboardInterrupt):
            watch(list(paths), index, run, stop or Event(), told=self._told, clock=self.clock)

    @contextmanager
    def _told(self, watched: Collection[Watched]) -> Iterator[Script]:
        yield self

    def get(self, *, timeout: float) -> set[str]:
        until = self._now + timeout
        if self._changes and self._began + self._changes[0][0] <= until:
            second, change = self._changes.pop(0)
            self._now = max(self._now, self._began + second)
            place = change()
            return {str(place)} if place else set()
        if until > self._began + self._end:
            raise KeyboardInterrupt
        self._now = until
        raise Empty


def written(path: Path, text: str) -> Change:
    """A file gets a text after what it has."""

    def change() -> Path:
        with path.open("a", encoding="utf-8") as stream:
            stream.write(text)
        return path

    return change
