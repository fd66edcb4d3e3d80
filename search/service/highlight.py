"""Marks whole words of the original text, and cuts the window of it that shows the most of the query.

A text is looked at word by word with the analysis that indexed it, so that what is marked is what matched.
Offsets are code points of the stored text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import accumulate
from typing import NamedTuple

from search.analysis.levels import Analyzer, Levels
from search.analysis.tokenise import Token, tokens, words
from search.query.expand import Needle
from search.service.candidates import Candidates

NEAREST_FIRST = ("vocalised", "surface", "folded", "lemma", "root")
_LOOKED_UP = ("lemma", "root", "vocalised", "surface", "folded")
"""Levels in the order in which a word is looked up on them: the lemma decides, for words that have one."""
SNIPPET_LETTERS = 140_000
"""Snippets are cut from the beginning of an article: about 20,000 words."""

_SENTENCE_END = re.compile(r"[.!?؟؛\n…]")


class Mark(NamedTuple):
    """A matched word of a text: code points, which needle found it, and how near (a level's name)."""

    start: int
    end: int
    needle: int
    level: str


Marks = list[Mark]

Place = tuple[int, Token, int, str]
"""A word that may stand in a slot of a needle: its number in the text, the word, the slot, the level."""

Slots = tuple[tuple[int, int, str], ...]
"""The slots a word may stand in: the needle, the slot, the nearest level they share."""

Spot = tuple[int, int, Slots]
"""A word that stands in a slot: code points of a piece."""

Found = tuple[int, Token, int, int, str]
"""A word found: its number, the word, the needle, the slot, the level."""

NEVER = 1_000_000
FAR_APART = 1_000
"""Letters between two words of a text beyond which they are in no phrase together."""


class Words(NamedTuple):
    """A text, cut at spaces and line ends into pieces that hold a word, mostly; `field` is title or body."""

    text: str
    field: str
    pieces: list[str]

    @classmethod
    def of(cls, text: str, field: str, end: int | None = None) -> Words:
        """The pieces of `text` before code point `end`."""
        if end is not None and end < len(text):
            text = text[: text.rfind(" ", 0, end) + 1 or end]
        return cls(text, field, text.replace("\n", " ").split(" "))


class Highlighter:
    """Finds one query's needles in texts. Pieces already seen are remembered for the query's life."""

    def __init__(self, needles: Sequence[Needle], analyzer: Analyzer) -> None:
        self.needles = needles
        self.analyzer = analyzer
        self._wanted: dict[str, dict[str, list[tuple[int, int]]]] = {level: {} for level in _LOOKED_UP}
        for number, needle in enumerate(needles):
            for slot, terms in enumerate(needle.slots):
                for level in ("lemma", "root") if "lemma" in terms else terms:
                    for term in terms[level]:
                        self._wanted[level].setdefault(term, []).append((number, slot))
        self._counted = any(len(needle.slots) > 1 for needle in needles)
        self._candidates = Candidates(needles, analyzer.stemmer)
        self._near: dict[str, tuple[Spot, ...]] = {}
        self._seen: dict[str, Slots] = {}

    def read(self, texts: Iterable[Words]) -> None:
        """Find what matches nearer than by a root in texts that `marks` will be asked for, all at once."""
        new = list(set().union(*(text.pieces for text in texts)).difference(self._near))
        self._near.update(self._spots(new, self._candidates.near(new)))

    def marks(self, title: Words, body: Words, *, roots: bool = True) -> tuple[Marks, Marks]:
        """The marks of an article's title and body, which were `read`, in order; no word is marked twice.

        An untitled article's shown title is text of its body. With `roots`, words that share but a root are
        marked for needles found no nearer.
        """
        texts = (title, body)
        near = [[each for each in self._find(text, self._near) if each[4] != "root"] for text in texts]
        missing = set(range(len(self.needles))) - {each[2] for places in near for each in places}
        if roots and missing:
            pieces = list({*title.pieces, *body.pieces})
            far = self._spots(pieces, self._candidates.far(pieces, missing))
            for places, text in zip(near, texts, strict=True):
                found = self._find(text, far)
                places += [each for each in found if each[4] == "root" and each[2] in missing]
        in_title, in_body = (_settle(self.needles, places) for places in near)
        return in_title, in_body

    def _spots(self, pieces: Iterable[str], candidates: Iterable[str]) -> dict[str, tuple[Spot, ...]]:
        """Each piece with its words that stand in a slot: only `candidates` are looked at."""
        spots: dict[str, tuple[Spot, ...]] = dict.fromkeys(pieces, ())
        for piece in candidates:
            found = ((token, self._slots(token.text)) for token in tokens(piece))
            spots[piece] = tuple((token.start, token.end, slots) for token, slots in found if slots)
        return spots

    def _find(self, words: Words, known: Mapping[str, tuple[Spot, ...]]) -> list[Found]:
        found: list[Found] = []
        spots_of = list(map(known.__getitem__, words.pieces))
        if not any(spots_of):
            return found
        lengths = accumulate(map(len, words.pieces), initial=0)
        position = after = 0
        for number, (spots, length) in enumerate(zip(spots_of, lengths, strict=False)):
            for begin, end, slots in spots:
                start = length + number
                token = Token(words.pieces[number][begin:end], start + begin, start + end)
                if self._counted:
                    position += 1 + _words_between(words.text, after, token.start)
                    after = token.end
                for needle, slot, level in slots:
                    if words.field in self.needles[needle].fields:
                        found.append((position, token, needle, slot, level))
        return found

    def _slots(self, word: str) -> Slots:
        """The slots of needles that a word may stand in, each with the nearest level they share."""
        known = self._seen.get(word)
        if known is not None:
            return known
        (levels,) = self.analyzer.text((word,))
        found: dict[tuple[int, int], str] = {}
        for level, wanted in self._wanted.items():
            for place in wanted.get(getattr(levels, level), ()):
                nearest = self._nearest(place, levels) if level == "lemma" else level
                found.setdefault(place, nearest)
        slots = self._seen[word] = tuple((number, slot, level) for (number, slot), level in found.items())
        return slots

    def _nearest(self, place: tuple[int, int], levels: Levels) -> str:
        """For a word of a needle's lemma, the nearest level on which they are the same."""
        terms = self.needles[place[0]].slots[place[1]]
        nearer = (level for level in NEAREST_FIRST[:3] if getattr(levels, level) in terms[level])
        return next(nearer, "lemma")


def _words_between(text: str, start: int, end: int) -> int:
    """How many words stand between two places; more than any slop where they are far apart."""
    return len(words(text[start:end])) if end - start <= FAR_APART else FAR_APART


def _settle(needles: Sequence[Needle], found: list[Found]) -> Marks:
    by_needle: dict[int, list[Place]] = {}
    for position, token, needle, slot, level in found:
        by_needle.setdefault(needle, []).append((position, token, slot, level))
    marks: dict[int, Mark] = {}
    for number, places in by_needle.items():
        if len(needles[number].slots) > 1:
            places = _in_sequence(places, len(needles[number].slots), needles[number].slop)
        for _, token, _, level in places:
            known = marks.get(token.start)
            if known is None or NEAREST_FIRST.index(level) < NEAREST_FIRST.index(known.level):
                marks[token.start] = Mark(token.start, token.end, number, level)
    return [marks[start] for start in sorted(marks)]


def _in_sequence(places: list[Place], length: int, slop: int) -> list[Place]:
    """The places that take part in a run over all slots in order with at most `slop` other words in all."""
    at = {(position, slot): index for index, (position, _, slot, _) in enumerate(places)}
    before = _other_words(places, at, -1, 0, slop)
    after = _other_words(list(reversed(places)), at, +1, length - 1, slop)
    return [
        place
        for index, place in enumerate(places)
        if before.get(index, NEVER) + after.get(index, NEVER) <= slop
    ]


def _other_words(
    places: list[Place], at: Mapping[tuple[int, int], int], step: int, end: int, slop: int
) -> dict[int, int]:
    """For each place the fewest other words on a run from it, by `step`, to a place of slot `end`."""
    fewest: dict[int, int] = {}
    for position, _, slot, _ in places:
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
    for mark in marks:
        inside[mark.needle] = inside.get(mark.needle, 0) + 1
        while mark.end - marks[tail].start > letters * 3 // 4:
            inside[marks[tail].needle] -= 1
            if not inside[marks[tail].needle]:
                del inside[marks[tail].needle]
            tail += 1
        score = (len(inside), sum(inside.values()))
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
