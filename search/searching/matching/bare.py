"""Texts as the prefilter looks through them: a byte a letter, without marks, in one spelling.

Bytes are translated and searched several times as fast as code points of two bytes. Characters that seldom
stand in Arabic texts have one byte together, UNUSUAL: words with these are always looked at.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from search.analysis.letters import FOLDED_STANDARD, SOUNDS, TATWEEL
from search.analysis.normalise import fold_in_place
from search.analysis.particles import AND

ONE_LETTER = {**FOLDED_STANDARD, **SOUNDS}
"""One letter for all that a word may be spelled with."""
UNUSUAL = b"\x00"
_LETTERS = "".join(map(chr, (*range(0x0621, 0x063B), *range(0x0641, 0x064B))))
_UNWRITTEN = TATWEEL + "\u00ad" + "".join(map(chr, (*range(0x064B, 0x0653), *range(0x200B, 0x2010), 0xFEFF)))
_SIGNS = (
    "\u00a0\u00a7\u00a9\u00ab\u00ae\u00b0\u00b1\u00b7\u00bb\u060c\u061b\u061f\u066a\u066b\u066c\u066d"
    + "".join(map(chr, range(0x2010, 0x2028)))
    + "\u2030\u2032\u2033\u2039\u203a"
)
_CHARACTERS = "".join(map(chr, range(128))) + _LETTERS + _UNWRITTEN + _SIGNS
"""By their bytes."""
_BYTES = codecs.charmap_build(_CHARACTERS.ljust(256, "\ufffe"))
_HANDLER = "fihris-unusual"


def _as_unusual(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return UNUSUAL * (error.end - error.start), error.end


codecs.register_error(_HANDLER, _as_unusual)


def coded(text: str) -> bytes:
    """`text` with a byte for each of its code points."""
    return codecs.charmap_encode(text, _HANDLER, _BYTES)[0]


_SPELLED = coded(fold_in_place(_CHARACTERS, ONE_LETTER)).ljust(256, UNUSUAL)
_LEFT_OUT = coded(TATWEEL)
_SPACED = bytes.maketrans(b"\n" + coded(_UNWRITTEN), b" " + _LEFT_OUT * len(_UNWRITTEN))
_WITH_FATHA = coded("ء\u064e"), UNUSUAL + coded("\u064e")
"""This hamza is read in ways of its own in the orthography of the Qur'an."""
SPACE = b" "
_AND = coded(AND)
LETTERS = coded("".join(filter(str.isalpha, _CHARACTERS))) + UNUSUAL
LONE_AND = re.compile(b"%b (?<![%b]%b )" % (_AND, LETTERS, _AND))
"""Letters first, then what may not stand before them: ten times as fast as the other way round."""

AND_LETTERS = len(_AND + SPACE)
"""An "and" that stands by itself, and the space after it."""

Piece = tuple[int, int]
"""A stretch of a text that no word crosses: the code points where it begins and ends."""


def one_spelling(bare: bytes) -> bytes:
    """A bare text with one letter for all that a word may be spelled with, in place."""
    return bare.translate(_SPELLED)


class Bare(NamedTuple):
    """A text with spaces for line ends and without marks, tatweel and invisible characters; where in it each
    of them is left out; where an "and" stands by itself, which is a part of what follows it."""

    text: bytes
    left_out: Sequence[int]
    ands: frozenset[int]

    @classmethod
    def of(cls, text: str) -> Bare:
        """A text made bare."""
        kept = coded(text).replace(*_WITH_FATHA).translate(_SPACED).split(_LEFT_OUT)
        bare = b"".join(kept)
        ands = frozenset([match.start() for match in LONE_AND.finditer(bare)])
        return cls(bare, list(accumulate(map(len, kept[:-1]))), ands)

    def around(self, places: Iterable[int]) -> Iterator[Piece]:
        """What stands between spaces over `places` of the bare text, which are in order; an "and" with what
        follows it."""
        end = -1
        for place in places:
            if place > end:
                start, end = self.text.rfind(SPACE, 0, place) + 1, self._end(place)
                if start in self.ands:
                    end = self._end(end + 1)
                elif start - AND_LETTERS in self.ands:
                    start -= AND_LETTERS
                yield start, end

    def whole(self, pieces: Iterable[Piece]) -> Iterable[Piece]:
        """Pieces of the bare text as they stand in the whole one."""
        left_out = self.left_out
        if not left_out:
            return pieces
        return [
            (start + bisect_right(left_out, start - 1), end + bisect_right(left_out, end))
            for start, end in pieces
        ]

    def _end(self, place: int) -> int:
        end = self.text.find(SPACE, place)
        return end if end >= 0 else len(self.text)
