"""The folded words of an index with the number of articles that hold each, for patterns and suggestions."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from search.analysis.particles import ARTICLE, without_article
from search.query.word_table import MOST_LETTERS, Beginnings, WordTable, packed

_LAST = chr(0x10FFFF)
_FEW = 4_000
"""So many words are ranked directly; where more share a prefix, the most frequent of all are tried first."""

MAX_LETTERS = MOST_LETTERS
"""So many letters of words are looked through for a pattern, .03 s. The most frequent words come first, so
that a text of nothing but strange words makes no pattern dearer or poorer."""


class Vocabulary:
    """Sorted distinct words with counts: those given (see `word_table.packed`), or those of a table."""

    def __init__(self, words: Iterable[tuple[str, int]] | WordTable) -> None:
        self._table = words if isinstance(words, WordTable) else WordTable(packed(words))

    def __len__(self) -> int:
        """How many words there are."""
        return len(self._table)

    def __contains__(self, word: str) -> bool:
        """Whether the word is there."""
        return self._table.find(word) is not None

    def begun(self, beginnings: Beginnings, rest: str) -> list[str]:
        """The words that are one of some beginnings (see `word_table`) and this rest."""
        return self._table.begun(beginnings, rest)

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """Words with their counts, in sorted order."""
        return ((self._table.word(at), self._table.counts[at]) for at in range(len(self)))

    def count(self, word: str) -> int:
        """How many articles hold the word; 0 when it is not there."""
        at = self._table.find(word)
        return 0 if at is None else self._table.counts[at]

    def starts(self, text: str) -> bool:
        """Whether some word begins with `text`."""
        at = self._table.position(text)
        return at < len(self) and self._table.word(at).startswith(text)

    def frequent(self, limit: int) -> list[str]:
        """The most frequent words, the most frequent first."""
        return self._words(self._table.by_count[:limit])

    def prefix(self, text: str, limit: int) -> tuple[list[str], bool]:
        """The most frequent words that begin with `text`, and whether there are more than `limit`."""
        low, high = self._range(text)
        return self._words(self._best(low, high, limit)), high - low > limit

    def wildcard(self, pattern: str, limit: int) -> tuple[list[str], bool]:
        """The most frequent words that `pattern` fits, and whether there are, or may be, more of them.

        "*" stands for any letters, "?" for one. Words are looked at from the most frequent on, until there
        are enough or MAX_LETTERS have been seen; all of those that begin with the pattern's first letters,
        where they are few.
        """
        head = re.split("[*?]", pattern, maxsplit=1)[0]
        if pattern == head + "*":
            return self.prefix(head, limit)
        low, high = self._range(head)
        if high - low <= _FEW:
            places = list(_places(_compiled(pattern), self._table.lines(low, high), low))
            return self._words(self._most_frequent(places, limit)), len(places) > limit
        matches = _compiled(pattern).finditer(self._table.frequent, 0, MAX_LETTERS)
        words = [match[0][1:] for match in islice(matches, limit + 1)]
        return words[:limit], len(words) > limit or len(self._table.frequent) > MAX_LETTERS

    def fuzzy(self, word: str, limit: int) -> tuple[list[str], bool]:
        """The most frequent words at most one edit away, and whether there are more than `limit`.

        An edit puts in, leaves out or replaces one letter, or swaps two neighbours.
        """
        places = {at for edited in self._edited(word) if (at := self._table.find(edited)) is not None}
        return self._words(self._most_frequent(places, limit)), len(places) > limit

    def complete(self, typed: str, limit: int) -> list[str]:
        """Completions of a folded prefix, the most frequent first, with the article or without.

        A word found both ways is given once, as it was typed, and ranked by both counts.
        """
        if not typed:
            return []
        bare = without_article(typed, least=1)
        word_of: dict[str, str] = {}
        total: Counter[str] = Counter()
        for start in dict.fromkeys((typed, bare, ARTICLE + bare)):
            for at in self._best(*self._range(start), 2 * limit):
                word = self._table.word(at)
                stem = without_article(word, least=1)
                word_of.setdefault(stem, word)
                total[stem] += self._table.counts[at]
        return [word_of[stem] for stem, _ in total.most_common(limit)]

    def begun_nearly(self, typed: str, limit: int) -> list[str]:
        """The most frequent words that begin with something one edit away from `typed`."""
        begun = {edited for edited in self._edited(typed) if self.starts(edited)}
        places = {at for start in begun for at in self._best(*self._range(start), limit)}
        return self._words(self._most_frequent(places, limit))

    def _range(self, prefix: str) -> tuple[int, int]:
        low = self._table.position(prefix)
        return low, self._table.position(prefix + _LAST, low)

    def _words(self, places: Iterable[int]) -> list[str]:
        return list(map(self._table.word, places))

    def _best(self, low: int, high: int, limit: int) -> list[int]:
        if high - low <= _FEW:
            return self._most_frequent(range(low, high), limit)
        places: list[int] = []
        for at in self._table.by_count:
            if low <= at < high:
                places.append(at)
                if len(places) == limit:
                    break
        return places

    def _most_frequent(self, places: Iterable[int], limit: int) -> list[int]:
        return heapq.nsmallest(limit, places, key=lambda at: (-self._table.counts[at], at))

    def _edited(self, word: str) -> Iterator[str]:
        """Every string one edit away that begins as some word of the vocabulary does."""
        yield word
        for i in range(len(word) + 1):
            head, tail = word[:i], word[i:]
            yield head + tail[1:]
            yield head + tail[1:2] + tail[:1] + tail[2:]
            for letter in self._letters_after(head):
                yield head + letter + tail
                yield head + letter + tail[1:]

    def _letters_after(self, head: str) -> Iterator[str]:
        """The letters that follow `head` in the words that begin with it."""
        at, end = self._range(head)
        if at < end and self._table.word(at) == head:
            at += 1
        while at < end:
            letter = self._table.word(at)[len(head)]
            yield letter
            at = self._table.position(head + letter + _LAST, at)


def _places(pattern: re.Pattern[str], lines: str, first: int) -> Iterator[int]:
    """The places of the words that `pattern` fits, the first of the lines being at `first`."""
    seen = 0
    for match in pattern.finditer(lines):
        first += lines.count("\n", seen, match.start())
        seen = match.start()
        yield first


def _compiled(pattern: str) -> re.Pattern[str]:
    # Groups are atomic: once a piece is found at its first place there is no going back to try another.
    first, *rest = (re.escape(piece).replace(r"\?", "[^\n]") for piece in pattern.split("*"))
    middle = "".join(f"(?>[^\n]*?{piece})" for piece in rest[:-1] if piece)
    last = f"[^\n]*{rest[-1]}" if rest else ""
    return re.compile(f"\n{first}{middle}{last}(?=\n)")
