"""Which words of a text may match a query: a cheap look over the whole text that passes over most words.

Every word the stemmer gives a lemma holds one of few letter sequences (`Stemmer.cores`). The text is searched
for these as a string, one spelling for all; only words that hold one, and words with unusual characters, are
then analysed. What may be passed over wrongly are words that share no more than a root.

What is found are pieces of the text, in order: what stands between spaces or line ends and may hold a word
that matches.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from search.analysis.letters import CONTROLS, FOLDED_STANDARD, HAMZA, MARK, SOUNDS, TATWEEL, WEAK
from search.analysis.levels import QUERY_WORDS
from search.analysis.normalise import fold, fold_in_place
from search.analysis.numerals import SEPARATED
from search.analysis.particles import AND
from search.analysis.stemming.affixes import PREFIXES
from search.analysis.stemming.hamza import SEATS
from search.analysis.stemming.stemmer import Stemmer
from search.analysis.uthmani import SIGNS
from search.query.expansion.allowance import even_share
from search.query.expansion.parts import Needle
from search.searching.bounds import letters_for

_LONE_AND = re.compile(rf"{AND} (?<!\w{AND} )")
"""Letters first, then what may not stand before them: ten times as fast as the other way round."""
_ONE_LETTER = {**FOLDED_STANDARD, **SOUNDS}

_UNREAD = "".join(mark for mark in map(chr, range(0x300, 0x900)) if MARK.match(mark) and mark not in SIGNS)
_UNWRITTEN = re.compile(f"[{_UNREAD}{CONTROLS}{TATWEEL}]")
_PLAIN = "\u0000-/:-@\\[-`{-\u00bf\u060c\u061b\u061f\u066a-\u066d\u2000-\u206f\u0621-\u063a\u0641-\u064a"
_UNUSUAL = re.compile(f"[^{_PLAIN}0-9A-Za-z]")
_UNUSUAL_OR_LATIN = re.compile(f"[^{_PLAIN}]+")
_FOREIGN = re.compile("[^\u0621-\u064a0-9.]")
_DIGIT = re.compile("[0-9]")
_NOT_LETTER_BY_LETTER = tuple(map(re.compile, ("ئ(?!\\w)", "يأ[ةه](?!\\w)", "ءا")))
"""What folding does not fold letter by letter: words with these are always looked at; where the query has
digits, numbers with separators, and where it has letters of other scripts, all words of such."""


Piece = tuple[int, int]
"""A stretch of a text between spaces: the code points where it begins and ends."""


class Prefilter:
    """Finds the words that may match `needles`."""

    def __init__(self, needles: Sequence[Needle], stemmer: Stemmer) -> None:
        slots = [slot for needle in needles for slot in needle.slots]
        lemmas = {lemma for slot in slots for lemma in slot.get("lemma", ())}
        exact = {
            fold(term) for slot in slots if "lemma" not in slot for terms in slot.values() for term in terms
        }
        cores = frozenset[str]().union(*(_cores(lemma, stemmer) for lemma in lemmas))
        self._parts: list[str] = []
        for part in sorted({*cores, *map(_one_spelling, exact)}):
            if not self._parts or not part.startswith(self._parts[-1]):
                self._parts.append(part)
        self.most_letters = letters_for(len(self._parts))
        """So many letters of a page's texts may be looked through."""
        self._unusual = (*_unusual("".join(self._parts)), *_NOT_LETTER_BY_LETTER)
        self._roots = [{root for slot in needle.slots for root in slot.get("root", ())} for needle in needles]

    def near(self, texts: Sequence[str], most: int) -> tuple[list[Iterator[Piece]], bool]:
        """For each text the pieces that may hold a word that matches nearer than by its root, and whether
        there are more: at most `most` places are looked at in all, evenly from the beginnings of the texts.
        """
        bares = list(map(_Bare.of, texts))
        places = self._places(" ".join(bare.text for bare in bares))
        its_places, begin, first = [], 0, 0
        for bare in bares:
            end = begin + len(bare.text) + 1
            last = bisect_left(places, end, first)
            its_places.append([place - begin for place in places[first:last]])
            begin, first = end, last
        share = even_share(map(len, its_places), most)
        pieces = [bare.pieces(its[:share]) for bare, its in zip(bares, its_places, strict=True)]
        return pieces, any(len(its) > share for its in its_places)

    def _places(self, bare: str) -> list[int]:
        """Where in a bare text a word that may match stands or begins, in order."""
        spelled = _one_spelling(bare)
        places = {match.start() for unusual in self._unusual for match in unusual.finditer(bare)}
        if any(part.startswith(AND) for part in self._parts):
            places.update(match.start() for match in _LONE_AND.finditer(spelled))
        for part in self._parts:
            is_number = part[:1].isdigit()
            at = spelled.find(part)
            while at >= 0:
                head = spelled[spelled.rfind(" ", 0, at) + 1 : at]
                if head in PREFIXES or is_number or not head.isalpha():  # else in the middle of a word
                    places.add(at)
                at = spelled.find(part, at + 1)
        return sorted(places)

    def far(self, text: str, needles: Iterable[int]) -> Iterator[Piece]:
        """The pieces of `text` that may hold a word that shares a root with one of `needles`."""
        pattern = _pattern({root for needle in needles for root in self._roots[needle]})
        if pattern is None:
            return iter(())
        bare = _Bare.of(text)
        return bare.pieces(match.start() for match in pattern.finditer(_one_spelling(bare.text)))


class _Bare(NamedTuple):
    """A text with spaces for line ends; that without marks, tatweel and invisible characters; where in this
    each of them is left out."""

    spaced: str
    text: str
    left_out: Sequence[int]

    @classmethod
    def of(cls, text: str) -> _Bare:
        spaced = text.replace("\n", " ")
        kept = _UNWRITTEN.split(spaced)
        return cls(spaced, "".join(kept), list(accumulate(map(len, kept[:-1]))))

    def pieces(self, places: Iterable[int]) -> Iterator[Piece]:
        """The pieces of the spaced text over `places` of the bare one, which are in order."""
        end = 0
        spaced, left_out = self.spaced, self.left_out
        has_lone_and = _LONE_AND.search(self.text) is not None
        for place in places:
            at = place + bisect_right(left_out, place) if left_out else place
            if at >= end:
                start, end = spaced.rfind(" ", 0, at) + 1, self._end(at)
                if has_lone_and:
                    start, end = self._with_and(start, end)
                yield start, end

    def _with_and(self, start: int, end: int) -> tuple[int, int]:
        """An "and" that stands by itself is a part of what follows it."""
        if self._is_and(start, end):
            return start, self._end(end + 1)
        before = self.spaced.rfind(" ", 0, max(start - 1, 0)) + 1
        return (before if self._is_and(before, start - 1) else start), end

    def _end(self, at: int) -> int:
        end = self.spaced.find(" ", at)
        return end if end >= 0 else len(self.spaced)

    def _is_and(self, start: int, end: int) -> bool:
        return self.spaced[start : start + 1] == AND and not MARK.sub("", self.spaced[start + 1 : end])


@lru_cache(maxsize=QUERY_WORDS)
def _cores(lemma: str, stemmer: Stemmer) -> frozenset[str]:
    """The cores of a lemma in one spelling, also without a hamza on its seat: رييس is رئيس."""
    cores = frozenset(map(_one_spelling, stemmer.cores(lemma)))
    return cores | {
        core[:at] + letter + core[at + 1 :]
        for core in cores
        for at, hamza in enumerate(core)
        for letter in SEATS
        if hamza == HAMZA
    }


def _unusual(letters: str) -> tuple[re.Pattern[str], ...]:
    """What may be spelled in other ways than letter by letter where the query has these letters."""
    if _FOREIGN.search(letters):
        return (_UNUSUAL_OR_LATIN,)
    return (_UNUSUAL, SEPARATED) if _DIGIT.search(letters) else (_UNUSUAL,)


def _one_spelling(text: str) -> str:
    """`text` with one letter for all that a word may be spelled with, in place."""
    return fold_in_place(text, _ONE_LETTER)


def _pattern(roots: Iterable[str]) -> re.Pattern[str] | None:
    """Words that hold the strong letters of a root in order, at most three others between two of them."""
    strong = {tuple(letter for letter in _one_spelling(root) if letter not in WEAK) for root in roots}
    patterns = ["\\w{0,3}".join(map(re.escape, letters)) for letters in sorted(strong) if len(letters) > 1]
    return re.compile("|".join(patterns)) if patterns else None
