"""The text of a piece of HTML, such as a feed's or a JSON article's body: markup out, paragraphs kept."""

from __future__ import annotations

import html
import re
from typing import Any

MAX_ATTRIBUTES = 2_000
"""Attributes of one tag, counted twice where they have spaces and quotes."""

_MARKUP = re.compile(
    r"</(?:p|div|a|b|i|em|strong|span|ul|ol|li|h[1-6]|blockquote|table|script|style|iframe|video|audio|object|figure"
    r"|section|article|center|font|u|s|sup|sub|dl|td|tr)>|<(?:br|p)\s*/?>|<(?:img|embed)\s|<!--",
    re.I,
)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});", re.I)
_BLOCKS = frozenset(("p", "div", "br", "li", "ul", "ol", "blockquote", "table", "tr", "figure")) | {
    *("h1", "h2", "h3", "h4", "h5", "h6", "dt", "hr", "pre", "section", "article", "figcaption")
}
_QUOTED = re.compile("\"[^\"]*\"|'[^']*'")
_TAG = re.compile("<[A-Za-z](?>[^>\"']+|\"[^\"]*\"|'[^']*'|[\"'])*")
_ATTRIBUTE = re.compile('[\\s/]+[^\\s/>=]|""')
_SPACES = re.compile(" {2,}")
_CELLS = ("td", "th", "dd")
_SILENT = frozenset(
    ("script", "style", "template", "noscript", "head", "nav", "footer", "aside", "form", "button")
)


def has_too_many_attributes(markup: str) -> bool:
    """Whether a tag has more than MAX_ATTRIBUTES: libxml2 compares each with all before it."""
    long_tags = (tag[0] for tag in _TAG.finditer(markup) if tag.end() - tag.start() > 2 * MAX_ATTRIBUTES)
    return any(len(_ATTRIBUTE.findall(_QUOTED.sub('""', tag))) > MAX_ATTRIBUTES for tag in long_tags)


def has_markup(text: str) -> bool:
    """True for text with HTML tags or entities in it."""
    return ("<" in text and _MARKUP.search(text) is not None) or (
        "&" in text and _ENTITY.search(text) is not None
    )


def fragment_text(markup: str) -> str:
    """The text of a fragment or a page of HTML, a line for each block; nothing the markup holds raises."""
    return text_and_links(markup)[0]


def text_and_links(markup: str) -> tuple[str, frozenset[str]]:
    """The text of a fragment, and those of its links."""
    if "<" not in markup:
        return html.unescape(markup), frozenset()
    if has_too_many_attributes(markup):
        return _without_tags(markup), frozenset()
    from lxml import etree  # type: ignore[import-untyped]

    page = f"<html><body><div>{markup}</div></body></html>".replace("\0", "").encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, no_network=True)
    try:
        root = etree.fromstring(page, parser)
    except etree.LxmlError:
        return _without_tags(markup), frozenset()
    if root is None:
        return "", frozenset()
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(_pieces(root)).split("\n"))
    links = frozenset(_SPACES.sub(" ", "".join(link.itertext())).strip() for link in root.iter("a"))
    return "\n".join(line for line in lines if line), links


def _without_tags(markup: str) -> str:
    return html.unescape(re.sub(r"<[^<>]{0,2000}>", " ", markup))


def _pieces(root: Any) -> list[str]:
    """Text in and after each element in order, with a line break at the edges of blocks, a space at those of
    cells.
    """
    from lxml import etree

    pieces: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            silent += tag in _SILENT
        if tag in _BLOCKS:
            pieces.append("\n")
        elif tag in _CELLS:
            pieces.append(" ")
        if event == "start" and not silent and element.text:
            pieces.append(element.text)
        if event == "end":
            silent -= tag in _SILENT
            if not silent and element.tail:
                pieces.append(element.tail)
    return pieces
