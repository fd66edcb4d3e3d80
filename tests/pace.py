"""How much work something is, on a machine that does other work as well."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fail where the thread computes for longer, by the processor's time: waiting for others does not count.

    Callers give at least ten times what they take; what grows with the square of its input takes far more.
    """
    start = time.thread_time()
    yield
    taken = time.thread_time() - start
    assert taken < seconds, f"took {taken:.1f} s of the processor, {seconds:g} are allowed"
