"""Articles taken down by hand: they stay down, whatever their files say, until they are restored.

The list holds names: an absolute path for a file or folder; an id, alone or followed by NUL and the place of
its file; NUL and a place for a file to be read again, unchanged as it may be, because an article of it was
restored.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from search.engines.disk import replace
from search.model import NoIndex

_NUL = "\0"  # in no path, in no id


@dataclass(frozen=True, slots=True)
class Tombstones:
    """What is down: ids, with the place of their file or "", and places; and places to read again."""

    ids: Mapping[str, str]
    places: frozenset[str]
    again: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str]) -> Tombstones:
        """What a list of names says."""
        ids, places, again = {}, set[str](), set[str]()
        for name in names:
            id, nul, place = name.partition(_NUL)
            if not id:
                again.add(place)
            elif id.startswith("/") and not nul:
                places.add(id)
            else:
                ids[id] = place
        return cls(ids, frozenset(places), frozenset(again))

    def names(self) -> frozenset[str]:
        """The list of names that says this."""
        ids = (f"{id}{_NUL}{place}" for id, place in self.ids.items())
        return frozenset((*ids, *self.places, *(f"{_NUL}{place}" for place in self.again)))


def load(index: Path) -> frozenset[str]:
    """The names of what is taken down. Raises NoIndex for a list that cannot be read."""
    path = index / "removed.json"
    try:
        names = json.loads(path.read_text("utf-8"))
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ValueError("not a list of names")
        return frozenset(names)
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError) as error:
        raise NoIndex(
            f"{path} cannot be read: mend it, or delete it to bring removed articles back.",
            f"تتعذّر قراءة {path}؛ أصلحه، أو احذفه لإعادة المقالات المحذوفة.",
        ) from error


def save(index: Path, names: Iterable[str]) -> None:
    """Replace the list, durably."""
    replace(index / "removed.json", json.dumps(sorted(names), ensure_ascii=True, indent=1))
