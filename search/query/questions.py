"""Whether a query is a question: متى ولد فلان؟ asks for a fact and does not list words that must be there."""

from __future__ import annotations

from collections.abc import Sequence

from search.query.tabular import rows

_PLACES = dict(rows("questions"))


def is_question(folded: Sequence[str]) -> bool:
    """Whether one of the folded words, in order, asks."""
    return any(_asks(word, first=not at) for at, word in enumerate(folded))


def _asks(word: str, first: bool) -> bool:
    place = _PLACES.get(word) or (_PLACES.get(word[1:]) if word[:1] in ("و", "ف") else None)
    return place == "anywhere" or (place == "first" and first)
