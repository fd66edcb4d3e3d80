"""Results over time: counts by month turned into bars, by year where the months would be too many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MAX_MONTHS = 24
MAX_YEARS = 40
SHORTEST = 4
"""Per cent of the height that the smallest bar has: one article must be seen, and hit with a finger."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One period (YYYY or YYYY-MM), its articles, and its height in per cent of the tallest."""

    period: str
    count: int
    height: int


def bars(months: Iterable[tuple[str, int]]) -> Sequence[Bar]:
    """Bars from the oldest period to the newest, empty ones between them included.

    Fewer than two periods with articles make no chart. Beyond 40 years only the newest 40 are shown.
    """
    counts = Counter(dict(months))
    if len(counts) < 2:
        return ()
    periods = _months(min(counts), max(counts))
    if len(periods) > MAX_MONTHS:
        counts = _by_year(counts)
        periods = [f"{year:04}" for year in range(int(min(counts)), int(max(counts)) + 1)][-MAX_YEARS:]
    tallest = max(counts[period] for period in periods)
    return [Bar(period, counts[period], _height(counts[period], tallest)) for period in periods]


def periods(months: Iterable[tuple[str, int]]) -> Sequence[str]:
    """The months (or years, where months are many) that hold articles, newest first: what a list offers."""
    names = sorted({month for month, _ in months}, reverse=True)
    if len(names) > MAX_MONTHS:
        names = sorted({name[:4] for name in names}, reverse=True)
    return names


def offered(narrowed: Iterable[tuple[str, int]], every: Iterable[tuple[str, int]]) -> Sequence[str]:
    """The periods of results narrowed by date and, to widen them again, those of results of all dates."""
    return sorted({*periods(narrowed), *periods(every)}, reverse=True)


def _months(first: str, last: str) -> list[str]:
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return [f"{index // 12:04}-{index % 12 + 1:02}" for index in range(start, end + 1)]


def _by_year(counts: Counter[str]) -> Counter[str]:
    years: Counter[str] = Counter()
    for month, count in counts.items():
        years[month[:4]] += count
    return years


def _height(count: int, tallest: int) -> int:
    return max(SHORTEST, round(100 * count / tallest)) if count else 0
