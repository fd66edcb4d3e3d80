"""The XML that MediaWiki exports (of Wikipedia and other wikis): each page of the main part an article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from search.articles.content.names import Names
from search.articles.content.record import article
from search.articles.formats import documents
from search.articles.result import MAX_TEXT, Read, Skipped, no_letters, skipped, too_large
from search.articles.words import has_letters
from search.errors import Unreadable

_FILES, _CATEGORIES = "6", "14"
"""Keys of the parts of a wiki that hold pictures and categories."""
_OTHER_WIKI = re.compile(r":?[a-z][a-z-]{1,11}:(?! )")
_TABLE = re.compile(r"^\{\|.*?^\|\}", re.S | re.M)
_NOTE = re.compile(r"<ref\b[^<>]{0,500}/>|<ref\b[^<>]{0,500}>.{0,5000}?</ref>", re.S | re.I)
_SWITCH = re.compile(r"__[^\W\d]{3,30}?__")


def read_wiki(root: Any, name: str, names: Names, recoded: bool) -> Iterator[Read | Skipped]:
    """The pages of an export; `member` is the number of each. Redirects and talk are none.

    Raises Unreadable without its package, and where no page is an article.
    """
    try:
        import mwparserfromhell
    except ImportError:
        raise documents.missing("mwparserfromhell") from None
    parts = {space.get("key"): space.text or "" for space in root.iter("{*}namespace")}
    files, categories = (_links(parts.get(key, ""), key) for key in (_FILES, _CATEGORIES))
    address = _said(root, "base").rpartition("/")[0]
    is_empty = True
    for number, page in enumerate(root.iter("{*}page"), 1):
        if _said(page, "ns") not in ("", "0") or page.find("{*}redirect") is not None:
            continue
        is_empty = False
        title, text = _said(page, "title"), next(page.iter("{*}text"), None)
        try:
            code = mwparserfromhell.parse(_bounded("" if text is None else text.text or ""))
            tags = [_after(link, categories) for link in _linked(code, categories)]
            record = {
                "title": title,
                "text": _plain(code, (*files, *categories)),
                "date": _said(page, "timestamp"),
                "source": _said(root, "sitename"),
                "url": f"{address}/{quote(title.replace(' ', '_'))}" if address else "",
                "tags": tags,
            }
            counts = Counter(encoding=1) if recoded else Counter[str]()
            yield Read(article(record, names, counts), _said(page, "id") or str(number))
        except Unreadable as error:
            yield skipped(name, error, item=number)
    if is_empty:
        raise no_letters()


def _bounded(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise too_large(MAX_TEXT)
    return _SWITCH.sub("", _TABLE.sub("", _NOTE.sub("", text)))


def _plain(code: Any, apart: tuple[str, ...]) -> str:
    """The words of a page, without templates, pictures and what only sorts it."""
    others = code.filter_wikilinks(matches=lambda link: _OTHER_WIKI.match(str(link.title)) is not None)
    for node in (*others, *_linked(code, apart)):
        try:
            code.remove(node)
        except ValueError:
            continue  # it went with one that held it
    lines = (line.strip() for line in code.strip_code(normalize=True, collapse=True).split("\n"))
    return "\n".join(line for line in lines if has_letters(line))


def _linked(code: Any, parts: tuple[str, ...]) -> list[Any]:
    """The links of a page into parts of the wiki."""
    return list(code.filter_wikilinks(matches=lambda link: str(link.title).strip().lower().startswith(parts)))


def _after(link: Any, parts: tuple[str, ...]) -> str:
    title = str(link.title).strip()
    return title[max(len(part) for part in parts if title.lower().startswith(part)) :].strip()


def _links(named: str, key: str) -> tuple[str, ...]:
    """What links into a part of a wiki begin with, in its language too."""
    in_english_and_arabic = {
        _FILES: ("file", "image", "\u0645\u0644\u0641", "\u0635\u0648\u0631\u0629"),
        _CATEGORIES: ("category", "\u062a\u0635\u0646\u064a\u0641"),
    }
    return tuple(f"{name.lower()}:" for name in (*in_english_and_arabic[key], named) if name)


def _said(element: Any, name: str) -> str:
    child = next(element.iter(f"{{*}}{name}"), None)
    return "" if child is None else (child.text or "").strip()
