"""BM25 as Lucene and tantivy compute it, for engines whose library computes something else.

k1 = 1.2, b = 0.75, idf = ln(1 + (N - n + 0.5) / (n + 0.5)), factor k1 + 1, and field lengths kept in one
byte: exact up to 39, then with four significant bits (Lucene's SmallFloat.intToByte4).
"""

from __future__ import annotations

from math import log

K1 = 1.2
B = 0.75
_EXACT = 24


def quantised(length: int) -> int:
    """A field's length as scores see it: `length` with all but its leading bits dropped."""
    rest = length - _EXACT
    shift = rest.bit_length() - 4
    return length if rest < 0 or shift <= 0 else _EXACT + (rest >> shift << shift)


def idf(articles: int, matching: int) -> float:
    """The rarity of a term that `matching` of `articles` articles hold."""
    return log(1 + (articles - matching + 0.5) / (matching + 0.5))


def length_norms(lengths: set[int], average: float) -> dict[int, float]:
    """Each true length to the part of BM25's denominator that depends on it."""
    return {length: K1 * (1 - B + B * quantised(length) / average) for length in lengths}
