"""What documents share (Word, PDF, Excel, EPUB): bounds, titles that are none, what is said of those that
cannot be read.

The packages that some need are optional (the `documents` extra).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from search.articles.content import plaintext
from search.articles.content.labels import is_nobody
from search.articles.content.values import short
from search.articles.encoding.repair import repair
from search.articles.result import MAX_DOCUMENT, empty, no_letters, too_large, too_many_tags
from search.articles.words import has_letters
from search.errors import Unreadable
from search.model import Article

_BLOCK = 1024 * 1024
_TOP = 20_000
"""Letters of a document among which its title stands, where its properties tell the true one."""
_UNTITLED = re.compile(
    r"(?:untitled|microsoft word|document|مستند|بدون عنوان|بلا عنوان).{0,60}|.{0,80}\.(?:docx?|pdf|rtf|indd)",
    re.I,
)


def whole(stream: BinaryIO) -> bytes:
    """A document's bytes. Raises Unreadable for more than MAX_DOCUMENT, or none."""
    data = stream.read(MAX_DOCUMENT + 1)
    if len(data) > MAX_DOCUMENT:
        raise too_large(MAX_DOCUMENT)
    if not data:
        raise empty()
    return data


def unpacked(data: bytes, most: int = 4 * MAX_DOCUMENT) -> zipfile.ZipFile:
    """The archive that a document is.

    Raises Unreadable for one that says it unpacks to more than `most` bytes, BadZipFile for another file.
    """
    archive = zipfile.ZipFile(io.BytesIO(data))
    if sum(member.file_size for member in archive.infolist()) > most:
        raise too_large(MAX_DOCUMENT)
    return archive


def check_xml(archive: zipfile.ZipFile, most_tags: int) -> None:
    """Look at an archive's XML before a package makes anything of it.

    Raises Unreadable for more than MAX_DOCUMENT bytes, or so many tags.
    """
    left, size = most_tags, 0
    for member in archive.infolist():
        if member.filename.lower().endswith((".xml", ".rels")):
            with archive.open(member) as stream:
                while block := stream.read(_BLOCK):
                    left -= block.count(b"<")
                    size += len(block)
                    if left < 0:
                        raise too_many_tags(most_tags)
                    if size > MAX_DOCUMENT:
                        raise too_large(MAX_DOCUMENT)


def article(text: str, title: str, author: str, heading: str = "") -> Article:
    """The article of a document's text and properties; `heading` is its title by the look of its pages.

    Raises Unreadable for a text without letters.
    """
    if not has_letters(text):
        raise no_letters()
    counts: Counter[str] = Counter()
    known_title = short(title, counts) or ""
    top = " ".join(repair(text[:_TOP], Counter()).split())
    if not known_title or _UNTITLED.fullmatch(known_title) or known_title not in top:
        known_title = short(heading, counts) or ""  # one not on the pages is that of a template or a file
    known = Article(
        id="", text="", title=known_title, author=None if is_nobody(author) else short(author, counts)
    )
    return plaintext.article(text, counts, known)


def missing(package: str) -> Unreadable:
    """The package that reads it is not installed."""
    return Unreadable("Reading it needs {package}: pip install '.[documents]'", package=package)


@contextmanager
def reading(kind: str) -> Iterator[None]:
    """Raise Unreadable for whatever a package, or what it is made of, raises of a damaged document."""
    try:
        yield
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(
            "It is no {kind} document that can be read ({name}).", kind=kind, name=type(error).__name__
        ) from None
