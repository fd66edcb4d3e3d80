"""Articles taken down by hand: they stay down, whatever their files say, until they are restored."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from search import disk
from search.errors import NoIndex

NAME = "removed.json"


class Blocked(NamedTuple):
    """The place of a file, and what keeps an article of it out: the place of the file whose article has its
    id, or a target that was taken down with the same text."""

    place: str
    holder: str


@dataclass(frozen=True, slots=True)
class Tombstones:
    """What is down: ids, with the place of their file or "", places, and the texts that went with either.

    `again` are places of files to read again, unchanged as they may be. When what a file of `waiting` is
    blocked by goes, it is to be read again as well. `texts` has for each target, an id or a place, the hashes
    of the bodies that went with it.
    """

    ids: Mapping[str, str] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    waiting: frozenset[Blocked] = frozenset()
    texts: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def without(self, holders: Collection[str]) -> Tombstones:
        """The same once these keep nothing out any more: files that waited for them are to be read again."""
        freed = {blocked for blocked in self.waiting if blocked.holder in holders}
        again = self.again.union(blocked.place for blocked in freed)
        return replace(self, waiting=self.waiting - freed, again=again)

    def encode(self) -> str:
        """As JSON, in ASCII: names of files may hold what has no form in UTF-8."""
        kept = {
            "ids": dict(sorted(self.ids.items())),
            "places": sorted(self.places),
            "again": sorted(self.again),
            "waiting": sorted(self.waiting),
            "texts": {target: sorted(hashes) for target, hashes in sorted(self.texts.items())},
        }
        return json.dumps(kept, ensure_ascii=True, indent=1)

    @classmethod
    def decode(cls, text: str) -> Tombstones:
        """What `encode` gave, or an earlier version kept. Raises ValueError for anything else."""
        kept = json.loads(text)
        try:
            if isinstance(kept, list):
                return _of_names(_strings(kept))
            return cls(
                dict(zip(_strings(kept["ids"]), _strings(kept["ids"].values()), strict=True)),
                frozenset(_strings(kept["places"])),
                frozenset(_strings(kept["again"])),
                frozenset(Blocked(*_strings(pair)) for pair in kept["waiting"]),
                {target: frozenset(_strings(hashes)) for target, hashes in kept["texts"].items()},
            )
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"not a list of what is down: {error}") from error


def load(index: Path) -> Tombstones:
    """What is down by the file of an index folder. Raises NoIndex for one that cannot be read."""
    path = index / NAME
    try:
        return Tombstones.decode(path.read_text("utf-8"))
    except FileNotFoundError:
        return Tombstones()
    except (OSError, ValueError) as error:
        raise NoIndex(
            "{path} cannot be read: mend it, or delete it to bring removed articles back.", path=path
        ) from error


def save(index: Path, tombstones: Tombstones) -> None:
    """Replace the file, durably."""
    disk.replace(index / NAME, tombstones.encode())


def _strings(values: Iterable[Any]) -> list[str]:
    strings = list(values)
    if isinstance(values, str) or not all(isinstance(value, str) for value in strings):
        raise TypeError("not strings")
    return strings


def _of_names(names: Iterable[str]) -> Tombstones:
    """What a list says as it was kept at first: names, told apart by how many parts NUL separates."""
    ids, places, again = dict[str, str](), set[str](), set[str]()
    waiting, texts = set[Blocked](), dict[str, frozenset[str]]()
    for name in names:
        match name.split("\0"):
            case ["", "", target, hashes]:
                texts[target] = frozenset(hashes.split())
            case ["", place, holder]:
                waiting.add(Blocked(place, holder))
            case ["", place]:
                again.add(place)
            case [place] if place.startswith("/"):
                places.add(place)
            case [id, *rest]:
                ids[id] = "".join(rest)
    return Tombstones(ids, frozenset(places), frozenset(again), frozenset(waiting), texts)
