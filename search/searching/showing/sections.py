"""A long text in parts that a page can show: cut between paragraphs, or else between words."""

from __future__ import annotations

from typing import NamedTuple

SECTION_LETTERS = 60_000
"""Longest part: some 10,000 words, half a megabyte of html at most where every word is marked."""


class Section(NamedTuple):
    """A stretch of a text: code points."""

    start: int
    end: int


def sections(text: str) -> list[Section]:
    """The parts of a text in order, at least one; together they are the text."""
    parts, start = [], 0
    while len(text) - start > SECTION_LETTERS:
        end = _cut(text, start, start + SECTION_LETTERS)
        parts.append(Section(start, end))
        start = end
    return [*parts, Section(start, len(text))]


def _cut(text: str, start: int, end: int) -> int:
    """Behind the last line end of the second half, else the last space, else at the very end."""
    middle = start + SECTION_LETTERS // 2
    return text.rfind("\n", middle, end) + 1 or text.rfind(" ", middle, end) + 1 or end
