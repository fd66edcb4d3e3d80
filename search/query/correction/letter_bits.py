"""Passes over words that cannot be within a few edits of another, all words at a time.

An edit takes away at most one letter, brings at most one other and changes the length by at most one: a near
word has nearly the same letters, and the longer it is, the fewer of them it lacks. Of each letter and each
length one integer has a bit a word, so that a few operations on integers count the missing letters of every
word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import repeat
from operator import contains

_LETTERS = frozenset("ءابتثجحخدذرزسشصضطظعغفقكلمنهوي")
"""Letters of folded words; others are not counted as surplus."""

_ONE = re.compile("1")
_LONGEST = 255


class LetterBits:
    """Over `words`, in an order that answers keep. The bits of a letter are made when first asked for."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._lengths = bytes(min(len(word), _LONGEST) for word in words)
        self._of_length: Callable[[int], int] = cache(self._length_bits)
        self._with: Callable[[str], int] = cache(self._letter_bits)

    def near(self, word: str, edits: int, first: int) -> list[str]:
        """Of the `first` words all that are within so many edits of `word`, and few others."""
        of_length = {more: self._of_length(len(word) + more) for more in range(-edits, edits + 1)}
        kept = (1 << max(first, 0)) - 1 & _any(of_length.values())
        letters = set(word)
        missing = _lacking(edits, kept, map(self._with, letters))
        surplus = _lacking(edits, _any(missing), (~self._with(letter) for letter in _LETTERS - letters))
        return self._at(
            _any(
                held & _any(missing[: edits + 1 - max(more, 0)]) & _any(surplus[: edits + 1 + min(more, 0)])
                for more, held in of_length.items()
            )
        )

    def _at(self, bits: int) -> list[str]:
        return [self._words[bit.start()] for bit in _ONE.finditer(f"{bits:b}"[::-1])]

    def _length_bits(self, length: int) -> int:
        return _bits(self._lengths, min(max(length, 0), _LONGEST))

    def _letter_bits(self, letter: str) -> int:
        return _bits(bytes(map(contains, self._words, repeat(letter))), True)


def _bits(values: bytes, value: int) -> int:
    """An integer with bit n set where the nth of `values` is `value`."""
    digits = bytearray(b"0" * 256)
    digits[value] = ord("1")
    return int(values[::-1].translate(digits) or b"0", 2)


def _any(sets: Iterable[int]) -> int:
    union = 0
    for bits in sets:
        union |= bits
    return union


def _lacking(most: int, bits: int, conditions: Iterable[int]) -> list[int]:
    """Those of `bits` that are in all conditions, in all but one, and so on up to so many."""
    missing = [bits] + [0] * most
    for held in conditions:
        for count in range(most, 0, -1):
            missing[count] = missing[count] & held | missing[count - 1] & ~held
        missing[0] &= held
    return missing
