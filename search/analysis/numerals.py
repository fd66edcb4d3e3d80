"""Numbers as texts write them: digits of three families, with separators of thousands and of decimals.

A number is one word, whose parts are none. 12,345, ١٢٬٣٤٥ and 12345 are one number; 7.5, ٧٫٥ and 7,5 another.
"""

from __future__ import annotations

import re

from search.analysis.letters import MARKS
from search.analysis.particles import AT_MOST_ONE

_DECIMAL, _THOUSANDS = "\u066b", "\u066c"  # the separators of Arabic
_LONE = rf"(?<!\d[.,{_DECIMAL}{_THOUSANDS}])"
"""What follows a digit and a separator is the rest of a date, a version, a list: 12.5.2014, 1,2,3."""
_NO_MORE = rf"(?![.,{_DECIMAL}{_THOUSANDS}]?\d)"
_AMOUNT = (
    rf"(?:{_LONE}(?:"
    rf"\d{{1,3}}(?:[,{_THOUSANDS}]\d{{3}})+(?:[.{_DECIMAL}]\d+)?{_NO_MORE}"  # 1,234,567.8
    rf"|\d{{1,3}}(?:\.\d{{3}}){{2,}}(?:[,{_DECIMAL}]\d+)?{_NO_MORE}"  # 1.234.567,8
    rf"|\d+[.{_DECIMAL}]\d+{_NO_MORE}"
    rf"|\d{{1,3}},\d{{1,2}}{_NO_MORE}"
    r")|\d+)"
)
_JOINED = "|".join(sorted(filter(None, AT_MOST_ONE), key=len, reverse=True))
NUMBER = rf"(?:(?:{_JOINED})\u0640*)?{_AMOUNT}[{MARKS}]*(?:(?:م|ه\u0640*)(?![^\W\d]|[{MARKS}]))?"
"""A number with a particle before it and the sign of its era after it: و2014, الـ12, 2021م, 1436هـ."""

SEPARATED = re.compile(rf"\d[.,{_DECIMAL}{_THOUSANDS}]\d")
"""What `one_spelling` is there for: two digits with a separator between."""
_GROUPED = re.compile(r"(?<!\d)[1-9]\d{0,2}(?:,\d{3})+(?![\d,])")


def one_spelling(word: str) -> str:
    """A word of ASCII digits without separators of thousands, and with a point before decimals."""
    if not SEPARATED.search(word):
        return word
    word = word.replace(_THOUSANDS, "").replace(_DECIMAL, ".")
    word = _GROUPED.sub(lambda match: match[0].replace(",", ""), word)
    if word.count(".") > 1 and "," not in word:
        return word.replace(".", "")
    whole, point, decimals = word.replace(",", ".").rpartition(".")
    return whole.replace(".", "") + point + decimals
