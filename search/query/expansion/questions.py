"""Questions: متى ولد فلان؟ asks for a fact and does not list words that must be there."""

from __future__ import annotations

from collections.abc import Sequence

from search.analysis.particles import without_conjunction
from search.tables import rows

_PLACES = dict(rows("query", "questions"))

FRAME = tuple(word for (word,) in rows("query", "frame"))
"""Words of a question's frame, as a dictionary has them."""


def asking(folded: Sequence[str]) -> list[bool]:
    """Which of the folded words of a query, in order, ask."""
    return [_asks(word, first=not at) for at, word in enumerate(folded)]


def ends_as_question(query: str) -> bool:
    """Whether a query as typed ends with a question mark; a Latin one may be a sign of the query language."""
    return query.rstrip(' ."»').endswith("؟")


def _asks(word: str, first: bool) -> bool:
    place = _PLACES.get(word) or _PLACES.get(without_conjunction(word))
    return place == "anywhere" or (place == "first" and first)
