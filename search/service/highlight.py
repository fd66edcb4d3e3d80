"""Marks whole words of the original text, and cuts the window of it that shows the most of the query.

A text is looked at word by word with the analysis that indexed it, so that what is marked is what matched.
Offsets are code points of the stored text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from search.analysis.levels import Analyzer
from search.analysis.tokenise import words
from search.query.expand import Needle
from search.service.candidates import Candidates
from search.service.slots import FAR, NEAR, Spots, farness

SNIPPET_LETTERS = 140_000
"""Snippets are cut from the beginning of an article: about 20,000 words."""

_SENTENCE_END = re.compile(r"[.!?؟؛\n…]")


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


def to_html(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> str:
    """`text[start:end]` escaped, with each mark inside it in <mark>."""
    end = len(text) if end is None else end
    parts, at = [], start
    for mark in marks:
        if mark.start < at or mark.end > end:
            continue
        parts += [escape(text[at : mark.start]), "<mark>", escape(text[mark.start : mark.end]), "</mark>"]
        at = mark.end
    return "".join([*parts, escape(text[at:end])])


def window(text: str, marks: Sequence[Mark], letters: int) -> tuple[int, int]:
    """The stretch of about `letters` code points that holds the most different needles, then marks.

    It begins at a sentence where one begins near before the first mark, else at a word.
    """
    if len(text) <= letters:
        return 0, len(text)
    first = _best_first(marks, letters)
    lead = letters // 4
    start = max(0, first - lead)
    if start:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, start, first)]
        start = ends[-1] if ends else _after_space(text, start, first)
        start = min(start, len(text) - letters) if start + letters > len(text) else start
        start = _after_space(text, start, first) if start and not text[start - 1].isspace() else start
    while start < first and text[start].isspace():
        start += 1
    end = min(len(text), start + letters)
    if end < len(text):
        space = max(text.rfind(" ", start + letters // 2, end), text.rfind("\n", start + letters // 2, end))
        end = space if space > start else end
    return start, end


def _best_first(marks: Sequence[Mark], letters: int) -> int:
    best, first = (0, 0), 0
    tail = 0
    inside: dict[int, int] = {}
    for at, mark in enumerate(marks):
        inside[mark.needle] = inside.get(mark.needle, 0) + 1
        while tail < at and mark.end - marks[tail].start > letters * 3 // 4:
            inside[marks[tail].needle] -= 1
            if not inside[marks[tail].needle]:
                del inside[marks[tail].needle]
            tail += 1
        score = (len(inside), at - tail + 1)
        if score > best:
            best, first = score, marks[tail].start
    return first


def _after_space(text: str, start: int, stop: int) -> int:
    if start == 0 or text[start - 1].isspace():
        return start
    for at in range(start, stop):
        if text[at].isspace():
            return at + 1
    return stop
