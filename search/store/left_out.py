"""What the index lacks of the files it was made of: which parts of which files and why, until mended.

Kept with a generation. Before a commit in place both are written, what is known now and what will be after
it, with the name of the commit before it: whenever a run is killed, one of them is that of the index.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from search.articles import Skipped
from search.engines.base import Engine
from search.messages import Enumeration, Message
from search.store.check import damaged, none_yet
from search.store.checksums import LEFT_OUT
from search.store.generations import Generation, Generations

MOST = 5_000
"""Parts that are named; of the others only their number is kept, file by file."""


@dataclass(slots=True)
class Left:
    """What is left out of one file: how many parts, how many of them because someone asked for it, and the
    first ones."""

    count: int = 0
    intended: int = 0
    parts: list[Skipped] = field(default_factory=list)


@dataclass(slots=True)
class LeftOut:
    """What is left out, by the absolute place of the file, or of a folder that could not be listed."""

    files: dict[str, Left] = field(default_factory=dict)
    _named: int = 0

    def add(self, place: str, part: Skipped) -> None:
        """Note one part, with its reason where MOST are not yet named."""
        self._take(place, Left(part.count, part.count * part.intended, [part]))

    def after(self, fresh: LeftOut, is_known: Callable[[str], bool]) -> LeftOut:
        """What a run leaves: of what was known before the places that are still as they were, and the
        `fresh` it found; in the order of places."""
        whole = LeftOut()
        for place in sorted(self.files.keys() | fresh.files.keys()):
            if place in self.files and is_known(place):
                whole._take(place, self.files[place])
            if place in fresh.files:
                whole._take(place, fresh.files[place])
        return whole

    def _take(self, place: str, left: Left) -> None:
        mine = self.files.setdefault(place, Left())
        mine.count += left.count
        mine.intended += left.intended
        named = left.parts[: MOST - self._named]
        mine.parts += named
        self._named += len(named)

    def count(self, is_meant: Callable[[str], bool] = lambda _: True) -> tuple[int, int]:
        """How many parts are left out of the files at these places, and how many of them nobody asked for."""
        meant = [left for place, left in self.files.items() if is_meant(place)]
        count = sum(left.count for left in meant)
        return count, count - sum(left.intended for left in meant)

    def named(self) -> Iterator[tuple[str, Skipped]]:
        """The parts that are named, each after the place of its file."""
        return ((place, part) for place, left in self.files.items() for part in left.parts)

    def as_json(self) -> dict[str, object]:
        """The same for programs."""
        parts = [{"file": place, **part.as_json()} for place, part in self.named()]
        return {"count": self.count()[0], "named": len(parts), "parts": parts}


def encode(now: LeftOut, before: LeftOut | None = None, version: str = "") -> str:
    """As JSON, in ASCII: names of files may hold what has no form in UTF-8. `before` is what is known while
    the engine has this `version`: `now` holds from its next commit on."""
    kept: dict[str, Any] = {"now": _rows(now)}
    if before is not None:
        kept |= {"before": _rows(before), "version": version}
    return json.dumps(kept, ensure_ascii=True)


def decode(text: str, version: str) -> LeftOut:
    """What was left out by the engine's commit of this version. Raises ValueError for anything but what
    `encode` gave."""
    kept = json.loads(text)
    left = LeftOut()
    try:
        rows = kept["before"] if kept.get("version") == version else kept["now"]
        for place, (count, intended, parts) in rows.items():
            left._take(place, Left(count, intended, [_part(*part) for part in parts]))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"not a list of what is left out: {error}") from error
    return left


def load(store: Generations, generation: Generation, engine: Engine) -> LeftOut:
    """What is left out of a generation, of which the engine is open. Raises NoIndex for one damaged."""
    text = store.left_out(generation)
    try:
        return decode(text, engine.version()) if text else LeftOut()
    except ValueError as error:
        raise damaged(store, Enumeration((LEFT_OUT,))) from error


def known(store: Generations) -> LeftOut:
    """What is left out of the index. Raises NoIndex where there is none, or it is damaged."""
    generation = store.current()
    if generation is None:
        raise none_yet(store)
    with store.using(generation), closing(store.open(generation)) as engine:
        return load(store, generation, engine)


def _rows(left_out: LeftOut) -> dict[str, Any]:
    return {
        place: (left.count, left.intended, [_row(part) for part in left.parts])
        for place, left in left_out.files.items()
    }


def _row(part: Skipped) -> tuple[object, ...]:
    return part.name, part.reason.packed(), part.part and part.part.packed(), part.intended, part.count


def _part(name: str, reason: Any, part: Any, intended: bool, count: int) -> Skipped:
    return Skipped(name, Message.unpacked(reason), part and Message.unpacked(part), intended, count)
