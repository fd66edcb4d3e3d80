"""Books of EPUB: each chapter an article, with the book as its source."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO
from urllib.parse import unquote

from search.articles.content import plaintext
from search.articles.content.dates import parse_date
from search.articles.content.htmltext import MAX_ATTRIBUTES, fragment_text, has_too_many_attributes
from search.articles.content.names import Names
from search.articles.content.values import short
from search.articles.encoding.decode import decode
from search.articles.formats import documents
from search.articles.result import MAX_TEXT, Read, Skipped, no_letters, skipped, too_large
from search.articles.words import has_letters, plain
from search.errors import Unreadable
from search.model import Article

_PAGE = "application/xhtml+xml"
_TOP = 20_000
"""Letters of a chapter among which its heading begins."""
_HEAD = re.compile("<head[ >].*?</head>", re.S | re.I)
_HEADING = re.compile("<h[1-3][ >].{0,2000}?</h[1-3]>", re.S | re.I)


def read_epub(stream: BinaryIO, name: str, names: Names) -> Iterator[Read | Skipped]:
    """The chapters of a book in the order of reading; `member` is the path of each in the book.

    Pages without words and the table of contents are none. Raises Unreadable for another file.
    """
    with documents.reading("EPUB"), documents.unpacked(documents.whole(stream)) as book:
        package = _root_path(book)
        tree = _xml(_member(book, package))
        known = {"source": _said(tree, "title"), "author": _said(tree, "creator")}
        date = _said(tree, "date")
        is_empty = True
        for path in dict.fromkeys(_spine(tree, posixpath.dirname(package))):
            try:
                for piece in _chapter(book, path, known, date):
                    is_empty = False
                    yield piece
            except Unreadable as error:
                is_empty = False
                yield skipped(f"{name}!{path}", error)
        if is_empty:
            raise no_letters()


def _chapter(book: zipfile.ZipFile, path: str, known: dict[str, str], date: str) -> Iterator[Read]:
    page, recoded = decode(_member(book, path))
    if has_too_many_attributes(page):
        raise Unreadable("A tag of the page has more than {most} attributes.", most=MAX_ATTRIBUTES)
    lines = fragment_text(_HEAD.sub("", page, 1)).split("\n")
    title = next(iter(_HEADING.findall(page, 0, _TOP)), "")
    title = " ".join(fragment_text(title).split())
    around = {plain(value) for value in (title, date, *known.values())}
    start = next((number for number, line in enumerate(lines) if plain(line) not in around), len(lines))
    text = "\n".join(lines[start:])
    if not has_letters(text):
        return  # a cover, a page of the title alone
    counts = Counter(encoding=1) if recoded else Counter[str]()
    if not title and plain(known["source"]) in map(plain, lines[:start]):  # the only piece of its book
        title = known["source"]
    source, author = short(known["source"], counts), short(known["author"], counts)
    about = Article(id="", text="", title=short(title, counts) or "", source=source, author=author)
    article = plaintext.article(text, counts, about)
    own = None if article.date_inferred else article.date
    yield Read(replace(article, date=own or parse_date(date), date_inferred=False), path)


def _root_path(book: zipfile.ZipFile) -> str:
    for element in _xml(_member(book, "META-INF/container.xml")).iter("{*}rootfile"):
        return unquote(element.get("full-path", ""))
    raise LookupError("no package")


def _spine(tree: Any, folder: str) -> Iterator[str]:
    """The paths of a book's pages in the order of reading."""
    items = {item.get("id"): item for item in tree.iter("{*}item") if item.get("media-type") == _PAGE}
    for reference in tree.iter("{*}itemref"):
        item = items.pop(reference.get("idref"), None)
        if item is not None and "nav" not in item.get("properties", "").split():
            yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))


def _said(tree: Any, name: str) -> str:
    """What the package says of the book under this name of the Dublin Core."""
    elements = tree.iter("{http://purl.org/dc/elements/1.1/}" + name)
    return "\u060c ".join(filter(None, (" ".join((element.text or "").split()) for element in elements)))


def _member(book: zipfile.ZipFile, path: str) -> bytes:
    with book.open(path) as stream:
        data = stream.read(MAX_TEXT + 1)
    if len(data) > MAX_TEXT:
        raise too_large(MAX_TEXT)
    return data


def _xml(data: bytes) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
