"""A collection that tells which version of it an index holds: all of one, or something is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from search.model import SearchPage, SearchRequest
from search.searching.searcher import Searcher
from search.settings import Settings
from search.store.check import check
from search.store.choose import generations_of

Item = TypeVar("Item")

ARTICLES = 10
REMOVED = "0.txt"
KINDS = ("changes", "full", "removal")
"""What is done to an index: see `traced.py`."""

EVERY = SearchRequest("مدرسة", size=100)
"""Finds every article."""


def write_version(folder: Path, version: int) -> None:
    """Every article changes with each version; odd versions have one more."""
    folder.mkdir(exist_ok=True)
    for number in range(ARTICLES + 1):
        text = f"مدرسة نسخة{version} مقال رقم {number}. " * 20
        (folder / f"{number}.txt").write_text(text, "utf-8")
    if version % 2 == 0:
        (folder / f"{ARTICLES}.txt").unlink()


def expected(version: int) -> list[object]:
    """What a reader finds of a version: the versions seen in the texts, and how many articles."""
    return [[str(version)], ARTICLES + version % 2]


def outcome(kind: str) -> list[object]:
    """What a reader finds after version 0 was changed so."""
    return [["0"], ARTICLES - 1] if kind == "removal" else expected(1)


def settled(kind: str, now: object) -> tuple[object, ...]:
    """What a reader may find after the next run of reindex: a removal not done may be noted."""
    return (expected(0), outcome(kind)) if kind == "removal" and now == expected(0) else (outcome(kind),)


def versions(page: SearchPage) -> list[object]:
    """What a page of all articles shows, as `expected` says it."""
    seen = {version for hit in page.hits for version in re.findall(r"نسخة(\d+)", hit.article.text)}
    return [sorted(seen), page.total]


def found(settings: Settings) -> list[object]:
    """What an index that is opened now holds, as `expected` says it; everything in it is read."""
    store = generations_of(settings)
    checked = check(store)
    searcher = Searcher(settings, store)
    try:
        page = searcher.search(EVERY)
    finally:
        searcher.close()
    assert checked == page.total
    return versions(page)


def spread(items: Sequence[Item], most: int) -> list[Item]:
    """So many of the items, from the first to the last."""
    return [items[number * len(items) // most] for number in range(most)] if len(items) > most else [*items]
