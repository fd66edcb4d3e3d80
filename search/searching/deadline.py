"""When a search takes nothing more upon itself and answers with what it has."""

from __future__ import annotations

import time
from math import inf

clock = time.thread_time
"""Seconds of processor time of this thread: what other programs do is not held against a query."""


class Deadline:
    """Ends after so many milliseconds, never for 0. Stages that an answer can do without ask before they
    begin; `is_missed` tells whether one of them was left out.
    """

    def __init__(self, milliseconds: int) -> None:
        self._end = clock() + milliseconds / 1_000 if milliseconds else inf
        self.is_missed = False

    def is_over(self) -> bool:
        """Whether a stage is to be left out; from the first that is, all are."""
        self.is_missed = self.is_missed or clock() > self._end
        return self.is_missed
