"""JSON and JSON lines: objects whose fields have names that fields.tsv knows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import BinaryIO

from search.articles.decode import decode, lines
from search.articles.fields import Names, article
from search.articles.result import MAX_TREE, Read, Skipped, empty, skipped, too_large
from search.articles.words import plain, rows
from search.model import Unreadable


def read_json(stream: BinaryIO, name: str, names: Names) -> Iterator[Read | Skipped]:
    """The article of a JSON object, or those of a list of them, alone or under a key such as "articles".

    `member` is "" for one object, else its place in the list from 1. Raises Unreadable for anything else.
    """
    data = stream.read(MAX_TREE + 1)
    if len(data) > MAX_TREE:
        raise too_large(MAX_TREE)
    text, recoded = decode(data)
    if not text.strip():
        raise empty()
    value = _parsed(text)
    listed = value if isinstance(value, list) else _listed(value, names)
    if listed is None:
        yield Read(article(_record(value), names, _counts(recoded)))
        return
    for number, each in enumerate(listed, 1):
        try:
            yield Read(article(_record(each), names, _counts(recoded)), str(number))
        except Unreadable as error:
            yield Skipped(
                f"{name}, item {number}", error.message, error.message_ar, f"{name}، العنصر {number}"
            )


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
            if line.strip():
                yield Read(article(_record(_parsed(line)), names, _counts(recoded)), str(number))
        except Unreadable as error:
            yield skipped(name, error, number)
    if not number:
        raise empty()


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise Unreadable(f"It is not valid JSON{where}.", "ليس JSON سليمًا.") from None


def _record(value: object) -> Mapping[str, object]:
    if isinstance(value, Mapping):
        return value
    raise Unreadable(
        'It is not a JSON object such as {"title": …, "text": …}.',
        'ليس كائن JSON مثل {"title": …, "text": …}.',
    )


def _listed(value: object, names: Names) -> list[object] | None:
    """The list of articles inside an object without text of its own, or None."""
    if not isinstance(value, Mapping) or "text" in names.record(value):
        return None
    lists = [each for key, each in value.items() if isinstance(each, list) and plain(key) in _list_keys()]
    return lists[0] if lists else None


def _counts(recoded: bool) -> Counter[str]:
    return Counter(encoding=1) if recoded else Counter()


@cache
def _list_keys() -> frozenset[str]:
    return frozenset(plain(key) for kind, key in rows("labels") if kind == "list")
