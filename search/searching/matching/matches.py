"""What matches: words of a text, and the slots of a query's needles that they stand in.

A needle is one word or phrase of the query; its slots are its words in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from search.analysis.levels import Analyzer, Levels
from search.analysis.normalise import agreeing, is_plain
from search.analysis.tokenise import tokens
from search.query.expansion.parts import Needle

NEAREST_FIRST = ("vocalised", "surface", "folded", "lemma", "root")
NEAR = ("lemma", "vocalised", "surface", "folded")
FAR = ("root",)

farness = {level: rank for rank, level in enumerate(NEAREST_FIRST)}.__getitem__
"""How far a level is: 0 for the nearest."""

FARTHEST = len(NEAREST_FIRST)
"""Farther than any level."""


SlotMatch = tuple[int, int, str]
"""A slot that a word stands in: the number of its needle, its own, the nearest level they share."""

PieceMatch = tuple[int, int, tuple[SlotMatch, ...]]
"""A word of a piece of text that stands in slots: where it begins and ends in code points of the piece. Plain
tuples are taken apart in a fraction of the time that named ones take, and pages do so some hundred times."""


class WordMatch(NamedTuple):
    """A word of a text that matches a needle: code points of the text, how near (a level's name).

    Also the slot of the needle that it may stand in, and its number in the text where words are counted.
    """

    start: int
    end: int
    needle: int
    level: str
    slot: int = 0
    position: int = 0


class PieceMatches(dict[str, tuple[PieceMatch, ...]]):
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
        marked = by_level.get("vocalised", {})
        self._marked = [(re.compile(agreeing(term)), slots) for term, slots in marked.items()]
        self._wanted = {
            level: wanted for level, wanted in by_level.items() if wanted and level != "vocalised"
        }
        self.most_slots = max(
            (len(slots) for wanted in by_level.values() for slots in wanted.values()), default=1
        )
        """In how many slots one word may stand."""

    def __missing__(self, piece: str) -> tuple[PieceMatch, ...]:
        found: tuple[PieceMatch, ...]
        if is_plain(piece):
            slots = self._slots(piece)
            found = ((0, len(piece), slots),) if slots else ()
        else:
            found = tuple(
                (start, end, slots) for word, start, end in tokens(piece) if (slots := self._slots(word))
            )
        self[piece] = found
        return found

    def _slots(self, word: str) -> tuple[SlotMatch, ...]:
        levels = self._analyzer.of_text(word)
        found: list[SlotMatch] = []
        for level, wanted in self._wanted.items():
            terms: str = getattr(levels, level)
            for term in terms.split(" ") if " " in terms else (terms,):
                for needle, slot in wanted.get(term, ()):
                    nearest = self._nearest(needle, slot, levels) if level == "lemma" else level
                    found.append((needle, slot, nearest))
        for pattern, slots in self._marked:
            if pattern.fullmatch(levels.vocalised):
                found += [(needle, slot, "vocalised") for needle, slot in slots]
        return tuple(found)

    def _nearest(self, needle: int, slot: int, levels: Levels) -> str:
        """For a word of a slot's lemma, the nearest level on which they are the same."""
        terms = self._needles[needle].slots[slot]
        if levels.vocalised in terms["vocalised"]:
            return "vocalised"
        if levels.surface in terms["surface"]:
            return "surface"
        return "folded" if levels.folded in terms["folded"] else "lemma"
