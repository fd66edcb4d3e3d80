"""The pages of a PDF to text that reads: Arabic lines put together from the pieces they were drawn in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from search.articles.result import MAX_PAGES, MAX_TEXT, too_large
from search.articles.words import has_letters

_ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile("[0-9A-Za-z\u0660-\u0669]")
_SENTENCE_END = (".", "\u061f", "!", ":", "\u061b", "\u00bb", '"')

Piece = tuple[float, str]
"""How far from the left a piece of a line begins, and its text: pypdf gives each in reading order."""


def page_texts(reader: Any) -> Iterator[str]:
    """The text of each page, its wrapped lines joined to paragraphs, without its page number."""
    size = 0
    for number, page in enumerate(reader.pages):
        lines = page_lines(page)
        size += sum(map(len, lines))
        if number >= MAX_PAGES or size > MAX_TEXT:
            raise too_large(MAX_TEXT)
        yield _joined(lines)


def page_lines(page: Any) -> list[str]:
    """The lines of one page of pypdf."""
    lines: list[list[Piece]] = [[]]

    def visit(text: str, _user: Any, place: Any, _font: Any, _size: Any) -> None:
        first, *others = text.split("\n")
        lines[-1].append((place[4], first))
        lines.extend([(place[4], other)] for other in others)

    page.extract_text(visitor_text=visit)
    return ["".join(text for _, text in reading_order(line)) for line in lines]


def reading_order(line: list[Piece]) -> list[Piece]:
    """The pieces of a line as they are read: an Arabic line drawn from the left is turned round.

    Numbers and foreign words that stand together keep their order.
    """
    words = [piece for piece in line if piece[1].strip()]
    arabic = sum(_ARABIC.search(text) is not None for _, text in words)
    if len(words) < 2 or 3 * arabic < len(words) or words[0][0] >= words[-1][0]:
        return line
    turned: list[Piece] = []
    latin: list[Piece] = []
    for piece in reversed(line):
        is_latin = _LATIN.search(piece[1]) is not None and not _ARABIC.search(piece[1])
        if is_latin or (latin and not _ARABIC.search(piece[1])):
            latin.append(piece)
        else:
            turned += [*_inner_turned(latin), piece]
            latin = []
    return turned + _inner_turned(latin)


def _inner_turned(pieces: list[Piece]) -> list[Piece]:
    """The pieces from the first to the last that holds a word turned round; what follows stays."""
    last = max((place for place, piece in enumerate(pieces) if _LATIN.search(piece[1])), default=-1)
    return pieces[: last + 1][::-1] + pieces[last + 1 :]


def _joined(lines: list[str]) -> str:
    """Lines of a page to paragraphs: a line nearly as wide as the widest goes on in the next."""
    lines = [line.strip() for line in lines]
    while lines and not has_letters(lines[-1]):
        del lines[-1]
    width = 0.75 * max(map(len, lines), default=0)
    joined: list[str] = []
    open_line = False
    for line in lines:
        if open_line and line:
            joined[-1] += " " + line
        else:
            joined.append(line)
        open_line = len(line) >= width > 30 and not line.endswith(_SENTENCE_END)
    return "\n".join(joined)
