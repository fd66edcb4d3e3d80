"""What articles that are nearly the same share: runs of three words, and a few values drawn from them.

Broder, "On the resemblance and containment of documents" (1997): resemblance is the share of runs that two
texts have in common. Of the hashed runs of a text, those that follow a few points on the ring of hashes are
kept (one permutation, rotated over empty bins: Shrivastava and Li, 2014), two of them to a band. Texts share
a band with probability 1 - (1 - r^2)^6, r being their resemblance: .95 for .6, .99 for .7, .22 for .2.
Bands of an article depend on nothing but its words, so they need no other article to be looked at.
"""

from __future__ import annotations

from bisect import bisect_left

from search.deflate import crc32

WORDS = 128
"""A text is known by its first words: papers cut what agencies send from its end."""

LETTERS = 8 * WORDS
"""No more letters are looked at, however long the words."""

FEWEST = 20
"""Texts of fewer runs say too little: they are the same when all of it is."""

BANDS = 6

_POINTS = tuple(range(0, 1 << 32, (1 << 32) // (2 * BANDS)))[: 2 * BANDS]


def bands(folded: str) -> str:
    """The bands of a folded text, words apart by spaces, as the bands are; "" for a text of too few words."""
    words = folded[:LETTERS].encode("utf-8", "surrogatepass").split(None, WORDS)[:WORDS]
    ring = sorted(map(crc32, map(b"".join, zip(words, words[1:], words[2:], strict=False))))
    if len(ring) < FEWEST:
        return ""
    kept = [ring[bisect_left(ring, point) % len(ring)] for point in _POINTS]
    pairs = enumerate(zip(kept[:BANDS], kept[BANDS:], strict=True))
    return " ".join([f"{crc32(b'%d %d %d' % (number, *pair)):08x}" for number, pair in pairs])
