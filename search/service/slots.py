"""Which slots of a query's needles the words of a text may stand in."""

from __future__ import annotations

from collections.abc import Sequence

from search.analysis.levels import Analyzer, Levels
from search.analysis.tokenise import tokens
from search.query.expand import Needle

NEAREST_FIRST = ("vocalised", "surface", "folded", "lemma", "root")
NEAR = ("lemma", "vocalised", "surface", "folded")
FAR = ("root",)

Slots = tuple[tuple[int, int, str], ...]
"""Of each slot: the number of its needle, its own, the nearest level that a word shares with it."""

farness = {level: rank for rank, level in enumerate(NEAREST_FIRST)}.__getitem__
"""How far a level is: 0 for the nearest."""


Spot = tuple[int, int, Slots]
"""A word that stands in a slot: code points of the piece it is in."""


class Spots(dict[str, tuple[Spot, ...]]):
    """Pieces of texts to those of their words that share one of `levels` with a slot; each is read once.

    Slots that have a lemma are matched by it, or by the root; the others on the levels they have.
    """

    def __init__(self, needles: Sequence[Needle], analyzer: Analyzer, levels: Sequence[str]) -> None:
        super().__init__()
        self._needles = needles
        self._analyzer = analyzer
        by_level: dict[str, dict[str, list[tuple[int, int]]]] = {level: {} for level in levels}
        for number, needle in enumerate(needles):
            for slot, terms in enumerate(needle.slots):
                for level in ("lemma", "root") if "lemma" in terms else terms:
                    for term in terms[level] if level in levels else ():
                        by_level[level].setdefault(term, []).append((number, slot))
        self._wanted = {level: wanted for level, wanted in by_level.items() if wanted}

    def __missing__(self, piece: str) -> tuple[Spot, ...]:
        self[piece] = tuple(
            (word.start, word.end, slots) for word in tokens(piece) if (slots := self._slots(word.text))
        )
        return self[piece]

    def _slots(self, word: str) -> Slots:
        (levels,) = self._analyzer.text((word,))
        return tuple(
            (number, slot, self._nearest(number, slot, levels) if level == "lemma" else level)
            for level, wanted in self._wanted.items()
            for number, slot in wanted.get(getattr(levels, level), ())
        )

    def _nearest(self, number: int, slot: int, levels: Levels) -> str:
        """For a word of a slot's lemma, the nearest level on which they are the same."""
        terms = self._needles[number].slots[slot]
        nearer = (level for level in NEAREST_FIRST[:3] if getattr(levels, level) in terms[level])
        return next(nearer, "lemma")
