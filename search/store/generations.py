"""One index is a row of generations: what a place that holds them must do."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from search.engines.base import Engine
from search.store.tombstones import Tombstones


@dataclass(frozen=True, slots=True)
class Generation:
    """One built index: its number, the engine that made it, the fingerprint of its analysis."""

    number: int
    engine: str
    fingerprint: str


class Footprint(NamedTuple):
    """How many bytes an index takes, and when it last changed, in seconds since 1970."""

    size: int
    changed: float


class Generations(Protocol):
    """The generations of one index, in a folder or on a cluster."""

    @property
    def place(self) -> str:
        """Where the index is, for messages."""

    def current(self) -> Generation | None:
        """The generation that answers, None before the first; raises NoIndex when it is damaged."""

    def current_number(self) -> int | None:
        """Its number; cheap enough to ask at every request."""

    def create(self, engine: str, fingerprint: str) -> Generation:
        """A new generation beside the others, not yet the one that answers."""

    def open(self, generation: Generation, *, create: bool = False) -> Engine:
        """The engine of a generation; `create` for one not yet written. Raises NoIndex when it is damaged."""

    def using(self, generation: Generation) -> AbstractContextManager[None]:
        """Keep a generation from being removed while it is read; raises NoIndex when it is gone."""

    def publish(self, generation: Generation) -> None:
        """Make a complete generation the one that answers, atomically and durably."""

    def discard(self, generation: Generation) -> None:
        """Remove a generation that was not published."""

    def clean(self) -> None:
        """Remove generations that do not answer and that nobody reads."""

    def writing(self) -> AbstractContextManager[None]:
        """Be the one writer; raises IndexBusy saying who is."""

    def damaged(self) -> Sequence[str]:
        """Files of the generation that answers that are not as they were written, where files are ours."""

    def visibly_damaged(self) -> Sequence[str]:
        """Those of them that a look at sizes and times finds; cheap enough for every request."""

    def tombstones(self) -> Tombstones:
        """What was taken down by hand. Raises NoIndex where that cannot be read."""

    def keep_tombstones(self, down: Tombstones) -> None:
        """Replace what was taken down, durably."""

    def left_out(self, generation: Generation) -> str:
        """What is kept of what a generation lacks of its files; "" where nothing is. Raises NoIndex."""

    def keep_left_out(self, generation: Generation, text: str) -> None:
        """Replace that, durably."""

    def beside(self, generation: Generation) -> Path | None:
        """A folder for what may be lost and goes with the generation; None where there is none."""

    def footprint(self, generation: Generation) -> Footprint:
        """What the index takes up."""

    def forget(self) -> None:
        """Remove every generation: for collections made to be measured."""
