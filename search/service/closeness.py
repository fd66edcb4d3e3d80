"""The first hits once more: those that hold the query's words close together in the body move up.

The engines score words wherever they stand; in a long article they may have nothing to do with each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from search.model import Match
from search.query.weights import CLOSE, CLOSE_LETTERS
from search.service.copies import Found
from search.service.highlight import Highlighter, Words

BLOCK = 10
"""So many first hits are looked at, whatever the size of a page: nearly all the gain is there."""

LETTERS = 20_000
"""So far into the body: what one search may cost."""


class Closeness:
    """Looks for the plain words of one query, by lemma."""

    def __init__(self, highlighter: Highlighter) -> None:
        self._highlighter = highlighter
        self._bits = [
            1 << number
            if len(each.slots) == 1 and each.slots[0].get("lemma") and "body" in each.fields
            else 0
            for number, each in enumerate(highlighter.needles)
        ]
        self.matters = sum(map(bool, self._bits)) > 1

    def closest_first(self, hits: Sequence[Found], together: bool) -> list[Found]:
        """The first BLOCK hits, with CLOSE added for each word of a close group, in their new order.

        Full hits stay before partial ones unless they are ranked `together`.
        """
        bodies = [self._highlighter.words(article.text, "body", LETTERS) for _, article, _ in hits[:BLOCK]]
        self._highlighter.read(bodies)
        scored = [
            (score + CLOSE * self._most(body), article, match)
            for (score, article, match), body in zip(hits, bodies, strict=False)
        ]
        scored.sort(key=lambda hit: (not together and hit[2] is Match.PARTIAL, -hit[0]))
        return [*scored, *hits[BLOCK:]]

    def _most(self, body: Words) -> int:
        """How many words of the query stand within CLOSE_LETTERS of the body, at most."""
        bits = self._bits
        spots = [(each.start, bit) for each in self._highlighter.near(body) if (bit := bits[each.needle])]
        possible = len({bit for _, bit in spots})
        if possible < 2:
            return possible
        most = 0
        for first, (start, seen) in enumerate(spots):
            for later, bit in spots[first + 1 : first + CLOSE_LETTERS]:
                if later - start >= CLOSE_LETTERS:
                    break
                seen |= bit
            most = max(most, seen.bit_count())
            if most == possible:
                break
        return most
