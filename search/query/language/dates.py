"""Dates as a query writes them: 2021, 2021-02, 11/2/2021, شباط 2021, "5 مارس 2021", شوال 1436, 25/10/1436,
أمس, أسبوع, a month of any year, ranges with two dots.

Hijri dates are read by the Umm al-Qura calendar (the hijridate package).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from string import ascii_lowercase, ascii_uppercase

from hijridate import Hijri

from search.analysis.months import MONTHS, Month
from search.analysis.normalise import fold_in_place
from search.query.language.tree import Dates

FIRST_YEAR, LAST_YEAR = 1600, 2999
"""Gregorian years outside are no dates of articles."""
HIJRI_YEARS = range(1343, 1501)
"""Years that are meant as Hijri ones: those that the tables cover."""
MONTH_YEARS = range(1800, 2101)
"""A month of any year is one of these."""

DAYS_AGO = {"اليوم": 0, "today": 0, "أمس": 1, "البارحة": 1, "yesterday": 1}
"""Days by their names, and how long ago they are."""

SPANS = {
    ("day", 1): ("يوم", "أيام", "يوما", "day", "days"),
    ("day", 2): ("يومين", "يومان"),
    ("day", 7): ("أسبوع", "أسابيع", "أسبوعا", "week", "weeks"),
    ("day", 14): ("أسبوعين", "أسبوعان"),
    ("month", 1): ("شهر", "أشهر", "شهور", "شهرا", "month", "months"),
    ("month", 2): ("شهرين", "شهران"),
    ("month", 12): ("سنة", "عام", "سنوات", "سنين", "أعوام", "عاما", "year", "years"),
    ("month", 24): ("سنتين", "سنتان", "عامين", "عامان"),
}
"""Spans of time up to today by their names, which a number may precede."""

_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)


def one_spelling(text: str) -> str:
    """`text` folded in place, Latin letters in lower case; every place in it stays true."""
    return fold_in_place(text).translate(_LOWER)


_AGO = {one_spelling(name): days for name, days in DAYS_AGO.items()}
_SPANS = {one_spelling(name): span for span, names in SPANS.items() for name in names}
_END = r"(?=[،؛,;.!؟?]*(?:[\s()\"“”„‟＂»]|$))"


def _any_of(names: Iterable[str]) -> str:
    return "|".join(name.replace(" ", r"\s{1,3}") for name in sorted(names, key=len, reverse=True))


_NAME = _any_of(MONTHS)
_POINT = (
    r"(?:[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}|[0-9]{1,2}[-/][0-9]{1,2}[-/][0-9]{4}"
    r"|[0-9]{4}[-/][0-9]{1,2}|[0-9]{4}"
    rf"|(?:[0-9]{{1,2}}\s{{1,3}})?(?:{_NAME})(?:/(?:{_NAME}))?\s{{1,3}}[0-9]{{4}}|{_any_of(_AGO)})"
    r"(?:\s?(?:هـ?|م))?"
)
_ERA = re.compile(r"\s?(?:هـ?|م)$")
_RANGE = re.compile(rf"(?:({_POINT})(?:(\.\.)({_POINT})?)?|\.\.({_POINT})){_END}")
_NAMED = re.compile(rf"(?:([0-9]+)\s+)?({_NAME})(?:/({_NAME}))?\s+([0-9]+)")
_SPAN = re.compile(rf"(?:([0-9]{{1,3}})\s{{1,3}})?({_any_of(_SPANS)}){_END}")
_MONTH = re.compile(rf"({_NAME})(?:/({_NAME}))?{_END}")

_Days = tuple[date, date]


def read_dates(spelled: str, start: int, relation: str) -> tuple[Dates, int] | None:
    """The days meant by `relation` (date, after or before) and the date that begins at `start`.

    `spelled` is the query as `one_spelling` returns it. The answer holds the place where the date ends;
    None when there is no date. `after` means later than the last day of the date, `before` earlier than
    its first; a range stands with `date` only and may be open on either side. A span of time reaches to
    today, `before` and `after` it count from its beginning. A month without a year stands with `date` only.
    """
    match = _RANGE.match(spelled, start)
    if match is None:
        return _span(spelled, start, relation) or _month_of_any_year(spelled, start, relation)
    if relation != "date" and (match[2] or match[4]):
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


def _span(spelled: str, start: int, relation: str) -> tuple[Dates, int] | None:
    match = _SPAN.match(spelled, start)
    if match is None:
        return None
    unit, length = _SPANS[match[2]]
    count, today = length * int(match[1] or 1), _today()
    try:
        began = today - timedelta(days=count) if unit == "day" else _months_before(today, count)
        if relation == "date":
            return Dates((began + timedelta(days=1)).isoformat(), today.isoformat()), match.end()
        return _dates((began, began), None, relation), match.end()
    except (ValueError, OverflowError):
        return None


def _months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _month_of_any_year(spelled: str, start: int, relation: str) -> tuple[Dates, int] | None:
    match = _MONTH.match(spelled, start)
    if match is None or relation != "date":
        return None
    month = _month(match[1])
    if month.hijri or (match[2] and _month(match[2]) != month):
        return None
    return Dates(None, None, month.number), match.end()


def _today() -> date:
    return date.today()


def _point(text: str) -> _Days:
    if text in _AGO:
        day = _today() - timedelta(days=_AGO[text])
        return day, day
    text = _ERA.sub("", text)
    named = _NAMED.fullmatch(text)
    if named:
        number, name, again, year = named.groups()
        month = _month(name)
        if again and _month(again) != month:
            raise ValueError(text)
        return _days(int(year), month.number, int(number) if number else None, hijri=month.hijri)
    numbers = [int(number) for number in re.split("[-/]", text)]
    if len(numbers) == 3 and numbers[2] > 31:
        numbers.reverse()
    return _days(*numbers, hijri=numbers[0] in HIJRI_YEARS)


def _month(name: str) -> Month:
    return MONTHS[" ".join(name.split())]


def _days(year: int, month: int | None = None, day: int | None = None, *, hijri: bool) -> _Days:
    """First and last day; raises ValueError when the calendar has no such day."""
    if hijri:
        return _hijri_days(year, month, day)
    first = date(year, 1 if month is None else month, 1 if day is None else day)
    if month is None:
        return _within(first), date(year, 12, 31)
    if day is None:
        return _within(first), date(year, month, monthrange(year, month)[1])
    return _within(first), first


def _hijri_days(year: int, month: int | None, day: int | None) -> _Days:
    if year not in HIJRI_YEARS:
        raise ValueError(year)
    first = Hijri(year, month or 1, day or 1)
    last_month = Hijri(year, month or 12, 1)
    last = first if day else Hijri(year, last_month.month, last_month.month_length())
    return first.to_gregorian(), last.to_gregorian()


def _within(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(day)
    return day
