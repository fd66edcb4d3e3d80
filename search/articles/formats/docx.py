"""Word and PDF documents, read by two optional packages (the `documents` extra)."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

from search.articles.content import plaintext
from search.articles.content.fields import Names, short
from search.articles.content.labels import is_nobody
from search.articles.encoding.repair import repair
from search.articles.result import MAX_DOCUMENT, MAX_TEXT, Read, Skipped, empty, no_letters, too_large
from search.articles.words import has_letters
from search.errors import Unreadable
from search.model import Article

_TOP = 20_000
"""Letters of a document among which its title stands, where its properties tell the true one."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOT_TEXT = ("del", "moveFrom", "pPr", "rPr", "sectPr", "sdtPr", "sdtEndPr", "instrText", "rt")
"""Elements of Word without text of the article: what review took out, properties, instructions of fields."""
_UNTITLED = re.compile(
    r"(?:untitled|microsoft word|document|مستند|بدون عنوان|بلا عنوان).{0,60}|.{0,80}\.(?:docx?|pdf|rtf|indd)",
    re.I,
)


def read_docx(stream: BinaryIO, name: str, names: Names) -> Iterator[Read | Skipped]:
    """The article of a Word document. Raises Unreadable without its package, or for another file."""
    data = _data(stream)
    try:
        import docx
    except ImportError:
        raise _missing("python-docx") from None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(each.file_size for each in archive.infolist()) > 4 * MAX_DOCUMENT:
                raise too_large(MAX_DOCUMENT)
        document = docx.Document(io.BytesIO(data))
        lines = _word_lines(document)
        properties = document.core_properties
        title, author = properties.title or "", properties.author or ""
    except Unreadable:
        raise
    except Exception as error:  # the package raises whatever its parts raise
        raise _damaged("Word", error) from None
    yield Read(_article("\n".join(lines), title, author))


def _article(text: str, title: str, author: str) -> Article:
    if not has_letters(text):
        raise no_letters()
    counts: Counter[str] = Counter()
    known_title = short(title, counts) or ""
    top = " ".join(repair(text[:_TOP], Counter()).split())
    if _UNTITLED.fullmatch(known_title) or known_title not in top:
        known_title = ""  # a title that its pages do not show is the name of a template or a file
    known = Article(
        id="", text="", title=known_title, author=None if is_nobody(author) else short(author, counts)
    )
    return plaintext.article(text, counts, known)


def _data(stream: BinaryIO) -> bytes:
    data = stream.read(MAX_DOCUMENT + 1)
    if len(data) > MAX_DOCUMENT:
        raise too_large(MAX_DOCUMENT)
    if not data:
        raise empty()
    return data


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


def _missing(package: str) -> Unreadable:
    return Unreadable(
        f"Reading it needs {package}: pip install '.[documents]'",
        f"قراءته تحتاج إلى {package}: pip install '.[documents]'",
    )


def _damaged(kind: str, error: Exception) -> Unreadable:
    return Unreadable(
        f"It is not a {kind} document that can be read ({type(error).__name__}).",
        f"ليس مستند {kind} يمكن قراءته.",
    )
