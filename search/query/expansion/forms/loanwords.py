"""Foreign words that are written with a long vowel or without: تلفزيون and تليفزيون."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.analysis.levels import Analyzer
from search.analysis.particles import ARTICLE
from search.query.vocabulary import Vocabulary

ALEF, WAW, YEH = VOWELS = "\u0627\u0648\u064a"

_ARABIC = re.compile("[\u0621-\u064a]{6,}")
"""Shorter words are too near to others."""

FOREIGN_ROOT = 5
"""So many letters has no Arabic root."""


def is_loanword(word: str, analyzer: Analyzer) -> bool:
    """Whether a word is long, and no Arabic one: the lexicon lacks it, or gives it no root."""
    levels = analyzer.analyse(word)
    if not _ARABIC.fullmatch(levels.lemma):
        return False
    reading = analyzer.best(levels.surface)
    return reading.kind in ("unknown", "name") or len(reading.root) >= FOREIGN_ROOT


def loan_forms(word: str, analyzer: Analyzer, known: Vocabulary) -> tuple[str, ...]:
    """The lemmas of words of an index that are this loanword with one vowel more or less.

    Two spellings that the lexicon both knows as names are two names: حسين and حسن.
    """
    lemma, best = analyzer.analyse(word).lemmas[0], analyzer.best
    held = [form for form in _spellings(lemma) if form in known or ARTICLE + form in known]
    kinds = ("unknown",) if best(lemma).kind == "name" else ("unknown", "name", "noun")
    readings = (reading for reading in map(best, held) if reading.form == "" and reading.kind in kinds)
    return tuple(dict.fromkeys(reading.lemma for reading in readings if reading.lemma != lemma))


def _spellings(lemma: str) -> Iterator[str]:
    """The word without a vowel that stands between two consonants, or with one there; ي may be اي."""
    for at in range(1, len(lemma) - 1):
        before, letter, after = lemma[at - 1], lemma[at], lemma[at + 1]
        if before in VOWELS:
            continue
        if letter == YEH:
            yield lemma[:at] + ALEF + lemma[at:]
        if letter not in VOWELS:
            yield from (lemma[:at] + vowel + lemma[at:] for vowel in VOWELS)
        elif after not in VOWELS or letter + after == ALEF + YEH:
            yield lemma[:at] + lemma[at + 1 :]
