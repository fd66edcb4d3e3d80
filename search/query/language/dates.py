"""Dates as a query writes them: 2021, 2021-02, 11/2/2021, شباط 2021, "5 مارس 2021", ranges with two dots."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from string import ascii_lowercase, ascii_uppercase

from search.analysis.months import MONTHS
from search.analysis.normalise import fold_in_place
from search.query.language.tree import Dates

FIRST_YEAR, LAST_YEAR = 1600, 2999
"""Years outside are no dates of articles: 1442, say, is meant as a Hijri year."""

_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)


def one_spelling(text: str) -> str:
    """`text` folded in place, Latin letters in lower case; every place in it stays true."""
    return fold_in_place(text).translate(_LOWER)


_MONTHS = {name: month.number for name, month in MONTHS.items() if not month.hijri}
_NAME = "|".join(name.replace(" ", r"\s{1,3}") for name in sorted(_MONTHS, key=len, reverse=True))
_POINT = (
    r"(?:[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}|[0-9]{1,2}[-/][0-9]{1,2}[-/][0-9]{4}"
    r"|[0-9]{4}[-/][0-9]{1,2}|[0-9]{4}"
    rf"|(?:[0-9]{{1,2}}\s{{1,3}})?(?:{_NAME})(?:/(?:{_NAME}))?\s{{1,3}}[0-9]{{4}})"
)
_RANGE = re.compile(
    rf"(?:({_POINT})(?:(\.\.)({_POINT})?)?|\.\.({_POINT}))(?=[،؛,;.!؟?]*(?:[\s()\"“”„‟＂»]|$))"
)
_NAMED = re.compile(rf"(?:([0-9]+)\s+)?({_NAME})(?:/({_NAME}))?\s+([0-9]+)")

_Days = tuple[date, date]


def read_dates(spelled: str, start: int, relation: str) -> tuple[Dates, int] | None:
    """The days meant by `relation` (date, after or before) and the date that begins at `start`.

    `spelled` is the query as `one_spelling` returns it. The answer holds the place where the date ends;
    None when there is no date. `after` means later than the last day of the date, `before` earlier than
    its first; a range stands with `date` only and may be open on either side.
    """
    match = _RANGE.match(spelled, start)
    if match is None or (relation != "date" and (match[2] or match[4])):
        return None
    try:
        low = _point(match[1]) if match[1] else None
        high = _point(match[3] or match[4]) if match[3] or match[4] else None
        return _dates(low, low if match[1] and not match[2] else high, relation), match.end()
    except ValueError:
        return None


def _dates(low: _Days | None, high: _Days | None, relation: str) -> Dates:
    if low and relation == "after":
        return Dates(_within(low[1] + timedelta(days=1)).isoformat(), None)
    if low and relation == "before":
        return Dates(None, _within(low[0] - timedelta(days=1)).isoformat())
    if low and high and high[0] < low[0]:
        low, high = high, low
    return Dates(low and low[0].isoformat(), high and high[1].isoformat())


def _point(text: str) -> _Days:
    named = _NAMED.fullmatch(text)
    if named:
        day, month, again, year = named.groups()
        if again and _month(again) != _month(month):
            raise ValueError(text)
        return _days(int(year), _month(month), int(day) if day else None)
    numbers = [int(number) for number in re.split("[-/]", text)]
    if len(numbers) == 3 and numbers[2] > 31:
        numbers.reverse()
    return _days(*numbers)


def _month(name: str) -> int:
    return _MONTHS[" ".join(name.split())]


def _days(year: int, month: int | None = None, day: int | None = None) -> _Days:
    """First and last day; raises ValueError when the calendar has no such day."""
    first = date(year, 1 if month is None else month, 1 if day is None else day)
    if month is None:
        return _within(first), date(year, 12, 31)
    if day is None:
        return _within(first), date(year, month, monthrange(year, month)[1])
    return _within(first), first


def _within(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(day)
    return day
