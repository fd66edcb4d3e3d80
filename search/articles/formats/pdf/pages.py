"""The lines of a PDF's pages to paragraphs, without what is printed around them, with brackets as read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from search.articles.content.dates import find_dates
from search.articles.formats.pdf.lines import Line
from search.articles.words import has_letters, plain

Page = list[Line]

_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("\u00ab", "\u00bb"))  # the last: guillemets
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-\u2010-\u2015\s]*(\d{1,4}|\(\d{1,4}\)|\[\d{1,4}\]|\d{1,4} ?[/|] ?\d{1,4})[-\u2010-\u2015\s]*"
)
_SENTENCE_END = (".", "\u061f", "!", ":", "\u061b", "\u00bb", '"')
_ARABIC = re.compile("[\u0620-\u064a\ufb50-\ufdff\ufe70-\ufefc]")
_REPEATED = 3
"""On how many pages a line stands first or last that belongs to none of them."""
_FULL = 0.8
"""How wide a line is that goes on in the next, of the widest of its size on its page."""
_LEAST = 12
"""How wide it is at least, in sizes of its letters: the lines of a list are short."""
_TOP = 8
"""Among how many paragraphs the title is looked for."""
_LARGER = 1.15
"""How much larger than most letters those of a title are."""
MAX_TITLE = 220


def paragraphs(pages: Sequence[Page]) -> list[Line]:
    """The paragraphs of a document, its wrapped lines joined, without page numbers and running heads."""
    joined: list[list[Line]] = []
    is_open = False
    for page in _bare(pages):
        widest: dict[int, float] = {}
        for line in page:
            widest[round(line.size)] = max(widest.get(round(line.size), 0.0), line.right - line.left)
        for line in page:
            if is_open and round(joined[-1][-1].size) == round(line.size):
                joined[-1].append(line)
            else:
                joined.append([line])
            is_open = _goes_on(line, widest[round(line.size)])
    texts = _mirrored([" ".join(line.text for line in lines) for lines in joined])
    return [lines[0]._replace(text=text) for lines, text in zip(joined, texts, strict=True)]


def title_of(lines: Sequence[Line]) -> str:
    """What stands in the largest letters at the top of these paragraphs, "" where none are large."""
    sizes: Counter[int] = Counter()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    top = [line for line in lines[:_TOP] if has_letters(line.text) and len(line.text) <= MAX_TITLE]
    if len(top) < 2:
        return ""
    largest = max(top, key=lambda line: round(line.size))
    return largest.text if largest.size >= _LARGER * sizes.most_common(1)[0][0] else ""


def parted(lines: list[Line], title: str) -> tuple[list[Line], list[Line]]:
    """The smaller lines above a title where they have a date, as newspapers print them; and the rest."""
    place = next((number for number, line in enumerate(lines[:_TOP]) if title and line.text == title), 0)
    above = lines[:place]
    is_head = all(len(line.text) <= MAX_TITLE and line.size < lines[place].size for line in above)
    return (above, lines[place:]) if above and is_head and head_date(above) else ([], lines)


def head_date(head: Sequence[Line]) -> str | None:
    """The first date of these lines."""
    return next((date.date for line in head for date in find_dates(plain(line.text))), None)


def _goes_on(line: Line, widest: float) -> bool:
    width = line.right - line.left
    return width >= max(_FULL * widest, _LEAST * line.size) and not line.text.endswith(_SENTENCE_END)


def _bare(pages: Sequence[Page]) -> list[Page]:
    """The pages without their numbers, and without the lines that stand first or last on several of them."""
    ends = Counter(end for page in pages for end in {_DIGITS.sub("", line.text) for line in _ends(page)})
    return [
        [line for line in page if line not in _ends(page) or not _is_around(line, ends)] for page in pages
    ]


def _ends(page: Page) -> list[Line]:
    return [page[0], page[-1]] if len(page) > 1 else []


def _is_around(line: Line, ends: Counter[str]) -> bool:
    return ends[_DIGITS.sub("", line.text)] >= _REPEATED or _PAGE_NUMBER.fullmatch(line.text) is not None


def _mirrored(texts: list[str]) -> list[str]:
    """Paragraphs with their brackets as they are read: those of many Arabic lines come as they look.

    One that leaves it open is turned where most of the document is.
    """
    counts = [
        [_advantage(text, *pair) for pair in _PAIRS] if _ARABIC.search(text) else None for text in texts
    ]
    whole = sum(sum(count) for count in counts if count)
    return [
        _turned(text, [advantage or whole for advantage in count]) if count else text
        for text, count in zip(texts, counts, strict=True)
    ]


def _advantage(text: str, opening: str, closing: str) -> int:
    """How many more of the brackets have their partner after them when all are turned."""
    if opening not in text and closing not in text:
        return 0
    return _matched(text, closing, opening) - _matched(text, opening, closing)


def _turned(text: str, counts: list[int]) -> str:
    for (opening, closing), count in zip(_PAIRS, counts, strict=True):
        if count > 0:
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
