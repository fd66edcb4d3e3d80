"""Foreign words that are written with a long vowel or without: تلفزيون and تليفزيون."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.analysis.levels import Analyzer
from search.analysis.particles import ARTICLE, without_article
from search.query.vocabulary import Vocabulary

VOWELS = "\u0627\u0648\u064a"
"""Alef, waw, yeh."""

_ARABIC = re.compile("[\u0621-\u064a]{6,}")
"""Shorter words are too near to others."""

FOREIGN_ROOT = 5
"""So many letters has no Arabic root."""


def is_loanword(word: str, analyzer: Analyzer) -> bool:
    """Whether a word is long, and no Arabic one: the lexicon lacks it, or gives it no root."""
    levels = analyzer.analyse(word)
    if not _ARABIC.fullmatch(levels.lemma):
        return False
    reading = analyzer.stemmer.best(levels.surface)
    return reading.kind in ("unknown", "name") or len(reading.root) >= FOREIGN_ROOT


def loan_forms(word: str, analyzer: Analyzer, known: Vocabulary) -> tuple[str, ...]:
    """The lemmas of words of an index that are this loanword with one vowel more or less."""
    levels = analyzer.analyse(word)
    held = [
        form
        for form in _spellings(without_article(levels.folded))
        if form in known or ARTICLE + form in known
    ]
    lemmas = (analyzer.analyse(form).lemma for form in held if is_loanword(form, analyzer))
    return tuple(dict.fromkeys(lemma for lemma in lemmas if lemma != levels.lemma))


def _spellings(folded: str) -> Iterator[str]:
    """The word with one of its inner vowels left out, or another put in."""
    for at in range(1, len(folded) - 1):
        if folded[at] in VOWELS:
            yield folded[:at] + folded[at + 1 :]
    for at in range(1, len(folded)):
        for vowel in VOWELS:
            yield folded[:at] + vowel + folded[at:]
