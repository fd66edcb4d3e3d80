"""CSV with a header line, separated by commas, semicolons, Arabic semicolons, tabs or bars."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from search.articles.content.names import Names
from search.articles.content.record import article, is_published
from search.articles.encoding.decode import Line, lines
from search.articles.result import MAX_TEXT, Read, Skipped, empty, skipped
from search.errors import Unreadable
from search.messages import Enumeration

_DELIMITERS = ",;\t|\u061b"
_SEPARATOR = re.compile(r"\"?sep=([^\w\s\"]|\t)\"?[\s,;]*$", re.I)
ABOVE = 6
"""Lines of a file among which its header is."""

MAX_COLUMNS = 10_000
"""Columns of a table, each of which is looked up by its name."""


def read_csv(stream: BinaryIO, name: str, names: Names) -> Iterator[Read | Skipped]:
    """An article from each row of a stream of any length; `member` is the line its row begins on.

    Raises Unreadable when no column of the header is a text.
    """
    csv.field_size_limit(MAX_TEXT)
    source = _Lines(lines(stream))
    header, delimiter = _header(source, names)
    rows = csv.reader(source, delimiter=delimiter)
    while True:
        start, source.recoded = source.number + 1, False
        try:
            row = next(rows)
            if source.has_ended:  # the reader asked for more: it was still inside a quote
                raise _unclosed(source.number - start)
            record = dict(zip(header, row, strict=False))
            if any(cell.strip() for cell in row) and is_published(record):
                counts = Counter(encoding=1) if source.recoded else Counter()
                yield Read(article(record, names, counts), str(start))
        except StopIteration:
            return
        except csv.Error as error:
            after = source.number - start
            yield skipped(name, _unclosed(after) if after else _not_csv(error), line=start)
        except Unreadable as error:
            yield skipped(name, error, line=start)


def _header(source: _Lines, names: Names) -> tuple[list[str], str]:
    """The header and its delimiter: the first line with a column of text, or with two columns of any name.

    Blank lines, "sep=;" as Excel writes it and a caption may stand above; a row below a header without a
    column of text is no header, though one of its cells should hold such a word.
    """
    header: list[str] = []
    declared = ""
    for line in islice(source, ABOVE):
        if said := _SEPARATOR.match(line):
            declared = said.group(1)
            continue
        delimiter = declared or max(_DELIMITERS, key=line.count)
        try:
            cells = [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))]
        except csv.Error as error:
            raise _not_csv(error) from None
        if len(cells) > MAX_COLUMNS:
            raise Unreadable("Its header has more than {most} columns.", most=MAX_COLUMNS)
        if has_text_column(cells, names):
            return cells, delimiter
        filled = sum(map(bool, cells))
        header = cells if filled else header
        if filled > 1:
            break
    if not header:
        raise empty()
    raise Unreadable(
        "No column is named text; the header has {header}.",
        header=Enumeration.bounded(header),
    )


def has_text_column(cells: Iterable[str], names: Names) -> bool:
    """Whether a row is a header that names a text."""
    return any((place := names.place(cell)) is not None and place.field == "text" for cell in cells)


def _not_csv(error: csv.Error) -> Unreadable:
    return Unreadable("It is not valid CSV ({error}).", error=error)


def _unclosed(after: int) -> Unreadable:
    if not after:
        return Unreadable("A quote is opened and not closed: close it, or write it twice.")
    return Unreadable(
        "A quote is opened and not closed, so that this row and the lines after it ({after}) were"
        " not read: close the quote, or write it twice.",
        after=after,
    )


class _Lines(Iterator[str]):
    """Lines for csv.reader, with the number of the last one and whether one was not UTF-8."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._is_macintosh: bool | None = None
        """Whether lines end as on old Macintoshes; the first tells; else such an end is part of a cell."""
        self._parts: Iterator[str] = iter(())
        self._recoded = False
        self.number = 0
        self.recoded = False
        self.has_ended = False

    def __next__(self) -> str:
        part = next(self._parts, None)
        if part is None:
            part = self._line()
        self.number += 1
        self.recoded |= self._recoded
        return part if part.endswith("\n") else part + "\n"

    def _line(self) -> str:
        try:
            line, self._recoded = next(self._lines)
        except StopIteration:
            self.has_ended = True
            raise
        if isinstance(line, Unreadable):
            self.number += 1
            raise line
        line = line.removesuffix("\r")
        if self._is_macintosh is None:
            self._is_macintosh = "\r" in line
        if not self._is_macintosh:
            return line
        self._parts = io.StringIO(line, newline=None)
        return next(self._parts, "")
