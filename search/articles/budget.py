"""What reading may take, article by article: some files cost their library hours, or all memory there is."""

from __future__ import annotations

import resource
import signal
import threading
from collections.abc import Iterator
from typing import NamedTuple, NoReturn, TypeVar

from search.articles.memory import held, lately
from search.errors import Unreadable
from search.settings import Settings

LOOK_EVERY = 0.02
"""Seconds of processor time between two looks at what was used."""
_MB = 1_000_000

T = TypeVar("T")


class Budget(NamedTuple):
    """For one article, or for what a file is before it; 0 for any number."""

    seconds: int = 20
    """Of processor time, in the program's own code."""
    megabytes: int = 600
    """By which the memory of the process may grow; looked at where the system tells it: on Linux."""

    @classmethod
    def of(cls, settings: Settings) -> Budget:
        """What the settings allow."""
        return cls(settings.file_seconds, settings.file_memory)


class OverBudget(BaseException):
    """Reading took more than it may, for the `reason`. No Exception: libraries catch those and go on."""

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason)
        self.reason = reason


def within(results: Iterator[T], budget: Budget) -> Iterator[T]:
    """The results, each within the budget.

    Raises OverBudget. Only a main thread can be interrupted, between two steps of Python: others read without
    a bound, and a library in C ends its step first.
    """
    if not any(budget) or threading.current_thread() is not threading.main_thread():
        yield from results
        return
    watch = _Watch(budget)
    before = signal.signal(signal.SIGVTALRM, watch.look)
    signal.siginterrupt(signal.SIGVTALRM, False)  # libraries in C may not expect their calls to be broken off
    try:
        while True:
            watch.begin()
            signal.setitimer(signal.ITIMER_VIRTUAL, LOOK_EVERY, LOOK_EVERY)
            try:
                result = next(results)
            except StopIteration:
                return
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            yield result
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


class _Watch:
    """Looks at what an article has used."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget

    def begin(self) -> None:
        """An article begins."""
        self._began = _seconds()
        self._before = lately() if self._budget.megabytes else 0

    def look(self, *_: object) -> None:
        """Raise OverBudget for what is used up."""
        seconds, megabytes = self._budget
        if seconds and _seconds() - self._began > seconds:
            _stop(Unreadable("Reading it took longer than {seconds} seconds.", seconds=seconds))
        if megabytes:
            grown = held()
            self._before = min(self._before, grown)
            if grown - self._before > megabytes * _MB:
                _stop(Unreadable("Reading it took more than {megabytes} MB of memory.", megabytes=megabytes))


def _stop(reason: Unreadable) -> NoReturn:
    # Again, should it be swallowed, but not while it is handled.
    signal.setitimer(signal.ITIMER_VIRTUAL, 1, 1)
    raise OverBudget(reason)


def _seconds() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime
