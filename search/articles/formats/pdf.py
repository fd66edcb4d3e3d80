"""PDF documents."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import BinaryIO

from search.articles.content.fields import Names
from search.articles.formats import documents
from search.articles.formats.pdfpages import page_texts
from search.articles.result import Read, Skipped
from search.articles.words import has_letters
from search.errors import Unreadable


def read_pdf(stream: BinaryIO, name: str, names: Names) -> Iterator[Read | Skipped]:
    """The article of a PDF document. Raises Unreadable without its package, for a scan, for another file."""
    data = documents.whole(stream)
    try:
        import pypdf
    except ImportError:
        raise documents.missing("pypdf") from None
    try:
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # faults are told in the report
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("It is protected by a password.")
        text = "\n".join(page_texts(reader))
        known = reader.metadata
        title, author = (known.title or "", known.author or "") if known else ("", "")
    except Unreadable:
        raise
    except Exception as error:  # damaged files raise anything from KeyError to RecursionError
        raise documents.damaged("PDF", error) from None
    if not has_letters(text):
        raise Unreadable("It holds no text, only pictures of pages; run text recognition first.")
    yield Read(documents.article(text, str(title), str(author)))
