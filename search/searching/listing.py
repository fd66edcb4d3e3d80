"""The ids of all articles of a commit, kept small for who lists them all."""

from __future__ import annotations

import json
from collections.abc import Iterable

from search.deflate import compress, decompress

RUN = 10_000
"""Ids that are packed together."""


class Listing:
    """Ids in their order; a million of them take 2 to 19 MB."""

    def __init__(self, ids: Iterable[str]) -> None:
        ordered = sorted(ids)
        self._runs = [
            compress(json.dumps(ordered[at : at + RUN]).encode()) for at in range(0, len(ordered), RUN)
        ]

    def part(self, first: int, count: int) -> list[str]:
        """At most `count` ids from the place `first` on, which is counted from 0."""
        runs = self._runs[first // RUN : -(-(first + count) // RUN)]
        ids = [id for run in runs for id in json.loads(decompress(run))]
        return ids[first % RUN :][:count]
