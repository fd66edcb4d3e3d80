"""The time that reading may take, article by article: some files cost their library hours."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from typing import NoReturn, TypeVar

from search.errors import Unreadable

FILE_SECONDS = 20
"""Seconds of processor time, in the program's own code, for one article or for what a file is before it."""

T = TypeVar("T")


class OverBudget(BaseException):
    """No Exception: libraries catch those and go on."""


def within(results: Iterator[T], seconds: int) -> Iterator[T]:
    """The results, each of which may take so many seconds of processor time; 0 for any number.

    Raises OverBudget. Only a main thread can be interrupted; others read without a bound.
    """
    if not seconds or threading.current_thread() is not threading.main_thread():
        yield from results
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    try:
        while True:
            signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1)  # again, should it be swallowed
            try:
                result = next(results)
            except StopIteration:
                return
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            yield result
    finally:
        signal.signal(signal.SIGVTALRM, before)


def over_budget(seconds: int) -> Unreadable:
    """The reason for what took longer."""
    return Unreadable("Reading it took longer than {seconds} seconds.", seconds=seconds)


def _stop(*_: object) -> NoReturn:
    raise OverBudget
