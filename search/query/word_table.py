"""Sorted words with counts in one piece of memory, which may be a mapped file that many processes share.

What stands there, one after the other: the words as UTF-8, whose order is that of code points, between line
feeds; where each begins; its count; the places of all, the most frequent first; a bit for the checksum of
each word and of the end of a long one, by which most others are known not to be there; and the most frequent
words once more, by count.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, chain, pairwise
from mmap import mmap
from struct import Struct
from zlib import crc32

MOST_LETTERS = 3_000_000
"""So many letters of words stand by count: some 400,000 words."""

_EVERY = 64
"""One word in so many is also kept as an object, where looking up begins: cutting words out is slow."""

_MARKS_A_WORD = 4
"""Bytes a word of the marks, of whose bits some one in 30 is set."""

_END = 16
"""Bytes of the end of a word, eight Arabic letters: where no word ends so, no beginning need be tried."""

_HEAD = Struct("=6Q")
"""The lengths of the six parts, in bytes."""


Beginnings = Mapping[str, int]
"""Some beginnings of words with the checksum of each, from which that of a longer word goes on."""


def beginnings(texts: Iterable[str]) -> Beginnings:
    """The beginnings that `WordTable.begun` takes."""
    return {text: crc32(_utf8(text)) for text in texts}


class WordTable:
    """The words that `packed` was given, in `memory`. A place is the number of a word in their order."""

    def __init__(self, memory: bytes | mmap) -> None:
        self._memory = memory
        ends = list(accumulate(_HEAD.unpack_from(memory), initial=_HEAD.size))
        parts = [memoryview(memory)[start:end] for start, end in pairwise(ends)]
        self._starts: Sequence[int] = parts[1].cast("I")
        self.counts: Sequence[int] = parts[2].cast("I")
        """How many articles hold the word at each place."""
        self.by_count: Sequence[int] = parts[3].cast("I")
        """Places, those of the most frequent words first, equals in order."""
        self._marks = parts[4]
        self._frequent = parts[5]
        self._sampled = [self._bytes(at) for at in range(0, len(self.counts), _EVERY)]

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.counts)

    def word(self, at: int) -> str:
        """The word at a place."""
        return _text(self._bytes(at))

    def find(self, word: str) -> int | None:
        """The place of a word; None where it is not there."""
        sought = _utf8(word)
        return self._place(sought) if self._is_marked(sought) else None

    def _place(self, sought: bytes) -> int | None:
        """The place of the word of these bytes, which may be one by their mark."""
        if b"\n" in sought:
            return None
        block = bisect_left(self._sampled, sought)
        low, high = max((block - 1) * _EVERY, 0), min(block * _EVERY + 1, len(self))
        at = self._memory.find(b"\n%b\n" % sought, self._starts[low] - 1, self._starts[high])
        return bisect_left(self._starts, at + 1, low, high) if at >= 0 else None

    def begun(self, beginnings: Beginnings, rest: str) -> list[str]:
        """The words that are one of some beginnings and this rest."""
        marks, size, sought = self._marks, len(self._marks), _utf8(rest)
        if len(sought) >= _END and not self._is_marked(sought[-_END:]):
            return []
        return [
            beginning + rest
            for beginning, checksum in beginnings.items()
            if marks[((mark := crc32(sought, checksum)) >> 3) % size] >> (mark & 7) & 1
            and self._place(_utf8(beginning + rest)) is not None
        ]

    def position(self, word: str, low: int = 0) -> int:
        """The place, from `low` on, of the first word that does not come before `word`."""
        sought = _utf8(word)
        block = bisect_left(self._sampled, sought)
        low = max(low, (block - 1) * _EVERY)
        high = max(low, min(block * _EVERY, len(self)))
        return bisect_left(range(len(self)), sought, low, high, key=self._bytes)

    def lines(self, low: int, high: int) -> str:
        """The words at these places, a line feed before each and one at the end."""
        return _text(self._memory[self._starts[low] - 1 : self._starts[high]])

    @cached_property
    def frequent(self) -> str:
        """The most frequent words, by count, as many as are kept so: as `lines` gives them."""
        return _text(self._frequent.tobytes())

    def _is_marked(self, sought: bytes) -> bool:
        """Whether these bytes may be a word, or the end of one."""
        mark = crc32(sought)
        return bool(self._marks[(mark >> 3) % len(self._marks)] >> (mark & 7) & 1)

    def _bytes(self, at: int) -> bytes:
        return self._memory[self._starts[at] : self._starts[at + 1] - 1]


def packed(words: Iterable[tuple[str, int]]) -> bytes:
    """What a WordTable reads. Words come in any order; the counts of repeated ones add up; "" and words with
    a line feed are left out.
    """
    ordered: list[str] = []
    numbers = array("I")
    for word, count in sorted(words):
        if ordered and word == ordered[-1]:
            numbers[-1] += count
        elif word and "\n" not in word:
            ordered.append(word)
            numbers.append(count)
    by_count = array("I", sorted(range(len(ordered)), key=numbers.__getitem__, reverse=True))
    frequent = "\n".join(["", *_as_far_as(MOST_LETTERS, map(ordered.__getitem__, by_count)), ""])
    encoded = list(map(_utf8, ordered))
    del ordered
    marks = bytearray(_MARKS_A_WORD * len(encoded) + 1)
    for mark in map(crc32, chain(encoded, (each[-_END:] for each in encoded if len(each) > _END))):
        marks[(mark >> 3) % len(marks)] |= 1 << (mark & 7)
    starts = array("I", accumulate((len(each) + 1 for each in encoded), initial=_HEAD.size + 1))
    text = b"\n".join([b"", *encoded, b""])
    parts = (text, starts.tobytes(), numbers.tobytes(), by_count.tobytes(), marks, _utf8(frequent))
    return b"".join((_HEAD.pack(*map(len, parts)), *parts))


def _as_far_as(letters: int, words: Iterable[str]) -> Iterator[str]:
    """The first words, up to the one that reaches so many letters with line feeds."""
    for word in words:
        yield word
        letters -= len(word) + 1
        if letters < 0:
            return


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
