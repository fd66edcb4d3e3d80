"""Words and where they stand: one compiled pattern over the original text, nothing is changed.

A word is a run of letters with what is written on and between them, or a number; a letter and a digit that
touch belong to two words. A و that stands by itself belongs to the word after it, as if joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from search.analysis.letters import (
    CONTROLS,
    FARSI_YEH,
    HARD_SPACES,
    MARKS,
    RIAL,
    SAYINGS,
    SUPERSCRIPT_ALEF,
)
from search.analysis.numerals import NUMBER

_NO_START = "\u0640\u06e5\u06e6\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f"
"""Letters to Python that are none: tatweel, small waw and yeh, marks standing alone as presentation forms."""

_SIGNS = "".join(SAYINGS)
_LETTER = rf"[^\W\d{_SIGNS}]"
_AND = rf"(?<![\w{MARKS}{CONTROLS}])و[{MARKS}]{{0,3}}[ {HARD_SPACES}]"
_LETTERS = (
    rf"(?:{_AND}(?=[^\W\d{_NO_START}{_SIGNS}]))?"
    rf"[^\W\d{_NO_START}{_SIGNS}]{_LETTER}*(?:(?:[{HARD_SPACES}](?=[{MARKS}]))?[{MARKS}{CONTROLS}]+{_LETTER}*)*"
    rf"(?<![{CONTROLS}])"
)
"""A letter, then letters, marks, tatweel, invisible characters between those, hard spaces that carry a mark.

Python's `\\w` leaves the marks out: they are named here.
"""
_PLAIN = '[\u0621-\u063a\u0641-\u064a]{2,}+(?=[ \\n.\u060c\u061b:"()\u00ab\u00bb])'
"""Nothing but letters, as most words are: found several times as fast."""
_ANY = rf"{_PLAIN}|(?=[\w{_SIGNS}{RIAL}])(?:[{_SIGNS}{RIAL}]|{NUMBER}|{_LETTERS})"
_PATTERN = f" ?+({_ANY})"
"""With the space before it: to look for a word at each space costs a fifth more."""
_WORD = re.compile(_PATTERN)
_M = f"[{MARKS}\u0640]{{0,9}}"  # a bound, so that no run of marks is gone through again and again
_O = rf"(?<![\w{MARKS}])(?:و{_M})?[ي{FARSI_YEH}]{_M}{SUPERSCRIPT_ALEF}{_M}(?=\w)(?!س{_M}(?![\w{MARKS}]))"
_O_OR_WORD = re.compile(rf" ?+({_O}|{_ANY})")
"""The same, where the "O" of "O people" is a word of its own: the orthography of the Qur'an writes it without
alef (and the name of sura 36, too) as one with the next."""


class Token(NamedTuple):
    """A word of a text: code points `start` to `end`."""

    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The words of `text` in order, with their places in it."""
    for match in _pattern(text).finditer(_separated(text)):
        yield Token(match[1], match.start(1), match.end())


def words(text: str) -> list[str]:
    """The words of `text` in order."""
    return _pattern(text).findall(_separated(text))


def _pattern(text: str) -> re.Pattern[str]:
    return _O_OR_WORD if SUPERSCRIPT_ALEF in text else _WORD


def _separated(text: str) -> str:
    # Hashtags are several words, but \w takes the underscore in. One for one, so that places stay true.
    return text.replace("_", " ")
