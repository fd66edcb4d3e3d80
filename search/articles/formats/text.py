"""Plain text files."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from search.articles.content import plaintext
from search.articles.content.names import Names
from search.articles.encoding.decode import decode
from search.articles.formats.csv import has_text_column, read_csv
from search.articles.formats.openiti import BEGINNING, read_openiti
from search.articles.result import MAX_TEXT, Read, Skipped, empty, too_large

MAX_HEADER = 1_000
"""Letters of a first line that may name the columns of a table."""


def read_text(stream: BinaryIO, name: str, names: Names) -> Iterator[Read | Skipped]:
    """The article of a plain text file, or those of a book of OpenITI or of a table that Excel saved as text.

    Raises Unreadable when it is empty, too large or not text.
    """
    data = stream.read(MAX_TEXT + 1)
    text, counts = whole(io.BytesIO(data))
    if text.startswith(BEGINNING):
        yield from read_openiti(io.BytesIO(data), name, names)
        return
    cells = text[:MAX_HEADER].split("\n", 1)[0].split("\t")
    if len(cells) > 1 and has_text_column(cells, names):
        yield from read_csv(io.BytesIO(data), name, names)
    else:
        yield Read(plaintext.article(text, counts))


def whole(stream: BinaryIO) -> tuple[str, Counter[str]]:
    """A file's whole text, decoded, and what was repaired in it; one over `MAX_TEXT` bytes is refused."""
    data = stream.read(MAX_TEXT + 1)
    if len(data) > MAX_TEXT:
        raise too_large(MAX_TEXT)
    text, recoded = decode(data)
    if not text.strip():
        raise empty()
    return text, Counter(encoding=1) if recoded else Counter()
