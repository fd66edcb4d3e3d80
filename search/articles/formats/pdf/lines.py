"""Letters with their places on a page to lines that read: the bidirectional algorithm backwards."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_ARABIC = re.compile("[\u0600-\u065f\u066a-\u06ef\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_MARK = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]")
_SEPARATORS = ".,:/\u060c\u066b\u066c"
"""What keeps the digits around it one number: the last two are the Arabic marks of decimals and thousands."""
_FOREIGN = re.compile("[LN](?:[^A]*[LN])?")
_NUMBER = re.compile("N(?:S?N)*")
_ARABIC_RUN = re.compile("A(?:[^L]*A)?")
_STOP_FIRST = re.compile("([.:!\u060c\u061b\u061f]+)([\u0621-\u064a].*[^.:!\u060c\u061b\u061f])")
"""An Arabic line in a paragraph that runs from the left: the sign that ends it stands on its right."""
_FILLER = re.compile("(?<=A)[DL]+(?=A)")
"""What touches Arabic letters on both sides: LibreOffice gives one for the strokes that widen a word."""
_GAP = 1 / 6
"""The least space between words, in sizes of their letters."""
_SLOPE = 0.5
"""How far a letter may stand above the one before it on its line, in sizes of letters."""


class Glyph(NamedTuple):
    """What is drawn as one, a letter or several: where on its line it begins and ends, its baseline and size.

    In points, measured along the line and across it: pages lie on their sides, too.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float


class Line(NamedTuple):
    """A line of a page as it is read, where it begins and ends from the left, and the size of its letters."""

    text: str
    left: float
    right: float
    size: float


def page_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of a page whose letters these are, in the order in which they were drawn."""
    return [_read(line) for line in _lines(glyphs)]


def _lines(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """The letters of each line, never marks alone: those are raised, and may come before their line."""
    line: list[Glyph] = []
    marks: list[Glyph] = []
    last = None
    for glyph in glyphs:
        is_on_line = last and abs(glyph.baseline - last.baseline) <= _SLOPE * max(glyph.size, last.size)
        if _MARK.match(glyph.text):
            (line if is_on_line else marks).append(glyph)
            continue
        if last and not is_on_line:
            yield line
            line = []
        line += [*marks, glyph]
        marks = []
        last = glyph
    if line:
        yield line + marks


def _read(line: list[Glyph]) -> Line:
    clusters = _clusters(line)
    words = _without_fillers(_spaced(clusters))
    kinds = "".join(map(_kind, words))
    is_arabic = _is_arabic(kinds)
    text = _numbers_turned(words[::-1], kinds[::-1]) if is_arabic else _arabic_turned(words, kinds)
    if is_arabic:
        text = _STOP_FIRST.sub(r"\2\1", text) if _STOP_FIRST.fullmatch(text) else text
    return Line(text, clusters[0].left, max(c.right for c in clusters), max(c.size for c in clusters))


def _clusters(line: list[Glyph]) -> list[Glyph]:
    """The letters from the left, each with its marks."""
    bases = [glyph for glyph in line if not _MARK.match(glyph.text)]
    marks: list[list[str]] = [[] for _ in bases]
    number = 0
    for glyph in line:
        if _MARK.match(glyph.text):
            marks[_place_of(glyph, bases, number)].append(glyph.text)
        else:
            number += 1
    marked = [base._replace(text=base.text + "".join(own)) for base, own in zip(bases, marks, strict=True)]
    return sorted(marked, key=lambda glyph: glyph.left)


def _place_of(mark: Glyph, bases: list[Glyph], number: int) -> int:
    """The letter to which a mark belongs, drawn after so many of them.

    It is drawn after its letter where they come as they are read, before it where they come from the left.
    """
    if number in (0, len(bases)):
        return min(number, len(bases) - 1)
    before, after = bases[number - 1], bases[number]
    if _distance(mark, before) > mark.size or _distance(mark, after) > mark.size:
        return number if _distance(mark, after) < _distance(mark, before) else number - 1
    return number if before.left < after.left else number - 1


def _distance(one: Glyph, other: Glyph) -> float:
    return max(0.0, one.left - other.right, other.left - one.right)


def _spaced(clusters: list[Glyph]) -> list[str]:
    """The texts of the letters, with a space in each gap."""
    words: list[str] = []
    reached = math.inf
    for glyph in clusters:
        if glyph.left - reached > _GAP * glyph.size:
            words.append(" ")
        words.append(glyph.text)
        reached = max(reached, glyph.right) if reached < math.inf else glyph.right
    return words


def _kind(text: str) -> str:
    """A for Arabic, L for another letter, D for a digit, N for one of Arabic, S as in 1.5, else O."""
    if text[0].isdigit():
        return "D" if text.isascii() else "N"
    if text in _SEPARATORS:
        return "S"
    if not text[0].isalpha():
        return "O"
    return "A" if _ARABIC.match(text) else "L"


def _is_arabic(kinds: str) -> bool:
    """Whether a line is Arabic with foreign words in it, and no foreign line with an Arabic word."""
    arabic, foreign = kinds.count("A"), kinds.count("L")
    return not foreign or 0 < foreign <= 3 * arabic


def _numbers_turned(words: list[str], kinds: str) -> str:
    """An Arabic line, from the right, with its numbers and its foreign words from the left.

    Of numbers alone, each is turned for itself: 2019-2020 has the earlier year on the right.
    """
    kinds = kinds.replace("D", "N")
    for run in _FOREIGN.finditer(kinds):
        if "L" in run.group():
            _turn(words, run)
        else:
            for number in _NUMBER.finditer(kinds, *run.span()):
                _turn(words, number)
    return "".join(words)


def _without_fillers(words: list[str]) -> list[str]:
    kinds = "".join(map(_kind, words))
    for filler in _FILLER.finditer(kinds):
        start, stop = filler.span()
        if len(set(words[start:stop])) == 1 and words[start].isascii():
            words[start:stop] = [""] * (stop - start)
    return [word for word in words if word]


def _arabic_turned(words: list[str], kinds: str) -> str:
    """A foreign line with its Arabic words from the right."""
    for run in _ARABIC_RUN.finditer(kinds):
        _turn(words, run)
    return "".join(words)


def _turn(words: list[str], run: re.Match[str]) -> None:
    start, stop = run.span()
    words[start:stop] = words[start:stop][::-1]
