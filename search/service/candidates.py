"""Which words of a text may match a query: a cheap look over the whole text that passes over most words.

Every word the stemmer gives a lemma holds one of few letter sequences (`Stemmer.cores`). The text is searched
for these as a string, one spelling for all; only words that hold one, and words with unusual characters, are
then analysed. What may be passed over wrongly are words that share no more than a root.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from search.analysis.normalise import fold
from search.analysis.stem import Stemmer
from search.analysis.tokenise import Token, token_at, tokens
from search.query.expand import Needle

# Letters of one sound, and of one folded form: كاتدرائية may be written with غ or ج for a foreign G.
_ONE_LETTER = (*(("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ة", "ه"), ("ى", "ي"), ("ؤ", "ء")),)
_ONE_SOUND = (("ج", "ك"), ("غ", "ك"), ("ق", "ك"), ("ط", "ت"))
_UNUSUAL = re.compile("[^\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u060c\u061b\u061f\u066a-\u066d"
                      "\u2000-\u206f\u0622-\u0625\u0627-\u063a\u0641-\u064a]")  # fmt: skip
"""Digits, Latin letters, marks, hamza alone and on yeh: words with these are always looked at."""
_WEAK = frozenset("اويءى")


class Candidates:
    """Finds the words that may match `needles`."""

    def __init__(self, needles: Sequence[Needle], stemmer: Stemmer) -> None:
        self._in_order = any(len(needle.slots) > 1 for needle in needles)
        slots = [slot for needle in needles for slot in needle.slots]
        lemmas = {lemma for slot in slots for lemma in slot.get("lemma", ())}
        exact = {
            fold(term) for slot in slots if "lemma" not in slot for terms in slot.values() for term in terms
        }
        cores = {core for lemma in lemmas for core in stemmer.cores(lemma)}
        self._parts = tuple({_one_spelling(part) for part in exact | cores})
        self._roots = _pattern({root for slot in slots for root in slot.get("root", ())})

    def near(self, text: str, end: int) -> Iterable[Token]:
        """The words before `end` that may match nearer than by their root, in order.

        Every word where a phrase is looked for: its words must be counted.
        """
        if self._in_order:
            return tokens(text[:end])
        spelled = _one_spelling(text[:end])
        places = [match.start() for match in _UNUSUAL.finditer(spelled)]
        for part in self._parts:
            at = spelled.find(part)
            while at >= 0:
                places.append(at)
                at = spelled.find(part, at + 1)
        return _words_at(text, sorted(places))

    def far(self, text: str, end: int) -> Iterable[Token]:
        """The words before `end` that may share a root of the query, in order."""
        if self._in_order or self._roots is None:
            return ()
        return _words_at(text, [match.start() for match in self._roots.finditer(_one_spelling(text[:end]))])


def _one_spelling(text: str) -> str:
    """`text` with one letter for all that a word may be spelled with; places stay true."""
    for letter, one in (*_ONE_LETTER, *_ONE_SOUND):
        text = text.replace(letter, one)
    return text


def _words_at(text: str, places: Sequence[int]) -> Iterator[Token]:
    after = -1
    for place in places:
        if place >= after and (token := token_at(text, place)):
            after = token.end
            yield token


def _pattern(roots: Iterable[str]) -> re.Pattern[str] | None:
    """Words that hold the strong letters of a root in order, at most three others between two of them."""
    strong = {tuple(letter for letter in _one_spelling(root) if letter not in _WEAK) for root in roots}
    found = ["\\w{0,3}".join(map(re.escape, letters)) for letters in sorted(strong) if len(letters) > 1]
    return re.compile("|".join(found)) if found else None
