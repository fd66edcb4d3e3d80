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
    start = place
    while start > 0 and text[start - 1] != "_" and _INSIDE.match(text, start - 1):
        start -= 1
    match = _WORD.search(_separated(text[start : start + _LONGEST]))
    if match is None or not match.start() <= place - start < match.end():
        return None
    return Token(match.group(), start + match.start(), start + match.end())


def words(text: str) -> list[str]:
    """The words of `text` in order."""
    return _WORD.findall(_separated(text))


def _separated(text: str) -> str:
    # Hashtags are several words, but \w takes the underscore in. One for one, so that places stay true.
    return text.replace("_", " ")
