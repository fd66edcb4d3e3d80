"""Word documents: the text of their paragraphs and tables, out of the XML."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

from search.articles.content.names import Names
from search.articles.formats import documents
from search.articles.result import MAX_TEXT, Read, Skipped, too_large

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAX_TAGS = 1_000_000
"""Tags of a document's XML: the tree of so many empty elements takes 600 MB."""
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOT_TEXT = ("del", "moveFrom", "pPr", "rPr", "sectPr", "sdtPr", "sdtEndPr", "instrText", "rt")
"""Elements of Word without text of the article: what review took out, properties, instructions of fields."""


def read_docx(stream: BinaryIO, name: str, names: Names) -> Iterator[Read | Skipped]:
    """The article of a Word document. Raises Unreadable without its package, or for another file."""
    data = documents.whole(stream)
    try:
        import docx
    except ImportError:
        raise documents.missing("python-docx") from None
    with documents.reading("Word"):
        with documents.unpacked(data) as archive:
            documents.check_xml(archive, MAX_TAGS)
        document = docx.Document(io.BytesIO(data))
        lines = _word_lines(document)
        properties = document.core_properties
        title, author = properties.title or "", properties.author or ""
    yield Read(documents.article("\n".join(lines), title, author))


def _word_lines(document: Any) -> Iterator[str]:
    """The paragraphs of a document and the rows of its tables, in order, blank lines around headings.

    Of the XML itself: the package leaves out what was inserted under review, stands in a frame or in a
    field, or is marked as running from the right.
    """
    headings = {
        style.style_id for style in document.styles if (style.name or "").startswith(("Heading", "Title"))
    }
    size = 0
    for line in _block_lines(document.element.body, headings):
        size += len(line)
        if size > MAX_TEXT:
            raise too_large(MAX_TEXT)
        yield line


def _block_lines(block: Any, headings: Collection[str]) -> Iterator[str]:
    for element in block:
        kind = _word_name(element)
        if kind == "p":
            style = element.find(f"{_WORD}pPr/{_WORD}pStyle")
            is_heading = style is not None and style.get(f"{_WORD}val") in headings
            pieces, frames = list[str](), list[Any]()
            _add_pieces(element, pieces, frames)
            yield from ("", "".join(pieces), "") if is_heading else ("".join(pieces),)
            for frame in frames:
                yield from _block_lines(frame, headings)
        elif kind == "tbl":
            for row in element.iter(f"{_WORD}tr"):
                if next(row.iterancestors(f"{_WORD}tbl")) is element:
                    cells = (" ".join(_block_lines(cell, headings)).strip() for cell in row if _is_cell(cell))
                    yield " | ".join(filter(None, cells))
        elif kind not in _NOT_TEXT:  # a content control and its like
            yield from _block_lines(element, headings)


def _is_cell(element: Any) -> bool:
    return _word_name(element) in ("tc", "sdt", "customXml")


def _add_pieces(paragraph: Any, pieces: list[str], frames: list[Any]) -> None:
    """The words of a paragraph in order; frames of text in it stand apart."""
    for element in paragraph:
        kind = _word_name(element)
        if kind == "t":
            pieces.append(element.text or "")
        elif kind in _SIGNS:
            pieces.append(_SIGNS[kind])
        elif kind == "txbxContent":
            frames.append(element)
        elif kind not in _NOT_TEXT:
            _add_pieces(element, pieces, frames)


def _word_name(element: Any) -> str:
    """The name of an element of Word's, or what stands in for one in a drawing."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rpartition("}")[2] if tag.startswith(_WORD) or not tag.endswith("}Fallback") else "del"
