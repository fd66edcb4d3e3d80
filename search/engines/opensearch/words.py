"""The folded words of an index with their counts: one list a commit, in the shared state."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from secrets import token_hex

from search.engines.opensearch.state import State

PART = 20_000
"""Words in one document."""
MANY_PARTS = 24
"""Above so many lists beside the first, the lists are merged."""


class WordLists:
    """The folded words of an index with their counts: one list a commit, in parts, added up by readers."""

    def __init__(self, state: State, index: str) -> None:
        self._state, self._index = state, index
        self._read: dict[str, dict[str, int]] = {}

    def add(self, counts: Mapping[str, int], lists: list[list[str]], commit: int) -> list[list[str]]:
        """Store the words of a commit; the lists, by names of their parts, that hold all words now."""
        if len(lists) > MANY_PARTS:
            counts, lists = self._merged(counts, lists), []
        if not counts:
            return lists
        words = sorted(counts)
        names = []
        for start in range(0, len(words), PART):
            part = words[start : start + PART]
            names.append(f"words-{self._index}-{commit}-{token_hex(4)}")
            value = {"words": json.dumps([part, [counts[word] for word in part]], ensure_ascii=False)}
            self._state.write(names[-1], value, None)
        return [*lists, names]

    def total(self, lists: list[list[str]]) -> dict[str, int] | None:
        """Every word with its count over all lists; None when a part has gone."""
        names = [name for names in lists for name in names]
        self._read = {name: part for name, part in self._read.items() if name in set(names)}
        wanted = [name for name in names if name not in self._read]
        for name, stored in zip(wanted, self._state.read_all(wanted), strict=True):
            if stored is None:
                return None
            words, counts = json.loads(stored["words"])
            self._read[name] = dict(zip(words, counts, strict=True))
        return _added(self._read[name] for name in names)

    def _merged(self, counts: Mapping[str, int], lists: list[list[str]]) -> dict[str, int]:
        return _added((self.total(lists) or {}, counts))


def _added(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for part in parts:
        for word, count in part.items():
            total[word] = total.get(word, 0) + count
    return total
