"""The JSON that Telegram exports of a channel or of a whole account: each message with words an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeGuard

from search.articles.content import plaintext
from search.articles.content.dates import parse_date
from search.articles.content.fields import short, split_tags
from search.articles.result import Read, Skipped, skipped
from search.articles.words import has_letters
from search.errors import Unreadable
from search.model import Article


def channels(value: object) -> list[Mapping[str, object]]:
    """The channels, groups and chats of an export; none where a value is something else."""
    chats = value.get("chats") if isinstance(value, Mapping) else None
    listed = chats.get("list") if isinstance(chats, Mapping) else None
    found = listed if isinstance(listed, list) else [value]
    return list(filter(_is_channel, found))


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
        text = _text(message.get("text")) if isinstance(message, Mapping) else ""
        if not has_letters(text):
            continue
        author = message.get("author") or message.get("from")
        repairs = Counter(counts)
        known = Article(
            id="",
            text="",
            date=parse_date(message.get("date")),
            source=short(source, repairs) if isinstance(source, str) else None,
            author=short(author, repairs) if isinstance(author, str) and author != source else None,
            tags=split_tags(_hashtags(message["text"]), repairs),
        )
        try:
            yield Read(plaintext.article(text, repairs, known), f"{channel['id']}!{message.get('id')}")
        except Unreadable as error:
            yield skipped(name, error, item=message.get("id"))


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
