"""OpenITI mARkdown, the format of the largest corpus of Arabic books: each section an article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from search.articles.content.names import Names
from search.articles.content.record import article
from search.articles.encoding.decode import Line, lines
from search.articles.result import MAX_TEXT, Read, Skipped, no_letters, skipped, too_large
from search.articles.words import has_letters
from search.errors import Unreadable

FILE_NAME = re.compile(r"(?:^|[/!])\d{4}\w+\.\w+\.\w+-[a-z]{3}\d(?:\.(?:mARkdown|completed|inProgress))?$")
"""The date of an author's death, the author, the book, and its edition with the language."""
BEGINNING = "######OpenITI#"
"""How such a file begins, whatever its name."""
_NUMBER = re.compile(r"^(?:\d+\.|\d+#)\s*")
_MOST, _LONGEST = 200, 1_000
"""How many of them count, and how many letters of each."""
_SAID = {
    "title": ("booktitle", "title", "الكتاب", "اسم الكتاب", "العنوان", "book#titlea#ar"),
    "author": (
        "authorname",
        "authoraka",
        "author",
        "المؤلف",
        "اسم المؤلف",
        "auth#shuhra#ar",
        "auth#ism####ar",
    ),
}
_NOTHING = re.compile(r"NO\w+|NOT\w+", re.A)
_HEADING = re.compile(r"###\s*(?:\|+|\$+)\s*")
_PAGE = re.compile(r"\s*Page(?:V\w+P\w+|Beg\w*|End\w*)\s*", re.A)
_SIGNS = re.compile(r"\bms[A-Z]?\d+\b|@[A-Z]+\w*@?|%~%|^[#~|\s]+|¬", re.A)
_SPACES = re.compile(r"\s+")


def read_openiti(stream: BinaryIO, name: str, names: Names) -> Iterator[Read | Skipped]:
    """The sections of a book by its headings; `member` is the line of each heading.

    The book is the source. Its pages, milestones and tags leave the text. A heading above another is a part
    of the title of the first section below it.
    """
    said: dict[str, str] = {}
    is_empty = True
    for number, heading, text in _sections(lines(stream), said):
        is_empty = False
        book = _known(said, "title")
        record = {"title": " - ".join(heading) or book, "text": text}
        try:
            section = article({**record, "author": _known(said, "author"), "source": book}, names, Counter())
            yield Read(replace(section, date=None, date_inferred=False), str(number))
        except Unreadable as error:
            yield skipped(name, error, line=number)
    if is_empty:
        raise no_letters()


def _known(said: Mapping[str, str], field: str) -> str:
    """What the lines above the text say of the book; of several names for one thing the first that counts."""
    return next((said[key] for key in _SAID[field] if key in said), "")


def _note(line: str, said: dict[str, str]) -> None:
    key, _, value = line[:_LONGEST].removeprefix("#META#").replace("::", ":").partition(":")
    key, value = _NUMBER.sub("", key.strip()).strip("# ").lower(), value.strip(' \t\r"')
    if value and not _NOTHING.fullmatch(value) and len(said) < _MOST:
        said.setdefault(key, value)


def _sections(found_lines: Iterable[Line], said: dict[str, str]) -> Iterator[tuple[int, list[str], str]]:
    """The line, the headings and the text of each section with words; `said` takes what the head says."""
    heading: list[str] = []
    text: list[str] = []
    start, size = 0, 0
    for number, (line, _) in enumerate(found_lines, 1):
        if isinstance(line, Unreadable):
            raise line
        if line.startswith(("#META#", "######")):
            _note(line, said)
            continue
        if match := _HEADING.match(line):
            if has_letters("".join(text)):
                yield start, heading, "".join(text)
                heading = []
            start = start if heading else number
            heading.append(_words(line[match.end() :]).strip("[] "))
            heading = [title for title in heading if title][-3:]
            text, size = [], 0
            continue
        words = _words(line)
        size += len(words)
        if size > MAX_TEXT:
            raise too_large(MAX_TEXT)
        if words:
            text.append(f" {words}" if line.startswith("~~") or not line.startswith("#") else f"\n{words}")
    if has_letters("".join(text)):
        yield start, heading, "".join(text)


def _words(line: str) -> str:
    """A line without its marks; a page that ends inside a word leaves it whole."""
    return _SPACES.sub(" ", _SIGNS.sub(" ", _PAGE.sub(" ", line))).strip()
