"""What one search may cost where texts are looked at, and how that is shared among them."""

from __future__ import annotations

MAX_LETTERS = 1_400_000
"""So many letters of a page's articles are looked through for snippets: all of ten, or a hundred of 14,000.
What short articles leave, long ones have."""

MAX_LOOKS = 100_000_000
"""Letters times parts of words looked for: one pass looks for all, but each stands at places of its own.
Up to 71 parts this is no bound; patterns may have 200, a word has some. Of a page of a hundred hits five
patterns still look through 1,700 letters each: they find more places there than may be looked at."""

MAX_PLACES = 8_000
"""So many places of texts that may match are looked at together, in .1 s where all words differ. A page
of ten articles with a query of a few words has some hundreds."""


def letters_for(parts: int) -> int:
    """So many letters of texts are looked through for so many parts of words."""
    return min(MAX_LETTERS, MAX_LOOKS // max(parts, 1))
