"""Web pages: the main text by trafilatura, what is known about the article from the page's metadata."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from search.articles import plaintext
from search.articles.dates import parse_date
from search.articles.decode import decode
from search.articles.fields import Names, short, split_tags, web_address
from search.articles.result import MAX_TEXT, Read, Skipped, empty, too_large
from search.model import Article, Unreadable

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,30})", re.I)


def read_html(stream: BinaryIO, name: str, names: Names) -> Iterator[Read | Skipped]:
    """The article of a page. Raises Unreadable for a page without text."""
    data = stream.read(MAX_TEXT + 1)
    if len(data) > MAX_TEXT:
        raise too_large(MAX_TEXT)
    declared = _CHARSET.search(data, 0, 4096)
    text, recoded = decode(data, declared.group(1).decode("ascii") if declared else "")
    if not text.strip():
        raise empty()
    yield Read(page_article(text, Counter(encoding=1) if recoded else Counter()))


def page_article(page: str, counts: Counter[str]) -> Article:
    """The article of a page's HTML. Raises Unreadable for a page without text."""
    from lxml import html  # type: ignore[import-untyped]  # slow to load, and for pages alone
    from trafilatura import bare_extraction

    data = page.replace("\0", "").encode("utf-8", "replace")
    tree = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    known = _metadata(tree, counts)
    found = bare_extraction(
        tree, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
    )
    text = (getattr(found, "text", None) or "") if found is not None else ""
    if not text.strip():
        raise Unreadable("The page has no main text.", "لا نص رئيسيًا في الصفحة.")
    return plaintext.article(text, counts, known)


def _metadata(tree: Any, counts: Counter[str]) -> Article:
    """What the head of a page, its JSON-LD and its marked-up dates say; "" and None for the rest."""
    from trafilatura import extract_metadata

    try:
        found = extract_metadata(
            tree, date_config={"extensive_search": False, "original_date": True}, extensive=False
        )
    except Exception:  # trafilatura reads JSON-LD of any shape; a page must not be lost for its metadata
        return Article(id="", text="")
    return Article(
        id="",
        text="",
        title=short(found.title or "", counts) or "",
        date=parse_date(found.date),
        source=short(found.sitename or "", counts),
        author=short((found.author or "").replace("; ", "\u060c "), counts),
        url=web_address(found.url),
        tags=split_tags(list(found.tags or ()), counts),
    )
