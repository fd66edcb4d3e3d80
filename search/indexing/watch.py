"""Reindexes whenever files change: a burst of changes is one run, files still being written wait.

The system tells of changes (by inotify and its like); what they are is for the run to find out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Protocol

from watchfiles import watch as notified

from search.errors import CannotIndex
from search.indexing.files import below, roots

Run = Callable[[Collection[str]], bool]
"""A run that leaves the files at these places as they are; False when it failed: it is tried again."""

QUIET = 0.25
"""Seconds for which files stay as they are before they are read."""
BURST = 1.0
"""Seconds after which those that do are read, even though others still change."""
PATIENCE = 10.0
"""Seconds after which a file that never stays as it is gets read all the same."""
RETRY = 5.0
"""Seconds until a run that failed is tried again."""
ROUND = 600.0
"""Seconds after which there is a run in any case: no system tells of changes on a network folder."""
TICK = 0.5

_Events = SimpleQueue[set[str] | Exception]

Clock = Callable[[], float]
"""Tells seconds that pass."""


class Changes(Protocol):
    """Places that changed, in the order in which they did."""

    def get(self, *, timeout: float) -> set[str] | Exception:
        """The next ones, or why no more will be told; raises Empty after `timeout` seconds without."""


def watch(
    paths: Sequence[Path],
    index: Path,
    run: Run,
    stop: Event,
    *,
    told: Callable[[Collection[Watched]], AbstractContextManager[Changes]] | None = None,
    clock: Clock = time.monotonic,
) -> None:
    """Run at once and then after every change below `paths`, until `stop` is set.

    `told` gives the changes in folders, by default as the system tells of them. Raises CannotIndex when it
    cannot tell.
    """
    places = [Path(root) for root in roots(paths)]
    is_wanted, is_ours = below(roots(paths)), below(roots([index]))
    while not stop.is_set():
        watched = [Watched.of(place) for place in places]
        schedule = Schedule(clock)
        with (told or _told_by_the_system)(watched) as changes:
            while not stop.is_set() and watched == [Watched.of(place) for place in places]:
                changed = _next(changes, schedule.wait())
                schedule.note([place for place in changed if is_wanted(place) and not is_ours(place)])
                if schedule.is_due():
                    schedule.ran(run(schedule.being_written()))


@dataclass(frozen=True, slots=True)
class Watched:
    """A folder as it is just now: when another takes its name, that one is to be watched."""

    folder: str
    is_recursive: bool
    identity: tuple[int, int] | None

    @classmethod
    def of(cls, place: Path) -> Watched:
        """The folder to watch for a path. For a file the one it is in: editors replace files."""
        is_folder = place.is_dir()
        folder = place if is_folder else place.parent
        try:
            state = folder.stat()
        except OSError:
            return cls(str(folder), is_folder, None)
        return cls(str(folder), is_folder, (state.st_dev, state.st_ino))


class Schedule:
    """When to run next by a clock, and which files are being written."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._due = clock()
        self._since = 0.0
        self._changing: dict[str, tuple[float, float]] = {}  # place: first and last change

    def wait(self) -> float:
        """How long to wait for the next change."""
        return min(max(self._due - self._clock(), 0.0), TICK)

    def note(self, places: Collection[str]) -> None:
        """Take in what changed."""
        now = self._clock()
        for place in places:
            first, _ = self._changing.get(place, (now, now))
            self._changing[place] = first, now
        if places:
            self._since = self._since or now
            self._due = min(now + QUIET, self._since + BURST)

    def is_due(self) -> bool:
        """Whether it is time for a run."""
        return self._clock() >= self._due

    def being_written(self) -> list[str]:
        """Which files changed a moment ago and may be half written."""
        now = self._clock()
        self._changing = {
            place: (first, last)
            for place, (first, last) in self._changing.items()
            if now - last < QUIET and now - first < PATIENCE
        }
        return list(self._changing)

    def ran(self, well: bool) -> None:
        """Plan the next run after one."""
        self._since = self._clock() if self._changing else 0.0
        pause = (QUIET if self._changing else ROUND) if well else RETRY
        self._due = self._clock() + pause


@contextmanager
def _told_by_the_system(watched: Collection[Watched]) -> Iterator[Changes]:
    """A queue of changed places, fed by threads until the end of the `with`."""
    events, halt = _Events(), Event()
    threads = []
    for is_recursive in (True, False):
        folders = {place.folder for place in watched if place.is_recursive is is_recursive and place.identity}
        if folders:
            ready = Event()
            arguments = (events, halt, ready, folders, is_recursive)
            threads.append(Thread(target=_tell, args=arguments, daemon=True))
            threads[-1].start()
            ready.wait()
    try:
        yield events
    finally:
        halt.set()
        for thread in threads:
            thread.join()


def _tell(events: _Events, halt: Event, ready: Event, folders: Collection[str], is_recursive: bool) -> None:
    try:
        for changes in notified(
            *folders,
            watch_filter=None,
            debounce=200,
            stop_event=halt,
            rust_timeout=100,
            yield_on_timeout=True,  # so that the first turn says that watching has begun
            recursive=is_recursive,
            ignore_permission_denied=True,
        ):
            ready.set()
            if changes:
                events.put({place for _, place in changes})
    except Exception as error:
        events.put(error)
    finally:
        ready.set()


def _next(changes: Changes, seconds: float) -> set[str]:
    """The places that changed, once there are any or the time is over."""
    try:
        found = changes.get(timeout=seconds)
    except Empty:
        return set()
    if isinstance(found, Exception):
        raise CannotIndex(
            "The system cannot tell of changes ({found}): allow it more watches, or set"
            " WATCHFILES_FORCE_POLLING=1.",
            found=found,
        ) from found
    return found
