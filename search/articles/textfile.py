"""Plain text and Markdown files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from search.articles import plaintext
from search.articles.decode import decode
from search.articles.fields import Names, article
from search.articles.result import MAX_TEXT, Read, Skipped, empty, too_large
from search.model import Unreadable

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_MARKDOWN = 200_000
"""Letters of Markdown up to which its marks are taken out; a longer text is read as plain text."""
_FRONT = re.compile(r"\s*---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)


def read_text(stream: BinaryIO, name: str, names: Names) -> Iterator[Read | Skipped]:
    """The article of a plain text file. Raises Unreadable when it is empty, too large or not text."""
    text, counts = _whole(stream)
    yield Read(plaintext.article(text, counts))


def read_markdown(stream: BinaryIO, name: str, names: Names) -> Iterator[Read | Skipped]:
    """The article of a Markdown file, its front matter ("title: …" between two lines of dashes) included."""
    text, counts = _whole(stream)
    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    if front is None:
        yield Read(plaintext.article(_without_marks(text), counts))
        return
    raw = _pairs(front.group(1))
    content = _without_marks(text[front.end() :])
    if not content.strip():
        raise Unreadable("It has no text below its front matter.", "لا نص تحت ترويسته.")
    known = article({**raw, "text": content}, names, Counter(counts))
    yield Read(
        plaintext.article(content, counts, replace(known, date=None if known.date_inferred else known.date))
    )


def _whole(stream: BinaryIO) -> tuple[str, Counter[str]]:
    data = stream.read(MAX_TEXT + 1)
    if len(data) > MAX_TEXT:
        raise too_large(MAX_TEXT)
    text, recoded = decode(data)
    if not text.strip():
        raise empty()
    return text, Counter(encoding=1) if recoded else Counter()


def _pairs(front: str) -> dict[str, object]:
    """The plain pairs and lists of front matter; anything finer of YAML is left out."""
    pairs: dict[str, object] = {}
    key = ""
    for line in front.split("\n"):
        item = re.match(r"\s*-\s+(.*)", line)
        pair = re.match(r"([^\s:#][^:]{0,60}):\s*(.*)", line)
        if item and key:
            values = pairs.get(key)
            pairs[key] = [*(values if isinstance(values, list) else []), _unquoted(item.group(1))]
        elif pair:
            key, value = pair.group(1).strip(), pair.group(2).strip()
            listed = re.fullmatch(r"\[(.*)\]", value)
            pairs[key] = (
                [_unquoted(each) for each in listed.group(1).split(",")] if listed else _unquoted(value)
            )
    return pairs


def _unquoted(value: str) -> str:
    return re.sub(r"""^(["'])(.*)\1$""", r"\2", value.strip())


def _without_marks(text: str) -> str:
    """The words of Markdown: a line for each paragraph, heading or item, blank lines between them."""
    if len(text) > MAX_MARKDOWN:
        return text
    from markdown_it import MarkdownIt

    blocks = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "inline":
            blocks.append("".join(_words(each) for each in token.children or ()))
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content)
    return "\n\n".join(blocks)


def _words(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return token.content if token.type in ("text", "code_inline") else ""
