"""Marks whole words of the original text, and cuts the window of it that shows the most of the query.

A text is looked at word by word with the analysis that indexed it, so that what is marked is what matched.
Offsets are code points of the stored text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from search.analysis.levels import Analyzer, Levels
from search.analysis.tokenise import tokens, words
from search.query.expansion.expand import Needle
from search.searching.matching.prefilter import Candidates


class Mark(NamedTuple):
    """A matched word of a text: code points, which needle found it, how near (a level's name).

    Also in which slot of the needle it may stand, and its number in the text where words are counted.
    """

    start: int
    end: int
    needle: int
    level: str
    slot: int = 0
    position: int = 0


Marks = list[Mark]


NEVER = 1_000_000
FAR_APART = 1_000
"""Letters between two words of a text beyond which they are in no phrase together."""


class Text(NamedTuple):
    """What is looked at; `field` is title or body."""

    text: str
    field: str

    @classmethod
    def until(cls, text: str, field: str, end: int) -> Text:
        """`text` before code point `end`, cut at a space."""
        return cls(text if end >= len(text) else text[: text.rfind(" ", 0, end) + 1 or end], field)


class Highlighter:
    """Finds one query's needles in texts. What was found is remembered for the query's life."""

    def __init__(self, needles: Sequence[Needle], analyzer: Analyzer) -> None:
        self.needles = needles
        self.analyzer = analyzer
        self._counted = any(len(needle.slots) > 1 for needle in needles)
        self._candidates = Candidates(needles, analyzer.stemmer)
        self._near = Spots(needles, analyzer, NEAR)
        self._far = Spots(needles, analyzer, FAR)
        self._found: dict[Text, Marks] = {}

    def read(self, texts: Iterable[Text]) -> None:
        """Look for the needles in texts: in several together for less than in one after the other."""
        new = [text for text in dict.fromkeys(texts) if text not in self._found]
        pieces = list(self._candidates.near("\n".join(text.text for text in new)))
        first = begin = 0
        for text in new:
            end = begin + len(text.text)
            last = bisect_right(pieces, (end, end), first)
            found = ((start - begin, stop - begin) for start, stop in pieces[first:last])
            self._found[text] = self._find(text, found, self._near)
            first, begin = last, end + 1

    def near(self, text: Text) -> Marks:
        """The words of a text that match nearer than by a root, in order."""
        if text not in self._found:
            self.read((text,))
        return self._found[text]

    def marks(self, title: Text, body: Text, *, roots: bool = True) -> tuple[Marks, Marks]:
        """The marks of an article's title and body, in order; no word is marked twice.

        An untitled article's shown title is text of its body. With `roots`, words that share but a root are
        marked for needles found no nearer.
        """
        texts = (title, body)
        found = [self.near(text) for text in texts]
        missing = set(range(len(self.needles))) - {each.needle for places in found for each in places}
        if roots and missing:
            far = [self._find(text, self._candidates.far(text.text, missing), self._far) for text in texts]
            found = [
                near + [each for each in others if each.needle in missing]
                for near, others in zip(found, far, strict=True)
            ]
        in_title, in_body = map(self._settled, found)
        return in_title, in_body

    def _find(self, text: Text, pieces: Iterable[tuple[int, int]], spots: Spots) -> Marks:
        found: Marks = []
        position = after = 0
        for piece, piece_end in pieces:
            for begin, end, slots in spots[text.text[piece:piece_end]]:
                start = piece + begin
                if self._counted:
                    position += 1 + _words_between(text.text, after, start)
                    after = piece + end
                for needle, slot, level in slots:
                    if text.field in self.needles[needle].fields:
                        found.append(Mark(start, piece + end, needle, level, slot, position))
        return found

    def _settled(self, found: Marks) -> Marks:
        """The marks of a text, one a word, of all that was found in it."""
        if not self._counted and len({each.start for each in found}) == len(found):
            return sorted(found)
        return _settle(self.needles, found)


def _words_between(text: str, start: int, end: int) -> int:
    """How many words stand between two places; more than any slop where they are far apart."""
    return len(words(text[start:end])) if end - start <= FAR_APART else FAR_APART


def _settle(needles: Sequence[Needle], found: Marks) -> Marks:
    """One mark a word, of the needle that is nearest to it; of those as near, of the one found first."""
    by_needle: dict[int, Marks] = {}
    for each in found:
        by_needle.setdefault(each.needle, []).append(each)
    marks: dict[int, Mark] = {}
    for number, places in by_needle.items():
        if len(needles[number].slots) > 1:
            places = _in_sequence(places, len(needles[number].slots), needles[number].slop)
        for each in places:
            known = marks.get(each.start)
            if known is None or farness(each.level) < farness(known.level):
                marks[each.start] = each
    return [marks[start] for start in sorted(marks)]


def _in_sequence(places: Marks, length: int, slop: int) -> Marks:
    """The places that take part in a run over all slots in order with at most `slop` other words in all."""
    at = {(each.position, each.slot): index for index, each in enumerate(places)}
    before = _other_words(places, at, -1, 0, slop)
    after = _other_words(list(reversed(places)), at, +1, length - 1, slop)
    return [
        place
        for index, place in enumerate(places)
        if before.get(index, NEVER) + after.get(index, NEVER) <= slop
    ]


def _other_words(
    places: Marks, at: Mapping[tuple[int, int], int], step: int, end: int, slop: int
) -> dict[int, int]:
    """For each place the fewest other words on a run from it, by `step`, to a place of slot `end`."""
    fewest: dict[int, int] = {}
    for _, _, _, _, slot, position in places:
        index = at[position, slot]
        if slot == end:
            fewest[index] = 0
            continue
        neighbours = ((gap, at.get((position + step * (1 + gap), slot + step))) for gap in range(slop + 1))
        costs = [gap + fewest[other] for gap, other in neighbours if other is not None and other in fewest]
        if costs and min(costs) <= slop:
            fewest[index] = min(costs)
    return fewest


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
