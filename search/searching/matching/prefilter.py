"""Which words of a text may match a query: a cheap look over the whole text that passes over most words.

Every word the stemmer gives a lemma holds one of few letter sequences (`Stemmer.cores`), between a prefix and
an ending. The text is searched for all of these in one pass (Aho and Corasick), one spelling for all; only
words that hold one, and words with unusual characters, are then analysed. What may be passed over wrongly are
words that share no more than a root.

What is found are pieces of the text that may hold a word that matches, in order: letters in a row, or what
stands between spaces where digits or unusual characters are among them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from ahocorasick_rs import BytesAhoCorasick

from search.analysis.letters import HAMZA, WEAK
from search.analysis.levels import QUERY_WORDS
from search.analysis.normalise import HAMZA_ALEF, fold, fold_in_place
from search.analysis.particles import AND
from search.analysis.stemming.affixes import PREFIXES, RESTORED, SUFFIXES
from search.analysis.stemming.hamza import SEATS
from search.analysis.stemming.stemmer import Stemmer
from search.query.expansion.allowance import even_share
from search.query.expansion.parts import Needle
from search.searching.bounds import letters_for
from search.searching.matching.bare import (
    AND_LETTERS,
    LETTERS,
    ONE_LETTER,
    SPACE,
    UNUSUAL,
    Bare,
    Piece,
    coded,
    one_spelling,
)

_PREFIXES = frozenset(map(coded, (*PREFIXES, *(start.removesuffix("ا") for start in HAMZA_ALEF))))
"""Also the hamza that is folded away before an alef: ءاخر is آخر."""
_ENDINGS = {
    one_spelling(coded(stem[:length] + suffix))
    for stem in RESTORED
    for length in range(len(stem) + 1)
    for suffix in SUFFIXES
}
"""What may follow: a suffix, and before it what a stem loses before others."""
_DIGIT = b"0"
_NOT_APART = coded("0123456789\u00a0_")
"""What may make one word with the letters that it stands beside."""
_WORDS = bytes(
    byte if byte in LETTERS else _DIGIT[0] if byte in _NOT_APART else SPACE[0] for byte in range(256)
)
"""Letters, digits and spaces."""
_REACH = 1 + max(map(len, _PREFIXES))
"""What is farther from the letters looked for is no beginning of their word."""
_UNUSUAL = re.compile(UNUSUAL)
_UNUSUAL_OR_LATIN = re.compile(b"[%b0-9A-Za-z]+" % UNUSUAL)
_SEPARATED = b"[0-9][.,%b][0-9]" % coded("\u066b\u066c")
_BETWEEN = "\n\n"
"""Between texts that are looked through as one: no "and" belongs to a word beyond it."""
_FOREIGN = re.compile("[^\u0621-\u064a0-9.]")
_DIGITS = re.compile("[0-9]")
"""Where the query has digits, numbers with separators are always looked at, and where it has letters of other
scripts, all words of such."""


class Prefilter:
    """Finds the words that may match `needles`."""

    def __init__(self, needles: Sequence[Needle], stemmer: Stemmer) -> None:
        self._slots = [needle.slots for needle in needles]
        slots = list(chain.from_iterable(self._slots))
        lemmas = {lemma for slot in slots for lemma in slot.get("lemma", ())}
        exact = {
            fold(term) for slot in slots if "lemma" not in slot for terms in slot.values() for term in terms
        }
        cores = frozenset[str]().union(*(_cores(lemma, stemmer) for lemma in lemmas))
        written = chain.from_iterable(map(_written, map(_one_spelling, exact)))
        self._parts = sorted({*cores, *written} - {""})
        numbers = [part for part in self._parts if part[0].isdigit()]
        self._always = _always("".join(self._parts), numbers)
        self._has_and = any(part.startswith(AND) for part in self._parts)
        self._in_words = BytesAhoCorasick([coded(part) for part in self._parts if part not in numbers])
        self.most_letters = letters_for(len(self._parts))
        """So many letters of a page's texts may be looked through."""

    def near(self, texts: Sequence[str], most: int) -> tuple[list[list[Piece]], bool]:
        """For each text the pieces that may hold a word that matches nearer than by its root, and whether
        there are more: at most `most` are given in all, evenly from the beginnings of the texts.
        """
        bare = Bare.of(_BETWEEN.join(texts))
        pieces = list(bare.whole(self._pieces(bare)))
        its_pieces, begin, first = [], 0, 0
        for text in texts:
            last = bisect_left(pieces, (begin + len(text) + 1, 0), first)
            its_pieces.append([(start - begin, end - begin) for start, end in pieces[first:last]])
            begin, first = begin + len(text) + len(_BETWEEN), last
        share = even_share(map(len, its_pieces), most)
        return [its[:share] for its in its_pieces], any(len(its) > share for its in its_pieces)

    def _pieces(self, bare: Bare) -> Iterator[Piece]:
        """The pieces of a bare text that may hold a word that matches, in order."""
        ends, places = self._found(one_spelling(bare.text))
        for place in bare.ands:
            if end := ends.pop(place + AND_LETTERS, 0):
                ends[place] = end
        if self._has_and:
            places |= bare.ands
        if self._always is not _UNUSUAL or UNUSUAL in bare.text:
            places.update([match.start() for match in self._always.finditer(bare.text)])
        ends.update(bare.around(sorted(places)))
        last = 0
        for start in sorted(ends):
            if (end := ends[start]) > last:
                last = end
                yield start, end

    def _found(self, spelled: bytes) -> tuple[dict[int, int], set[int]]:
        """Where words that hold a part as the stemmer would find it there begin and end, and the places of
        parts that digits stand beside.
        """
        words = spelled.translate(_WORDS) + SPACE
        before_words, find = SPACE * _REACH + words, words.find
        ends: dict[int, int] = {}
        places = set()
        for _, at, stop in self._in_words.find_matches_as_indexes(spelled, overlapping=True):
            before = before_words[at : at + _REACH].rpartition(SPACE)[2]
            if before in _PREFIXES:
                end = find(SPACE, stop)
                after = words[stop:end]
                if after in _ENDINGS:
                    ends[at - len(before)] = end
                elif _DIGIT in after:
                    places.add(at)
            elif _DIGIT in before:
                places.add(at)
        return ends, places

    def far(self, text: str, needles: Iterable[int]) -> Iterable[Piece]:
        """The pieces of `text` that may hold a word that shares a root with one of `needles`."""
        slots = chain.from_iterable(self._slots[needle] for needle in needles)
        pattern = _pattern({root for slot in slots for root in slot.get("root", ())})
        if pattern is None:
            return ()
        bare = Bare.of(text)
        return bare.whole(bare.around(match.start() for match in pattern.finditer(one_spelling(bare.text))))


@lru_cache(maxsize=QUERY_WORDS)
def _cores(lemma: str, stemmer: Stemmer) -> frozenset[str]:
    """The cores of a lemma in one spelling, also without a hamza on its seat: رييس is رئيس."""
    cores = frozenset(map(_one_spelling, stemmer.cores(lemma)))
    without_hamza = (
        core[:at] + letter + core[at + 1 :]
        for core in cores
        for at, hamza in enumerate(core)
        if hamza == HAMZA
        for letter in SEATS
    )
    return frozenset(chain(without_hamza, *map(_written, cores)))


def _written(part: str) -> set[str]:
    """How letters of a folded word may stand in a text that is folded letter by letter: شاطيء is written
    شاطئ, هيءه is written هيأة, واخر is written وءاخر."""
    written = {part}
    if part.endswith(("ي", "يء")) and len(part) > 1:
        written.add(part.removesuffix("ء")[:-1] + "ء")
    if part.endswith(("يء", "يءه")):
        written.add(part.removesuffix("ه")[:-1] + "ا")
    if part.startswith(("وا", "فا")):
        written.add(part[0] + "ء" + part[1:])
    return written


def _always(letters: str, numbers: Sequence[str]) -> re.Pattern[bytes]:
    """What is always looked at where the query has these letters and numbers: what may be spelled in other
    ways than letter by letter, and the numbers."""
    if _FOREIGN.search(letters):
        return _UNUSUAL_OR_LATIN
    if _DIGITS.search(letters):
        return re.compile(b"|".join((UNUSUAL, _SEPARATED, *map(re.escape, map(coded, numbers)))))
    return _UNUSUAL


def _one_spelling(text: str) -> str:
    return fold_in_place(text, ONE_LETTER)


def _pattern(roots: Iterable[str]) -> re.Pattern[bytes] | None:
    """Words that hold the strong letters of a root in order, at most three others between two of them."""
    strong = {
        coded("".join(letter for letter in _one_spelling(root) if letter not in WEAK)) for root in roots
    }
    between = b"[%b]{0,3}" % LETTERS
    patterns = [
        between.join(re.escape(bytes((letter,))) for letter in letters)
        for letters in sorted(strong)
        if len(letters) > 1
    ]
    return re.compile(b"|".join(patterns)) if patterns else None
