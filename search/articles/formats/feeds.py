"""RSS and Atom feeds, and other XML with one element for each article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import Any, BinaryIO

from search.articles.content.names import Names
from search.articles.content.record import NO_ARTICLES, article, none_published
from search.articles.encoding.decode import decode
from search.articles.formats.mediawiki import read_wiki
from search.articles.result import MAX_TREE, Read, Skipped, empty, skipped, too_large
from search.errors import Unreadable

_ITEMS = ("item", "entry", "article", "\u0645\u0642\u0627\u0644")  # the last: "maqal"
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,30})[\"']")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_FULL = ("encoded", "content", "fulltext")
"""Elements that hold a whole article where a description holds its beginning."""
_MEDIA = ("search.yahoo.com/mrss", "itunes.com/dtds", "/excerpt/")
"""Parts of the namespaces of pictures, recordings, excerpts: what they say is the article's only where it has
no text of its own.
"""
_MEDIA_TEXTS = ("description", "summary", "encoded", "text")
_LIVE = {"type": ("POST", "PAGE"), "status": ("LIVE",)}
"""What newer exports of Blogger say of an entry that was published."""
_SCHEME = "schemas.google.com/g/2005#kind"
"""Blogger's categories of this scheme say what an entry is: a post, a comment, a template."""
_BLOCKS = ("p", "div", "br")


def read_xml(stream: BinaryIO, name: str, names: Names) -> Iterator[Read | Skipped]:
    """An article from each item of a feed; `member` is its guid, else its link, else its place from 1.

    Of the exports of WordPress and Blogger what was published is read. Entities are not expanded and nothing
    is fetched. Raises Unreadable for XML without such items.
    """
    data = stream.read(MAX_TREE + 1)
    if len(data) > MAX_TREE:
        raise too_large(MAX_TREE)
    declared = _DECLARED.search(data, 0, 400)
    text, recoded = decode(data, declared.group(1).decode("ascii") if declared else "")
    if not text.strip():
        raise empty()
    root = _parsed(text)
    if _local(root) == "mediawiki":
        yield from read_wiki(root, name, names, recoded)
        return
    site, people = _site(root), _people(root)
    seen: set[str] = set()
    number = 0
    for element in root.iter():
        if _local(element) not in _ITEMS:
            continue
        number += 1
        if not _is_published(element):
            continue
        raw = _record(element)
        raw["author"] = people.get(str(raw.get("creator", "")), raw.get("author"))
        guid = str(raw.pop("guid", "") or raw.get("url") or number)
        member = guid if guid not in seen else f"{guid} {number}"
        seen.add(member)
        try:
            counts = Counter(encoding=1) if recoded else Counter()
            yield Read(article({"source": site, **raw}, names, counts), member)
        except Unreadable as error:
            yield skipped(name, error, item=number)
    if not number:
        raise Unreadable("It is XML without RSS items or Atom entries.")
    if not seen:
        raise none_published()


def _parsed(text: str) -> Any:
    from lxml import etree  # type: ignore[import-untyped]  # mends faults; entities stay closed

    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        encoding="utf-8",
    )
    body = _with_ampersands(_DECLARATION.sub("", text.replace("\0", ""), count=1).strip())
    try:
        root = etree.fromstring(body.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        root = None
    if root is None:
        raise Unreadable("It is not valid XML.")
    return root


def _with_ampersands(xml: str) -> str:
    """XML whose ampersands that stand alone are escaped; in CDATA they stand as they should."""
    first, *others = xml.split("<![CDATA[")
    mended = [first.replace(" & ", " &amp; ")]
    for section in others:
        inside, end, after = section.partition("]]>")
        mended.append(inside + end + after.replace(" & ", " &amp; "))
    return "<![CDATA[".join(mended)


def _record(item: Any) -> dict[str, object]:
    """The fields of an item: names without their namespace; the whole text before the description."""
    raw: dict[str, object] = {}
    tags: list[str] = []
    for child in item:
        key = _local(child)
        if not key:  # a comment, an entity
            continue
        value = _value(child)
        if _is_media(child):
            if key in _MEDIA_TEXTS:
                raw.setdefault("excerpt", value)  # the last of the names of a text
        elif key == "link":
            if child.get("rel", "alternate") == "alternate":
                raw.setdefault("url", child.get("href") or value)
        elif key in ("category", "tag", "keywords"):
            if _SCHEME not in child.get("scheme", ""):
                tags.append(child.get("label") or child.get("term") or value)
        elif key in _FULL:
            raw["text"] = raw.get("text") or value
        elif key == "author":
            raw.setdefault("author", _named(child) or value)
        elif key == "source":
            raw.setdefault("source", _named(child) or value)
        elif key == "id":
            raw.setdefault("guid", value)
        else:
            raw.setdefault(key, value)
    return {**raw, "tags": tags} if tags else raw


def _is_published(item: Any) -> bool:
    """False for what exports of WordPress and Blogger hold beside articles: drafts, what was thrown away,
    comments, pictures, menus, settings.
    """
    for child in item:
        key, value = _local(child), (child.text or "").strip()
        if not key:
            continue
        if key == "status" and "wordpress.org" in child.tag and value != "publish":
            return False
        if "/blogger/" in child.tag and value not in _LIVE.get(key, value):
            return False
        if key == "post_type" and value in NO_ARTICLES:
            return False
        if key == "control" and any(_local(inner) == "draft" and inner.text == "yes" for inner in child):
            return False
        if _SCHEME in child.get("scheme", "") and not child.get("term", "").endswith(("#post", "#page")):
            return False
    return True


def _is_media(element: Any) -> bool:
    return any(name in element.tag for name in _MEDIA)


def _value(element: Any) -> str:
    """The text of an element; its markup where it has elements of its own, as XHTML does."""
    if element.get("type") == "xhtml" or any(_local(child) in _BLOCKS for child in element):
        from lxml import etree

        return "".join(
            (escape(element.text or ""), *(etree.tostring(child, encoding="unicode") for child in element))
        )
    return "".join(element.itertext()).strip()


def _named(element: Any) -> str:
    """The name or the title that an Atom person or source holds."""
    return next((_value(child) for child in element if _local(child) in ("name", "title")), "")


def _site(root: Any) -> str:
    """The title of the whole feed: the publisher of its items."""
    for element in root.iter():
        if _local(element) in ("channel", "feed"):
            return next((_value(child) for child in element if _local(child) == "title"), "")
    return ""


def _people(root: Any) -> dict[str, str]:
    """Names of authors by the names under which they log in to WordPress."""
    people: dict[str, str] = {}
    for element in root.iter():
        if _local(element) == "author":
            parts = {_local(child): _value(child) for child in element}
            if parts.get("author_login") and parts.get("author_display_name"):
                people[parts["author_login"]] = parts["author_display_name"]
    return people


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
