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


class Token(NamedTuple):
    """A word of a text: code points `start` to `end`."""

    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The words of `text` in order, with their places in it."""
    for match in _WORD.finditer(_separated(text)):
        yield Token(match.group(), match.start(), match.end())


def words(text: str) -> list[str]:
    """The words of `text` in order."""
    return _WORD.findall(_separated(text))


def _separated(text: str) -> str:
    # Hashtags are several words, but \w takes the underscore in. One for one, so that places stay true.
    return text.replace("_", " ")
