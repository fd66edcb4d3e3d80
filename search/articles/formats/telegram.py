"""What Telegram exports of a channel or an account, JSON or pages: each message with words an article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple, TypeGuard

from search.articles.content import plaintext
from search.articles.content.dates import parse_date
from search.articles.content.htmltext import fragment_text
from search.articles.content.values import short, split_tags
from search.articles.result import Read, Skipped, skipped
from search.articles.words import has_letters
from search.errors import Unreadable
from search.model import Article

_HASHTAG = re.compile(r"#\w+")


def channels(value: object) -> list[Mapping[str, object]]:
    """The channels, groups and chats of an export; none where a value is something else."""
    parts = [value.get(name) for name in ("chats", "left_chats")] if isinstance(value, Mapping) else []
    listed = [
        part["list"] for part in parts if isinstance(part, Mapping) and isinstance(part.get("list"), list)
    ]
    return list(filter(_is_channel, chain.from_iterable(listed) if listed else [value]))


def _is_channel(value: object) -> TypeGuard[Mapping[str, object]]:
    if not isinstance(value, Mapping) or not {"type", "id", "messages"} <= value.keys():
        return False
    messages = value["messages"]
    return isinstance(messages, list) and all(map(_is_message, messages[:10]))


def _is_message(value: object) -> bool:
    return isinstance(value, Mapping) and {"id", "type", "date"} <= value.keys()


def read_channel(channel: Mapping[str, object], name: str, counts: Counter[str]) -> Iterator[Read | Skipped]:
    """The articles of a channel; `member` is its number and the message's.

    Messages without words, pictures and what tells of members, are no articles.
    """
    source = channel.get("name")
    messages = channel["messages"]
    for message in messages if isinstance(messages, list) else ():
        if not isinstance(message, Mapping):
            continue
        pieces = message.get("text") or message.get("text_entities")
        text = _text(pieces)
        author = message.get("author") or message.get("from")
        said = Said(text, message.get("date"), source, author, _hashtags(pieces))
        number = message.get("id")
        yield from _article(said, name, counts, f"{channel['id']}!{number}", number)


def is_exported(page: str) -> bool:
    """Whether a page is one of those that Telegram exports."""
    return 'class="page_body chat_page"' in page[:20_000]


def read_page(tree: Any, name: str, counts: Counter[str]) -> Iterator[Read | Skipped]:
    """The articles of a page of a channel; `member` is the message's number."""
    source, author = _first(tree, "//div[@class='text bold']"), ""
    for message in tree.xpath("//div[contains(@class, 'message default')]"):
        author = _first(message, ".//div[@class='from_name']") or author  # one after another of his lacks it
        date = next(iter(message.xpath(".//div[contains(@class, 'date details')]/@title")), "")
        said = Said(_first(message, ".//div[@class='text']"), date, source, author, [])
        id = message.get("id", "")
        number = int(id.removeprefix("message")) if id.removeprefix("message").isdecimal() else 0
        tags = _HASHTAG.findall(said.text)
        yield from _article(said._replace(tags=tags), name, counts, str(number or id), number)


def _first(tree: Any, path: str) -> str:
    """The text of the first element on a path, a line for each line of the page."""
    from lxml import html  # type: ignore[import-untyped]

    elements = tree.xpath(path)
    return fragment_text(html.tostring(elements[0], encoding="unicode", with_tail=False)) if elements else ""


class Said(NamedTuple):
    """What an export says of a message."""

    text: str
    date: object
    source: object
    author: object
    tags: list[str]


def _article(
    said: Said, name: str, counts: Counter[str], member: str, number: Any
) -> Iterator[Read | Skipped]:
    """The article of a message with words."""
    if not has_letters(said.text):
        return
    source, author = said.source, said.author
    repairs = Counter(counts)
    known = Article(
        id="",
        text="",
        date=parse_date(said.date),
        source=short(source, repairs) if isinstance(source, str) else None,
        author=short(author, repairs) if isinstance(author, str) and author != source else None,
        tags=split_tags(said.tags, repairs),
    )
    try:
        yield Read(plaintext.article(said.text, repairs, known), member)
    except Unreadable as error:
        yield skipped(name, error, item=number)


def _hashtags(value: object) -> list[str]:
    pieces = value if isinstance(value, list) else []
    return [_text(piece) for piece in pieces if isinstance(piece, Mapping) and piece.get("type") == "hashtag"]


def _text(value: object) -> str:
    """The words of a message: a text, or its pieces, some of them links or in bold."""
    if isinstance(value, list):
        return "".join(map(_text, value))
    if isinstance(value, Mapping):
        value = value.get("text")
    return value if isinstance(value, str) else ""
