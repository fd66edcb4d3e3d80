"""A plain form of words, in which the readers compare what stands in a file with their tables."""

from __future__ import annotations

import re

from search.analysis.letters import CONTROL, MARK, TATWEEL
from search.analysis.normalise import fold_in_place

_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """One spelling for all spellings: folded in place, lower case, no marks, single spaces."""
    letters = CONTROL.sub("", MARK.sub("", text)).replace(TATWEEL, "")
    return _SPACES.sub(" ", fold_in_place(letters)).strip().lower()


def has_letters(text: str) -> bool:
    """True when some character is a letter of any script."""
    return _LETTER.search(text) is not None


_LETTER = re.compile(r"[^\W\d_]")
