"""Particles that are written joined to the word after them, alone and with the article; all folded."""

from __future__ import annotations

AND = "و"  # WAW
CONJUNCTIONS = (AND, "ف")  # WAW, FEH
PREPOSITIONS = ("ب", "ك", "ل")  # BEH, KAF, LAM
ONE_LETTER = (*CONJUNCTIONS, *PREPOSITIONS)

ARTICLE = "ال"  # ALEF, LAM
LAM_ARTICLE = "لل"
"""The article after the preposition ل, which swallows its alef."""

_ARTICLES = (ARTICLE, *(LAM_ARTICLE if letter == "ل" else letter + ARTICLE for letter in PREPOSITIONS))

WITH_ARTICLE = tuple(before + article for article in _ARTICLES for before in ("", *CONJUNCTIONS))
"""Every way to join a conjunction, a preposition and the article; none begins another."""

WITHOUT_ARTICLE = ("", *ONE_LETTER, *(first + second for first in CONJUNCTIONS for second in ("ب", "ل")))
"""The ways to join them without the article. وك and فك are none: what begins so is كان and كل."""

AT_MOST_ONE = ("", *ONE_LETTER, *_ARTICLES, *(conjunction + ARTICLE for conjunction in CONJUNCTIONS))
"""One particle or none, with the article or without: for numbers and dates, which seldom have more."""


def without_conjunction(folded: str) -> str:
    """The word without a و or ف before it."""
    return folded[1:] if folded.startswith(CONJUNCTIONS) else folded


def without_article(folded: str, least: int = 3) -> str:
    """The word without ال before it, where at least so many letters are left."""
    bare = folded.removeprefix(ARTICLE)
    return bare if len(bare) >= least else folded
