"""What people asked for, by the query log that FIHRIS_QUERY_LOG keeps: no person is told from another."""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis.normalise import fold
from search.model import MAX_QUERY

MAX_LINE = 8 * MAX_QUERY
"""Bytes of a line of the log; a longer one is none of ours."""

MAX_QUERIES = 100_000
"""Different queries that are counted; the searches for others are counted by day alone."""

SOON, NEXT = 120.0, 5
"""Who found nothing may have asked next what was asked within so many seconds and so many searches."""

TWICE, A_THIRD = 2, 1 / 3
"""It is taken for that where it followed so often, and after so many of the searches that found nothing."""

NEAR, SHORTEST = 2, 4
"""Edits between a query that finds nothing and one that does, and letters of the shortest that count."""

MAX_COMPARED = 1_000
"""So many of the most frequent queries, without a result and with one, are compared."""

_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
"""What can stand in the editor's table: words alone."""


class Asked(NamedTuple):
    """A query as it was written most often, how often it was asked, how many articles it found at last."""

    query: str
    times: int
    total: int


class Day(NamedTuple):
    """Searches of a day (UTC), and how many of them had no full match."""

    day: str
    searches: int
    missed: int


class Proposal(NamedTuple):
    """A line for the editor's table of equivalents: `by` is "next" or "spelling", `times` how often the
    query was asked that found nothing.
    """

    line: str
    by: str
    times: int


@dataclass(slots=True)
class _Query:
    spellings: Counter[str] = field(default_factory=Counter)
    missed: int = 0
    total: int = 0

    def asked(self, times: int) -> Asked:
        return Asked(self.spellings.most_common(1)[0][0], times, self.total)


class _Search(NamedTuple):
    key: str
    moment: float
    total: int


class Queries:
    """What a query log tells; `unread` counts lines that are none of it."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.unread = 0
        self._days: dict[str, list[int]] = {}
        self._queries: dict[str, _Query] = {}
        self._followed: dict[str, Counter[str]] = {}
        missed: deque[_Search] = deque(maxlen=NEXT)
        for line in lines:
            if (search := self._take(line)) is not None:
                self._follow(search, missed)

    @property
    def days(self) -> list[Day]:
        """The days of the log, in order."""
        return [Day(day, searches, missed) for day, (searches, missed) in sorted(self._days.items())]

    def most_asked(self, limit: int) -> list[Asked]:
        """The queries that were asked most often."""
        return self._most({key: query.spellings.total() for key, query in self._queries.items()}, limit)

    def most_missed(self, limit: int) -> list[Asked]:
        """The queries that had no full match most often, and have none yet."""
        return self._most({key: query.missed for key, query in self._without()}, limit)

    def proposals(self, limit: int) -> list[Proposal]:
        """Lines for the table of equivalents: what people asked next after nothing was found, and queries of
        nearly the same letters that find something.
        """
        return list(self._propose(limit))

    def as_json(self, limit: int) -> dict[str, Any]:
        """All of it, with lists of at most `limit` queries."""
        return {
            "searches": sum(day.searches for day in self.days),
            "missed": sum(day.missed for day in self.days),
            "unread": self.unread,
            "most_asked": [asked._asdict() for asked in self.most_asked(limit)],
            "most_missed": [asked._asdict() for asked in self.most_missed(limit)],
            "days": [day._asdict() for day in self.days],
            "equivalents": [proposal._asdict() for proposal in self.proposals(limit)],
        }

    def _take(self, line: bytes) -> _Search | None:
        """Count a line. None for further pages, and for what is no search."""
        try:
            told: Any = json.loads(line) if len(line) <= MAX_LINE else None
            moment, written = datetime.fromisoformat(told["time"]), " ".join(told["query"].split())
            page, total = int(told["page"]), int(told["total"])
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            self.unread += 1
            return None
        if page > 1 or not written:
            return None
        day = self._days.setdefault(f"{moment:%Y-%m-%d}", [0, 0])
        day[0] += 1
        day[1] += not total
        key = " ".join(fold(written).split())
        if key not in self._queries and len(self._queries) >= MAX_QUERIES:
            return None
        query = self._queries.setdefault(key, _Query())
        query.spellings[written] += 1
        query.missed += not total
        query.total = total
        return _Search(key, moment.timestamp(), total)

    def _follow(self, search: _Search, missed: deque[_Search]) -> None:
        """Remember which queries without a result this one came soon after."""
        if not search.total:
            missed.append(search)
            return
        for before in {earlier.key for earlier in missed if 0 <= search.moment - earlier.moment <= SOON}:
            self._followed.setdefault(before, Counter())[search.key] += 1

    def _without(self) -> Iterator[tuple[str, _Query]]:
        return ((key, query) for key, query in self._queries.items() if not query.total)

    def _most(self, counts: dict[str, int], limit: int) -> list[Asked]:
        first = sorted(counts, key=lambda key: (-counts[key], key))[:limit]
        return [self._queries[key].asked(counts[key]) for key in first]

    def _propose(self, limit: int) -> Iterator[Proposal]:
        missed = Counter({key: query.missed for key, query in self._without() if _WORDS.fullmatch(key)})
        finding = Counter(
            {
                key: query.spellings.total()
                for key, query in self._queries.items()
                if query.total and _WORDS.fullmatch(key)
            }
        )
        known = [key for key, _ in finding.most_common(MAX_COMPARED)]
        for key, count in missed.most_common(MAX_COMPARED):
            others = dict.fromkeys(_near(key, known), "spelling")
            for other, times in self._followed.get(key, Counter()).items():
                if times >= max(TWICE, A_THIRD * count) and other in finding:
                    others[other] = "next"
            for other, by in others.items():
                if limit:
                    limit -= 1
                    line = f"{self._queries[key].asked(0).query} = {self._queries[other].asked(0).query}"
                    yield Proposal(line, by, count)


def _near(key: str, known: list[str]) -> list[str]:
    """The one query that has nearly the same letters, the most frequent of equally near ones."""
    if len(key) < SHORTEST:
        return []
    edits = min(NEAR, len(key) // SHORTEST)
    nearest = process.extractOne(key, known, scorer=OSA.distance, score_cutoff=edits)
    return [nearest[0]] if nearest else []
