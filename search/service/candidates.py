"""Which words of a text may match a query: a cheap look over the whole text that passes over most words.

Every word the stemmer gives a lemma holds one of few letter sequences (`Stemmer.cores`). The text is searched
for these as a string, one spelling for all; only words that hold one, and words with unusual characters, are
then analysed. What may be passed over wrongly are words that share no more than a root.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from search.analysis.letters import CONTROLS, MARKS, SUPERSCRIPT_ALEF, TATWEEL
from search.analysis.normalise import fold
from search.analysis.stem import Stemmer
from search.analysis.tokenise import Token, token_at
from search.query.expand import Needle

_ONE_LETTER = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ة", "ه"), ("ى", "ي"), ("ؤ", "ء"), ("ئ", "ء"))
_ONE_SOUND = (("ج", "ك"), ("غ", "ك"), ("ق", "ك"), ("ط", "ت"))
"""Foreign names are written with any letter of a sound: غ, ج or ك for G."""

_UNWRITTEN = re.compile(f"[{MARKS.replace(SUPERSCRIPT_ALEF, '')}{CONTROLS}{TATWEEL}]+")
_PLAIN = "\u0000-\u00bf\u060c\u061b\u061f\u066a-\u066d\u2000-\u206f\u0621-\u063a\u0641-\u064a"
_LATIN = "0-9A-Za-z"
_UNUSUAL = re.compile(f"[^{_PLAIN}]")
_UNUSUAL_OR_LATIN = re.compile(f"[^{_PLAIN}]|[{_LATIN}]+")
_NOT_LETTER_BY_LETTER = tuple(map(re.compile, ("ئ(?!\\w)", "يأ[ةه](?!\\w)", "ءا")))
"""What folding does not fold letter by letter: words with these are always looked at; words with digits and
Latin letters where the query has such."""
_WEAK = frozenset("اويءى")


class Candidates:
    """Finds the words that may match `needles`."""

    def __init__(self, needles: Sequence[Needle], stemmer: Stemmer) -> None:
        slots = [slot for needle in needles for slot in needle.slots]
        lemmas = {lemma for slot in slots for lemma in slot.get("lemma", ())}
        exact = {
            fold(term) for slot in slots if "lemma" not in slot for terms in slot.values() for term in terms
        }
        cores = {core for lemma in lemmas for core in stemmer.cores(lemma)}
        self._parts = tuple({_one_spelling(part) for part in exact | cores})
        arabic = all("\u0621" <= letter <= "\u064a" for part in self._parts for letter in part)
        self._unusual = (_UNUSUAL if arabic else _UNUSUAL_OR_LATIN, *_NOT_LETTER_BY_LETTER)
        self._roots = [{root for slot in needle.slots for root in slot.get("root", ())} for needle in needles]

    def near(self, text: str, end: int) -> Iterable[Token]:
        """The words before `end` that may match nearer than by their root, in order."""
        written, left_out = _written(text[:end])
        places = [match.start() for unusual in self._unusual for match in unusual.finditer(written)]
        spelled = _one_spelling(written)
        for part in self._parts:
            at = spelled.find(part)
            while at >= 0:
                places.append(at)
                at = spelled.find(part, at + 1)
        return _words_at(text, [place + bisect_right(left_out, place) for place in sorted(places)])

    def far(self, text: str, end: int, needles: Iterable[int]) -> Iterable[Token]:
        """The words before `end` that may share a root with one of `needles`, in order."""
        pattern = _pattern({root for needle in needles for root in self._roots[needle]})
        if pattern is None:
            return ()
        written, left_out = _written(text[:end])
        places = (match.start() for match in pattern.finditer(_one_spelling(written)))
        return _words_at(text, [place + bisect_right(left_out, place) for place in places])


def _written(text: str) -> tuple[str, list[int]]:
    """`text` without marks, tatweel and invisible characters, and where in it each of them was."""
    left_out: list[int] = []
    for match in _UNWRITTEN.finditer(text):
        left_out += [match.start() - len(left_out)] * len(match.group())
    return (_UNWRITTEN.sub("", text), left_out) if left_out else (text, left_out)


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
