"""The window of a text that shows the most of a query, and marks as HTML."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from html import escape
from operator import attrgetter

from search.searching.matching.matches import WordMatch

SNIPPET_LETTERS = 140_000
"""Snippets are cut from the beginning of an article: about 20,000 words."""

_SPACE = re.compile(r"\s")
_START = attrgetter("start")
_SPECIAL = "&<>\"'"
_SENTENCE_END = re.compile(r"[.!?؟؛\n…]")


def to_html(text: str, marks: Iterable[WordMatch], start: int = 0, end: int | None = None) -> str:
    """`text[start:end]` escaped, with each mark inside it in <mark>."""
    end = len(text) if end is None else end
    parts: list[str] = []
    at = start
    for mark in marks:
        if mark.start < at or mark.end > end:
            continue
        parts += (text[at : mark.start], "<mark>", text[mark.start : mark.end], "</mark>")
        at = mark.end
    parts.append(text[at:end])
    if any(map(text[start:end].__contains__, _SPECIAL)):  # seldom
        parts[::2] = map(escape, parts[::2])
    return "".join(parts)


def window(text: str, marks: Sequence[WordMatch], letters: int) -> tuple[int, int]:
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


def windows(text: str, marks: Sequence[WordMatch], letters: int, most: int) -> list[tuple[int, int]]:
    """At most `most` windows, the best first, none over another; each but the first holds a mark."""
    places: list[tuple[int, int]] = []
    left = list(marks)
    for _ in range(most):
        start, end = window(text, left, letters)
        for other_start, other_end in places:  # no mark that is left lies in another window
            if other_start <= start < other_end:
                start = other_end
            elif start < other_start < end:
                end = other_start
        if start < end or not places:
            places.append((start, end))
        if len(places) == most:
            break
        left = [mark for mark in left if mark.end <= start or end <= mark.start]
        if not left:
            break
    return places


def inside(marks: Sequence[WordMatch], start: int, end: int) -> Sequence[WordMatch]:
    """Those of the marks, which are in order, that a window holds."""
    first = bisect_left(marks, start, key=_START)
    near = marks[first : bisect_left(marks, end, first, key=_START)]
    return [mark for mark in near if mark.end <= end]


def _best_first(marks: Sequence[WordMatch], letters: int) -> int:
    """Where the first mark of that stretch begins."""
    different, many, first = 0, 0, 0
    tail, reach = 0, letters * 3 // 4
    begin = marks[0].start if marks else 0
    held: dict[int, int] = {}
    for at, (_, end, needle, _, _, _) in enumerate(marks):
        held[needle] = held.get(needle, 0) + 1
        while tail < at and end - begin > reach:
            gone = marks[tail].needle
            held[gone] -= 1
            if not held[gone]:
                del held[gone]
            tail += 1
            begin = marks[tail].start
        if len(held) > different or (len(held) == different and at - tail >= many):
            different, many, first = len(held), at - tail + 1, begin
    return first


def _after_space(text: str, start: int, stop: int) -> int:
    if start == 0 or text[start - 1].isspace():
        return start
    space = _SPACE.search(text, start, stop)
    return space.end() if space else stop
