"""JSON and JSON lines: objects whose fields have names that fields.tsv knows."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, partial
from itertools import islice
from typing import BinaryIO

from search.articles.content.names import Names
from search.articles.content.record import article, is_published, none_published, unwrapped
from search.articles.encoding.decode import decode, lines
from search.articles.formats.telegram import channels, read_channel
from search.articles.result import MAX_TREE, Read, Skipped, empty, skipped, too_large
from search.articles.words import plain
from search.errors import Unreadable
from search.tables import rows

_DEPTH, _WIDTH = 4, 1_000
"""How far inside an object, and among how many values, a list of articles is looked for."""

MAX_FIELDS = 10_000
"""Fields of an article, each of which is looked up by its name."""


def read_json(stream: BinaryIO, name: str, names: Names) -> Iterator[Read | Skipped]:
    """The article of a JSON object, or those of a list of them, alone or somewhere inside an object.

    `member` is "" for one object, else its place in the list from 1; of Telegram's, the channel and message.
    Lines of JSON are read as such, whatever the file's name says. Raises Unreadable for anything else.
    """
    data = stream.read(MAX_TREE + 1)
    if len(data) > MAX_TREE:
        raise too_large(MAX_TREE)
    text, recoded = decode(data)
    if not text.strip():
        raise empty()
    try:
        value = _parsed(text)
    except Unreadable:
        if not _is_lines(text):
            raise
        yield from read_jsonl(io.BytesIO(data), name, names)
        return
    if exported := channels(value):
        for channel in exported:
            yield from read_channel(channel, name, _counts(recoded))
        return
    listed = _listed(value, names)
    if listed is None:
        yield Read(article(_record(value), names, _counts(recoded)))
        return
    site, published = _site(value), [record for record in enumerate(listed, 1) if _is_published(record[1])]
    if listed and not published:
        raise none_published()
    for number, record in published:
        try:
            yield Read(article({**site, **_record(record)}, names, _counts(recoded)), str(number))
        except Unreadable as error:
            yield skipped(name, error, item=number)


def read_jsonl(stream: BinaryIO, name: str, names: Names, before: int = 0) -> Iterator[Read | Skipped]:
    """An article from each line of a stream of any length; `member` is the number of the line.

    Where the stream is a part of a file, `before` says how many lines stand before it.

    A line that is not an article is skipped and named; the others are read.
    """
    number = before
    for number, (line, recoded) in enumerate(lines(stream), before + 1):
        try:
            if isinstance(line, Unreadable):
                raise line
            if line.strip() and is_published(record := _record(_parsed(line))):
                yield Read(article(record, names, _counts(recoded)), str(number))
        except Unreadable as error:
            yield skipped(name, error, line=number)
    if not number:
        raise empty()


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        if not isinstance(error, json.JSONDecodeError):
            raise Unreadable("It is not valid JSON.") from None
        line, column = error.lineno, error.colno
        if line > 1:
            raise Unreadable(
                "It is not valid JSON (line {line}, column {column}).", line=line, column=column
            ) from None
        raise Unreadable("It is not valid JSON (column {column}).", column=column) from None


def _record(value: object) -> Mapping[str, object]:
    if isinstance(value, Mapping):
        if len(value) > MAX_FIELDS:
            raise Unreadable("It has more than {most} fields.", most=MAX_FIELDS)
        return value
    raise Unreadable('It is not a JSON object such as {"title": …, "text": …}.')


def _is_lines(text: str) -> bool:
    """Whether a text is objects on lines of their own, as databases export them; one may be broken."""
    filled = (line for line in io.StringIO(text) if line.strip())
    first = [line for line in islice(filled, 3) if line.lstrip().startswith("{")]
    return len(first) > 1 and any(map(_is_whole, first))


def _is_whole(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _is_published(record: object) -> bool:
    return not isinstance(record, Mapping) or is_published(record)


def _site(value: object) -> dict[str, object]:
    """The source of the items of a JSON Feed: its title."""
    is_feed = isinstance(value, Mapping) and "jsonfeed.org" in str(value.get("version"))
    return {"source": value["title"]} if is_feed and isinstance(value, Mapping) and "title" in value else {}


def _listed(value: object, names: Names) -> list[object] | None:
    """A list of articles, or that inside an object or a list without text of its own, or None.

    It is one under a known key, or one whose objects have title and text; the outermost is taken. Articles
    may also be the values of the object, under their ids. A description beside a known key is that of a feed;
    elsewhere it is the text of the one article, and what looks like articles are comments on it.
    """
    is_article = partial(_is_article, names=names)
    is_summary = partial(_has_text, names=names, or_summary=True)
    if isinstance(value, list):
        if any(map(is_summary, value[:_WIDTH])) or not any(isinstance(item, Mapping) for item in value):
            return value
        return _listed({"": value}, names) or value
    if not isinstance(value, Mapping) or _has_text(value, names):
        return None
    is_described = is_summary(value)
    level: list[object] = [value]
    for _ in range(_DEPTH):
        pairs = [pair for node in level for pair in _pairs(node)]
        lists = [(plain(key) in _list_keys(), listed) for key, listed in pairs if isinstance(listed, list)]
        for is_known, listed in sorted(lists, key=lambda pair: not pair[0]):
            objects = listed[:_WIDTH]
            if any(map(is_summary if is_known else is_article, objects)) and (is_known or not is_described):
                return listed
        for node in level:
            if isinstance(node, Mapping) and node and all(map(is_article, node.values())):
                return [{"id": key, **record} for key, record in node.items()]
        level = [inside for _, inside in pairs][:_WIDTH]
    known = [
        listed for key, listed in value.items() if isinstance(listed, list) and plain(key) in _list_keys()
    ]
    return known[0] if known and not is_described else None


def _pairs(value: object) -> Iterator[tuple[str, object]]:
    """What an object or a list holds, with its keys."""
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, list):
        yield from (("", item) for item in value[:_WIDTH])


def _is_article(value: object, names: Names) -> bool:
    return (
        isinstance(value, Mapping)
        and _has_text(value, names)
        and "title" in names.record(unwrapped(value, names))
    )


def _has_text(value: object, names: Names, *, or_summary: bool = False) -> bool:
    return isinstance(value, Mapping) and names.has_text(unwrapped(value, names), or_summary=or_summary)


def _counts(recoded: bool) -> Counter[str]:
    return Counter(encoding=1) if recoded else Counter()


@cache
def _list_keys() -> frozenset[str]:
    return frozenset(plain(key) for kind, key in rows("articles", "labels") if kind == "list")
