"""Results over time: bars of days, weeks, months or years, as the span of the results asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MAX_DAYS = 45
MAX_WEEKS = 27
MAX_MONTHS = 24
MAX_YEARS = 40
"""Bars of a kind; with more, the next coarser one is taken."""
SATURDAY = 5
"""Weeks begin with it, as in most Arab countries (Unicode CLDR, supplemental week data)."""
SHORTEST = 4
"""Per cent of the height that the smallest bar has: one article must be seen, and hit with a finger."""

Counts = Iterable[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Bar:
    """A time from `first` to `last` (YYYY, YYYY-MM or YYYY-MM-DD), its articles, and its height in per cent
    of the tallest.
    """

    first: str
    last: str
    count: int
    height: int


def bars(months: Counts, days: Counts = ()) -> Sequence[Bar]:
    """Bars from the oldest time to the newest, empty ones between them included.

    `days` are counted where the months are few. Fewer than two times with articles make no chart. Beyond 40
    years only the newest 40 are shown.
    """
    by_day, by_month = Counter(dict(days)), Counter(dict(months))
    if by_day:
        first, last = (date.fromisoformat(day) for day in (min(by_day), max(by_day)))
        if (last - first).days < MAX_DAYS:
            return _bars(by_day, [(day, day) for day in _days(first, last, 1)])
        weeks = [(day, _later(day, 6)) for day in _days(_saturday(first), last, 7)]
        if len(weeks) <= MAX_WEEKS:
            return _bars(
                _grouped(by_day.items(), lambda day: _saturday(date.fromisoformat(day)).isoformat()), weeks
            )
    if not by_month:
        return ()
    names = _months(min(by_month), max(by_month))
    if len(names) > MAX_MONTHS:
        by_month = by_year(by_month.items())
        years = range(int(min(by_month)), int(max(by_month)) + 1)
        names = [f"{year:04}" for year in years][-MAX_YEARS:]
    return _bars(by_month, [(name, name) for name in names])


def periods(months: Counts) -> Sequence[str]:
    """The months (or years, where months are many) that hold articles, newest first: what a list offers."""
    names = sorted({month for month, _ in months}, reverse=True)
    if len(names) > MAX_MONTHS:
        names = sorted({name[:4] for name in names}, reverse=True)
    return names


def offered(narrowed: Counts, every: Counts) -> Sequence[str]:
    """The periods of results narrowed by date and, to widen them again, those of results of all dates."""
    return sorted({*periods(narrowed), *periods(every)}, reverse=True)


def by_year(months: Counts) -> Counter[str]:
    """Counts of months, or of days, put together by year."""
    return _grouped(months, lambda month: month[:4])


def _bars(counts: Counter[str], times: Sequence[tuple[str, str]]) -> Sequence[Bar]:
    if len(counts) < 2:
        return ()
    tallest = max(counts[first] for first, _ in times)
    return [Bar(first, last, counts[first], _height(counts[first], tallest)) for first, last in times]


def _days(first: date, last: date, step: int) -> Iterator[str]:
    """Every day, or every so many days, ISO."""
    for number in range(0, (last - first).days + 1, step):
        yield (first + timedelta(days=number)).isoformat()


def _saturday(day: date) -> date:
    """The beginning of the week."""
    return day - timedelta(days=(day.weekday() - SATURDAY) % 7)


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _months(first: str, last: str) -> list[str]:
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return [f"{index // 12:04}-{index % 12 + 1:02}" for index in range(start, end + 1)]


def _grouped(counts: Counts, name: Callable[[str], str]) -> Counter[str]:
    groups = Counter[str]()
    for value, count in counts:
        groups[name(value)] += count
    return groups


def _height(count: int, tallest: int) -> int:
    return max(SHORTEST, round(100 * count / tallest)) if count else 0
