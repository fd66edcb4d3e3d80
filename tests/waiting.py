"""Waiting for what happens, never for time to pass: conditions, programs at a known step, growth of work."""

from __future__ import annotations

import math
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

LIMIT = 120.0
"""Seconds after which what was waited for is taken for never: far more than the slowest machine needs."""
LOOK_EVERY = 0.01
ROOT = Path(__file__).parents[1]

Found = TypeVar("Found")


def wait_until(condition: Callable[[], Found], what: str, limit: float = LIMIT) -> Found:
    """The first true answer of `condition`; fails, naming `what`, after `limit` seconds without one."""
    end = time.monotonic() + limit
    while not (found := condition()):
        assert time.monotonic() < end, f"within {limit:g} seconds it did not happen that {what}"
        time.sleep(LOOK_EVERY)
    return found


class Program:
    """A program in a process of its own, known by what it says; killed at the end of the `with`."""

    def __init__(self, *words: str | Path, env: dict[str, str] | None = None, **given: Any) -> None:
        self._out = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the program
        self._err = tempfile.TemporaryFile()  # noqa: SIM115
        self.process = subprocess.Popen(
            list(map(str, words)),
            stdout=self._out,
            stderr=self._err,
            env={**os.environ, "PYTHONPATH": str(ROOT), "FIHRIS_LANGUAGE": "en", **(env or {})},
            **given,
        )

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *details: object) -> None:
        self.process.kill()
        self.process.wait()
        self._out.close()
        self._err.close()

    def out(self) -> str:
        """What it has written to its output so far."""
        return _written(self._out.fileno())

    def err(self) -> str:
        """What it has written of errors and progress so far."""
        return _written(self._err.fileno())

    def until(self, condition: Callable[[], Found], what: str, limit: float = LIMIT) -> Found:
        """The first true answer of `condition`; fails, naming `what`, where the program ends before."""

        def holds() -> Found:
            ended = self.process.poll()  # first: what it said last is still looked at
            found = condition()
            assert found or ended is None, f"it ended with {ended} before {what}: {self.out()}{self.err()}"
            return found

        try:
            return wait_until(holds, what, limit)
        except AssertionError as error:
            raise AssertionError(f"{error}; it said: {self.out()}{self.err()}") from None

    def says(self, marker: str, limit: float = LIMIT) -> None:
        """Wait until it has said `marker`."""
        self.until(lambda: marker in self.out() + self.err(), f"it says {marker!r}", limit)

    def interrupted_at(self, marker: str, by: signal.Signals = signal.SIGINT, limit: float = LIMIT) -> int:
        """Its exit code after a signal at the step at which it says `marker` and holds (see held.py)."""
        self.says(marker, limit)
        assert self.process.poll() is None, f"it did not hold at {marker!r}"
        self.process.send_signal(by)
        return self.process.wait(limit)


def held(file: str) -> Sequence[str]:
    """The first words of a command line of fihris that says `held at FILE` and holds when it opens FILE."""
    return (sys.executable, str(ROOT / "tests/held.py"), file)


def _written(descriptor: int) -> str:
    """What a file has; its place is left alone, which the program that writes it shares."""
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0).decode("utf-8", "replace")


@contextmanager
def reserved_ports(count: int = 1) -> Iterator[list[int]]:
    """Ports of loopback that only servers which reuse addresses can take, as ours do, until the end.

    A port that is merely free now may be another test's a moment later.
    """
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            each.bind(("127.0.0.1", 0))
        yield [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


TICK = 0.01
"""The seconds in which some systems count processor time: what takes less may seem to take none."""

TIMES = 16
"""How many times as large the second size of `check_linear` is."""


def check_linear(
    run: Callable[[int], object], size: int, clock: Callable[[], float] = time.process_time
) -> None:
    """Fails where `run(16 * size)` takes over 64 times the processor time of `run(size)`.

    Linear work takes 16 times as long, quadratic work 256 times: the limit is four times from both.
    """
    check_time(lambda: run(TIMES * size), lambda: run(size), TIMES**1.5, clock)


def check_time(
    run: Callable[[], object],
    other: Callable[[], object],
    times: float,
    clock: Callable[[], float] = time.process_time,
) -> None:
    """Fails where `run` takes over `times` the processor time of `other`, each in the least of three turns:
    other programs on a machine only ever make a turn longer.
    """
    once = min(_taken(other, clock) for _ in range(3)) or TICK
    least = math.inf
    for _ in range(3):
        least = min(least, _taken(run, clock))
        if least <= times * once:
            return
    raise AssertionError(f"it takes {least / once:.0f} times as long, which is more than {times:g}")


def _taken(run: Callable[[], object], clock: Callable[[], float]) -> float:
    began = clock()
    run()
    return clock() - began
