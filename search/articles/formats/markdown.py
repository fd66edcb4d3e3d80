"""Markdown files, with front matter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from search.articles.content import plaintext
from search.articles.content.htmltext import fragment_text
from search.articles.content.names import Names
from search.articles.content.record import article
from search.articles.formats.text import whole
from search.articles.result import Read, Skipped
from search.errors import Unreadable

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_MARKDOWN = 200_000
"""Letters of Markdown up to which its marks are taken out; a longer text is read as plain text."""
_FRONT = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.{0,20000}?)\n(?:\1|\.\.\.)[ \t]*(?:\n|$)", re.S)
_PAIR = re.compile(r"""(["']?)([^\s:=#"'-][^:=]{0,60}?)\1(?::(?!//|\d\d\b)|\s*=)\s*(.*)""")
_ITEM = re.compile(r"\s*-\s+(.*)")
_BELOW = re.compile(r"\s+\S.*|\s*#.*|\s*|[\]}],?\s*")
"""Lines of front matter that go on with the one before, are comments, or close a list."""
_BLOCK = re.compile(r"[|>][+-]?\d?(?:\s+#.*)?")
"""The sign that a text stands below."""
_NESTED = "\0"
"""Stands for a value that goes on below as pairs of its own: of them the name is taken."""


def read_markdown(stream: BinaryIO, name: str, names: Names) -> Iterator[Read | Skipped]:
    """The article of a Markdown file, its front matter ("title: …" between two lines of dashes) included."""
    text, counts = whole(stream)
    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    raw = _pairs(front.group(2)) if front else {}
    if front is None or not _is_front(raw, names):  # a text may begin with a line of dashes
        yield Read(plaintext.article(_without_marks(text), counts))
        return
    content = _without_marks(text[front.end() :])
    if not content.strip():
        raise Unreadable("It has no text below its front matter.")
    known = article({**raw, "text": content}, names, Counter(counts))
    yield Read(
        plaintext.article(content, counts, replace(known, date=None if known.date_inferred else known.date))
    )


def _is_front(pairs: Mapping[str, object], names: Names) -> bool:
    """Whether pairs are front matter and no prose with colons: one has a known name or a program's."""
    return any(names.place(key) is not None or re.fullmatch(r"[A-Za-z_][\w.-]*", key, re.A) for key in pairs)


def _pairs(front: str) -> dict[str, object]:
    """The plain pairs and lists of front matter, YAML or TOML; anything finer is left out.

    Nothing for lines that are neither: they are text.
    """
    pairs: dict[str, object] = {}
    key = ""
    for line in front.split("\n"):
        item, pair = _ITEM.fullmatch(line), _PAIR.fullmatch(line)
        if item and key:
            values = pairs.get(key)
            pairs[key] = [*(values if isinstance(values, list) else []), _unquoted(item.group(1))]
        elif pair:
            key, value = pair.group(2).strip(), pair.group(3).strip()
            pairs[key] = "" if _BLOCK.fullmatch(value) else value
        elif not _BELOW.fullmatch(line) and not re.fullmatch(r"\[{1,2}.*", line):
            return {}
        elif key and line.startswith((" ", "\t", "]")):
            pairs[key] = _continued(pairs[key], line)
    return {key: _listed(value) for key, value in pairs.items()}


def _listed(value: object) -> object:
    """A value once all its lines are read: what stands in brackets as a list, a text without its quotes."""
    if not isinstance(value, str):
        return value
    if value == _NESTED:
        return ""
    listed = re.fullmatch(r"\[(.*)\]", value)
    return [_unquoted(item) for item in listed.group(1).split(",")] if listed else _unquoted(value)


def _continued(value: object, line: str) -> object:
    """A value with the line below it: more of a text in several lines, or the name among pairs of its own."""
    more = line.strip()
    if value in ("", _NESTED):
        pair = _PAIR.fullmatch(more)
        if pair is None:
            return more if value == "" else value
        return pair.group(3) if pair.group(2) == "name" else _NESTED
    return f"{value} {more}" if isinstance(value, str) and not _PAIR.fullmatch(more) else value


def _unquoted(value: str) -> str:
    """A value without its quotes and the comment after it."""
    value = value.strip()
    quoted = re.match(r"""(["'])(.*)\1\s*(?:#.*)?$""", value)
    if quoted:
        return quoted.group(2)
    return re.sub(r"(?:^|\s)#\s.*$", "", value).rstrip()


def _without_marks(text: str) -> str:
    """The words of Markdown: a line for each paragraph, heading, item or row, blank lines between them."""
    if len(text) > MAX_MARKDOWN:
        return text
    from markdown_it import MarkdownIt

    blocks: list[str] = []
    row: list[str] | None = None
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "inline":
            words = "".join(_words(child) for child in token.children or ())
            (blocks if row is None else row).append(words)
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content)
        elif token.type == "html_block":  # text between tags, such as <div dir="rtl">
            blocks.append(fragment_text(token.content))
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            blocks.append(" | ".join(row))
            row = None
    return "\n\n".join(blocks)


def _words(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak") or (
        token.type == "html_inline" and token.content[:3] == "<br"
    ):
        return "\n"
    return token.content if token.type in ("text", "code_inline") else ""
