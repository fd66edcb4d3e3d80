"""PDF documents."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from search.articles.content.names import Names
from search.articles.formats import documents
from search.articles.formats.pdf.lines import Line, page_lines
from search.articles.formats.pdf.pages import head_date, paragraphs, parted, title_of
from search.articles.result import MAX_PAGES, MAX_TEXT, Read, Skipped, skipped, too_large
from search.articles.words import has_letters
from search.errors import Unreadable

_ARABIC = re.compile("[\u0621-\u064a]")
_GARBLED = re.compile("[\u0621-\u064a](?=[\u00c0-\u024f])|[\u00c0-\u024f](?=[\u0621-\u064a])")
MAX_GARBLED = 0.05
"""The share of a page's Arabic letters that may touch Latin ones with marks."""


def read_pdf(stream: BinaryIO, name: str, names: Names) -> Iterator[Read | Skipped]:
    """The article of a PDF document, and its pages that read for the eye alone.

    Raises Unreadable without its package, for a scan, for another file.
    """
    data = documents.whole(stream)
    try:
        from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect

        from search.articles.formats.pdf.parser import BoundedParser
    except ImportError:
        raise documents.missing("pdfminer.six") from None
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # faults are told in the report
    with documents.reading("PDF"):
        try:
            document = PDFDocument(BoundedParser(io.BytesIO(data)))
        except PDFPasswordIncorrect:
            raise Unreadable("It is protected by a password.") from None
        pages = list(_pages(document))
        if not pages:
            raise LookupError("no pages")
        title, author = _property(document, "Title"), _property(document, "Author")
    nameless = [number for number, page in enumerate(pages, 1) if page is None]
    lines = paragraphs([page for page in pages if page])
    heading = title_of(lines)
    head, lines = parted(lines, heading)
    text = "\n".join(line.text for line in lines)
    if not has_letters(text):
        raise _nameless() if nameless else _picture()
    article = documents.article(text, title, author, heading)
    if head and (article.date_inferred or not article.date):
        article = replace(article, date=head_date(head), date_inferred=False)
    yield Read(article)
    yield from (skipped(name, _nameless(), page=number) for number in nameless)


def _pages(document: Any) -> Iterator[list[Line] | None]:
    """The lines of each page, None for a page whose letters have no names."""
    from pdfminer.pdfpage import PDFPage

    from search.articles.formats.pdf.glyphs import Glyphs

    glyphs = Glyphs()
    size = 0
    for number, page in enumerate(PDFPage.create_pages(document)):
        drawn = glyphs.of(page)
        lines = None if drawn is None else page_lines(drawn)
        lines = None if lines and _is_garbled(lines) else lines
        size += sum(len(line.text) for line in lines or ())
        if number >= MAX_PAGES or size > MAX_TEXT:
            raise too_large(MAX_TEXT)
        yield lines


def _is_garbled(lines: Iterable[Line]) -> bool:
    """Whether letters of other alphabets stand inside the Arabic words: the font gives them wrong names."""
    text = "\n".join(line.text for line in lines)
    return len(_GARBLED.findall(text)) > MAX_GARBLED * len(_ARABIC.findall(text))


def _property(document: Any, name: str) -> str:
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    values = (resolve1(known.get(name)) for known in document.info)
    return next((decode_text(value) for value in values if isinstance(value, bytes)), "")


def _picture() -> Unreadable:
    return Unreadable("It holds no text, only pictures of pages; run text recognition first.")


def _nameless() -> Unreadable:
    return Unreadable(
        "Its fonts do not say which letters they draw; "
        "run text recognition, or save it again from its source."
    )
