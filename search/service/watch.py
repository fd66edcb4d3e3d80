"""Reindexes whenever files change: a burst of changes is one run, files still being written wait.

The system tells of changes (by inotify and its like); what they are is for the run to find out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread

from watchfiles import watch as notified

from search.model import CannotIndex
from search.service.files import below, roots

Run = Callable[[Collection[str]], bool]
"""A run that leaves the files at these places as they are; False when it failed: it is tried again."""

QUIET = 0.25
"""Seconds for which a file stays as it is before it is read."""
PATIENCE = 10.0
"""Seconds after which a file that never stays as it is gets read all the same."""
RETRY = 5.0
"""Seconds until a run that failed is tried again."""
ROUND = 600.0
"""Seconds after which there is a run in any case: no system tells of changes on a network folder."""
TICK = 0.5

_Events = SimpleQueue[set[str] | Exception]


def watch(paths: Sequence[Path], index: Path, run: Run, stop: Event) -> None:
    """Run at once and then after every change below `paths`, until `stop` is set.

    Raises CannotIndex when the system cannot tell of changes there.
    """
    while not stop.is_set():
        folders = {root: _identity(root) for root in _watched(paths)}
        with _events([root for root in folders if folders[root]]) as events:
            schedule = _Schedule(below(roots(paths)), below(roots([index])))
            while not stop.is_set() and all(_identity(root) == folders[root] for root in folders):
                schedule.note(_next(events, schedule.wait()))
                if schedule.is_due():
                    schedule.ran(run(schedule.being_written()))


class _Schedule:
    """When to run next, and which files were just being written."""

    def __init__(self, is_wanted: Callable[[str], bool], is_ours: Callable[[str], bool]) -> None:
        self._is_wanted, self._is_ours = is_wanted, is_ours
        self._due = time.monotonic()
        self._changing: dict[str, tuple[float, float]] = {}  # place: first and last change

    def wait(self) -> float:
        return min(max(self._due - time.monotonic(), 0.0), TICK)

    def note(self, places: Collection[str]) -> None:
        now = time.monotonic()
        for place in places:
            if self._is_wanted(place) and not self._is_ours(place) and "/." not in place:
                first, _ = self._changing.get(place, (now, now))
                self._changing[place] = first, now
                self._due = min(self._due, now + QUIET)

    def is_due(self) -> bool:
        return time.monotonic() >= self._due

    def being_written(self) -> list[str]:
        now = time.monotonic()
        self._changing = {
            place: (first, last)
            for place, (first, last) in self._changing.items()
            if now - last < QUIET and now - first < PATIENCE
        }
        return list(self._changing)

    def ran(self, well: bool) -> None:
        pause = QUIET if self._changing else ROUND
        self._due = time.monotonic() + (pause if well else RETRY)


def _watched(paths: Sequence[Path]) -> set[Path]:
    """The folders to watch: for a file the one it is in, for an editor puts another in its place."""
    return {root if root.is_dir() else root.parent for root in map(Path, roots(paths))}
