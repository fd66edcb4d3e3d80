"""A plain form of words, in which the readers compare what stands in a file with their tables."""

from __future__ import annotations

import re

from search.analysis.letters import CONTROL, FOLDED_LETTERS, MARK, TATWEEL
from search.analysis.normalise import fold_in_place

_SPACES = re.compile(r"\s+")


_FOLDED = {ord(letter): folded for letter, folded in FOLDED_LETTERS.items()}
_SHORT = 500
"""Letters of a text for which one table takes less time than a search for each letter that is folded."""


def plain(text: str) -> str:
    """One spelling for all spellings: folded in place, lower case, no marks, single spaces."""
    letters = CONTROL.sub("", MARK.sub("", text)).replace(TATWEEL, "")
    folded = letters.translate(_FOLDED) if len(letters) < _SHORT else fold_in_place(letters)
    return _SPACES.sub(" ", folded).strip().lower()


def has_letters(text: str) -> bool:
    """True when some character is a letter of any script."""
    return _LETTER.search(text) is not None


_LETTER = re.compile(r"[^\W\d_]")
