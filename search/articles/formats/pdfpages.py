"""The pages of a PDF to text that reads: Arabic lines put together from the pieces they were drawn in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from search.analysis.letters import MARK
from search.articles.result import MAX_PAGES, MAX_TEXT, too_large

_ARABIC = re.compile("[\u0600-\u065f\u066a-\u06ef\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_DIGIT = "\u0660-\u0669\u06f0-\u06f9"  # of Arabic and of Persian
_LATIN = re.compile(f"[0-9A-Za-z{_DIGIT}]")
_LETTER = re.compile("[A-Za-z]")
_APART = re.compile(r"[\s\u2010-\u2015-]")
"""What stands between numbers that are read one after the other, each from its left."""
_NUMBER = re.compile(rf"[{_DIGIT}]+(?:[.,:/\u060c\u066b\u066c][{_DIGIT}]+)*")
_WORDS = re.compile(r"\S(?:.*\S)?|\s+")
_NUMBERS = re.compile(r"\d+(?:[.,:/]\d+)*|.")
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("\u00ab", "\u00bb"))  # the last: guillemets
_GAP = re.compile(" {2,}")
_PAGE_NUMBER = re.compile(r"\W{0,3}\d{1,4}\W{0,3}(?:\d{1,4}\W{0,3})?")
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
    return [_GAP.sub(" ", _text(line)) for line in lines]


def _text(line: list[Piece]) -> str:
    """The text of a line. Cells of a table come one after the other, from the right, each on its own."""
    cells = _cells([(place, _digits_turned(text)) for place, text in line if text])
    text = ""
    for before, cell in zip([[], *cells], cells, strict=False):
        words = "".join(word for _, word in reading_order(cell))
        is_apart = min(len(before), len(cell)) > 1 or (text[-1:].isdigit() and _ARABIC.match(words))
        text += f" {words}" if is_apart else words
    return text


def _digits_turned(text: str) -> str:
    """Arabic digits as they are read: pypdf takes them for letters, and gives them from the right."""
    return _NUMBER.sub(lambda number: number.group()[::-1], text)


def _cells(line: list[Piece]) -> list[list[Piece]]:
    """A line cut where its pieces, drawn from the left, go on to the left of all before."""
    cells: list[list[Piece]] = [[]]
    left = 0.0
    for place, text in line:
        if cells[-1] and text.strip() and place < left:
            cells.append([])
        left = min(left, place) if cells[-1] else place
        cells[-1].append((place, text))
    return cells


def _mirrored(text: str) -> str:
    """A paragraph with its brackets as they are read: those of Arabic lines come as they look."""
    for opening, closing in _PAIRS:
        if closing in text and _matched(text, closing, opening) > _matched(text, opening, closing):
            text = text.translate(str.maketrans(opening + closing, closing + opening))
    return text


def _matched(text: str, opening: str, closing: str) -> int:
    """How many of the brackets have their partner after them."""
    depth = matched = 0
    for letter in text:
        if letter == opening:
            depth += 1
        elif letter == closing and depth:
            depth, matched = depth - 1, matched + 1
    return matched


def reading_order(line: list[Piece]) -> list[Piece]:
    """The pieces of a line as they are read: an Arabic line drawn from the left is turned round.

    Pieces at one place were drawn together, from the left. Numbers and foreign words that stand together keep
    their order.
    """
    drawn = [piece for piece in line if piece[1].strip()]
    if len(drawn) < 2 or drawn[0][0] > drawn[-1][0] or not _is_arabic("".join(text for _, text in drawn)):
        return line
    turned: list[Piece] = []
    latin: list[Piece] = []
    for piece in reversed([token for whole in line for token in _tokens(whole)]):
        is_latin = _LATIN.search(piece[1]) is not None and not _ARABIC.search(piece[1])
        if is_latin or (latin and not _ARABIC.search(piece[1])):
            latin.append(piece)
        else:
            turned += [*_inner_turned(latin), piece]
            latin = []
    return turned + _inner_turned(latin)


def _is_arabic(line: str) -> bool:
    """Whether a line is Arabic with foreign words in it, and no foreign line with an Arabic word."""
    arabic = len(_ARABIC.findall(line))
    return arabic > 0 and 3 * arabic >= len(_LETTER.findall(line))


def _tokens(piece: Piece) -> list[Piece]:
    """The parts of a piece that keep their own order in an Arabic line: each number, or all foreign words."""
    place, text = piece
    if _ARABIC.search(text) or not _LATIN.search(text):
        return [piece]
    pattern = _WORDS if _LETTER.search(text) else _NUMBERS
    return [(place, token) for token in pattern.findall(text)]


def _inner_turned(pieces: list[Piece]) -> list[Piece]:
    """The pieces from the first to the last that holds a word turned round; what follows stays.

    Of numbers alone, each is turned for itself: 2019-2020 has the earlier year on the right.
    """
    if any(_LETTER.search(text) for _, text in pieces):
        return _run_turned(pieces)
    turned: list[Piece] = []
    run: list[Piece] = []
    for piece in pieces:
        if _APART.search(piece[1]):
            turned += [*_run_turned(run), piece]
            run = []
        else:
            run.append(piece)
    return turned + _run_turned(run)


def _run_turned(pieces: list[Piece]) -> list[Piece]:
    last = max((place for place, piece in enumerate(pieces) if _LATIN.search(piece[1])), default=-1)
    return pieces[: last + 1][::-1] + pieces[last + 1 :]


def _width(line: str) -> int:
    """The letters of a line: marks stand above them."""
    return len(line) - len(MARK.findall(line))


def _joined(lines: list[str]) -> str:
    """Lines of a page to paragraphs: a line nearly as wide as the widest goes on in the next."""
    lines = [line.strip() for line in lines]
    while lines and not lines[-1]:
        del lines[-1]
    if lines and _PAGE_NUMBER.fullmatch(lines[-1]):
        del lines[-1]
    width = 0.75 * max(map(_width, lines), default=0)
    joined: list[list[str]] = []
    open_line = False
    for line in lines:
        if open_line and line:
            joined[-1].append(line)
        else:
            joined.append([line])
        open_line = _width(line) >= width > 30 and not line.endswith(_SENTENCE_END)
    return "\n".join(_mirrored(" ".join(each)) for each in joined)
