"""Words and where they stand: one compiled pattern over the original text, nothing is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from search.analysis.letters import CONTROLS, MARKS

_NO_START = "\u0640\u06e5\u06e6\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f"
"""Letters to Python that are none: tatweel, small waw and yeh, marks standing alone as presentation forms."""

_WORD = re.compile(rf"[^\W{_NO_START}][\w{MARKS}{CONTROLS}]*(?<![{CONTROLS}])")
"""A letter or digit, then letters, digits, marks, tatweel, and invisible characters between those.

Python's `\\w` leaves the marks out: they are named here.
"""

_INSIDE = re.compile(rf"[\w{MARKS}{CONTROLS}]")
_LONGEST = 10_000
"""Words longer than so many code points are found in pieces when looked up by place."""
_REACH = 200
"""So far back a space is looked for before letters are gone through one by one."""


class Token(NamedTuple):
    """A word of a text: code points `start` to `end`."""

    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The words of `text` in order, with their places in it."""
    for match in _WORD.finditer(_separated(text)):
        yield Token(match.group(), match.start(), match.end())


def token_at(text: str, place: int) -> Token | None:
    """The word that stands over code point `place`, None between words."""
    start = text.rfind(" ", max(0, place - _REACH), place) + 1
    if not start:
        start = 0 if place < _REACH else _start_of_long(text, place)
    end = text.find(" ", place, start + _LONGEST)
    chunk = text[start : end if end >= 0 else start + _LONGEST]
    for match in _WORD.finditer(_separated(chunk)):
        if match.end() > place - start:
            found = Token(match.group(), start + match.start(), start + match.end())
            return found if found.start <= place else None
    return None


def _start_of_long(text: str, place: int) -> int:
    while place > 0 and _INSIDE.match(text, place - 1):
        place -= 1
    return place


def words(text: str) -> list[str]:
    """The words of `text` in order."""
    return _WORD.findall(_separated(text))


def _separated(text: str) -> str:
    # Hashtags are several words, but \w takes the underscore in. One for one, so that places stay true.
    return text.replace("_", " ")
