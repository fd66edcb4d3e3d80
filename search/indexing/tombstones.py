"""Articles taken down by hand: they stay down, whatever their files say, until they are restored.

The list holds names, whose parts NUL separates: an absolute path for a file or folder; an id, alone or with
the place of its file; and, after a NUL, a place; a place and a holder; or nothing, a target and hashes of
texts.
`Tombstones` says what they mean.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

_NUL = "\0"  # in no path, in no id


@dataclass(frozen=True, slots=True)
class Tombstones:
    """What is down: ids, with the place of their file or "", places, and the texts that went with either.

    `again` are places of files to read again, unchanged as they may be. `waiting` are pairs of the place of a
    file and what keeps an article of it out: the place of the file whose article has its id, or a target that
    was taken down with the same text. When that goes, the file is to be read again.
    """

    ids: Mapping[str, str]
    places: frozenset[str]
    again: frozenset[str]
    waiting: frozenset[tuple[str, str]] = frozenset()
    texts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Target, an id or a place, to the hashes of the bodies that went with it."""

    @classmethod
    def of(cls, names: Iterable[str]) -> Tombstones:
        """What a list of names says."""
        ids, places, again = dict[str, str](), set[str](), set[str]()
        waiting, texts = set[tuple[str, str]](), dict[str, frozenset[str]]()
        for name in names:
            match name.split(_NUL):
                case ["", "", target, hashes]:
                    texts[target] = frozenset(hashes.split())
                case ["", place, holder]:
                    waiting.add((place, holder))
                case ["", place]:
                    again.add(place)
                case [place] if place.startswith("/"):
                    places.add(place)
                case [id, *rest]:
                    ids[id] = "".join(rest)
        return cls(ids, frozenset(places), frozenset(again), frozenset(waiting), texts)

    def names(self) -> frozenset[str]:
        """The list of names that says this."""
        return frozenset(
            (
                *(f"{id}{_NUL}{place}" for id, place in self.ids.items()),
                *self.places,
                *(f"{_NUL}{place}" for place in self.again),
                *(f"{_NUL}{place}{_NUL}{holder}" for place, holder in self.waiting),
                *(
                    f"{_NUL}{_NUL}{target}{_NUL}{' '.join(sorted(hashes))}"
                    for target, hashes in self.texts.items()
                ),
            )
        )

    def without(self, holders: Collection[str]) -> Tombstones:
        """The same once these keep nothing out any more: files that waited for them are to be read again."""
        freed = {pair for pair in self.waiting if pair[1] in holders}
        again = self.again.union(place for place, _ in freed)
        return replace(self, waiting=self.waiting - freed, again=again)
