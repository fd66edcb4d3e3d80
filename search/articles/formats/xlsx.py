"""Workbooks of Excel: each row of a sheet whose first row names a text."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from search.articles.content.names import Names
from search.articles.content.record import article
from search.articles.formats import documents
from search.articles.formats.csv import ABOVE, MAX_COLUMNS, has_text_column
from search.articles.result import MAX_DOCUMENT, Read, Skipped, skipped
from search.errors import Unreadable

MAX_TAGS = 10_000_000
"""Tags of a workbook's XML; among fewer than ten bytes each there is no text."""


def read_xlsx(stream: BinaryIO, name: str, names: Names) -> Iterator[Read | Skipped]:
    """An article from each row of every sheet with a column of text; `member` is the sheet and the row.

    Raises Unreadable without its package, for another file, and where no sheet has a column of text.
    """
    data = documents.whole(stream)
    try:
        import openpyxl
    except ImportError:
        raise documents.missing("openpyxl") from None
    with documents.reading("Excel"):
        with documents.unpacked(data, MAX_DOCUMENT) as archive:
            documents.check_xml(archive, MAX_TAGS)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        any_text = False
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some programs write wrong ones
            rows = enumerate(sheet.iter_rows(values_only=True), 1)
            if header := _header(rows, names):
                any_text = True
                yield from _articles(rows, header, f"{name}!{sheet.title}", sheet.title, names)
    if not any_text:
        raise Unreadable("No column of its sheets is named text.")


def _header(rows: Iterator[tuple[int, Sequence[Any]]], names: Names) -> list[str]:
    """The first row with a column of text; a caption may stand above."""
    for _, row in islice(rows, ABOVE):
        cells = list(map(_cell, row[:MAX_COLUMNS]))
        if has_text_column(cells, names):
            return cells
    return []


def _articles(
    rows: Iterator[tuple[int, Sequence[Any]]], header: list[str], name: str, sheet: str, names: Names
) -> Iterator[Read | Skipped]:
    for number, row in rows:
        cells = list(map(_cell, row[: len(header)]))
        if not any(cells):
            continue
        try:
            record = article(dict(zip(header, cells, strict=False)), names, Counter())
            yield Read(record, f"{sheet}!{number}")
        except Unreadable as error:
            yield skipped(name, error, line=number)


def _cell(value: Any) -> str:
    """What a cell shows: a number of an article is 12, not 12.0, a day has no hour."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    return str(value).strip()
