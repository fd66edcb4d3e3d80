"""Dates as Arabic articles write them, to ISO.

Gregorian with the month names of every Arab country and English, Hijri (the Umm al-Qura calendar, by the
hijridate package), either digit family, numbers alone. A day, a month and a year are always needed: relative
forms (today, last Thursday) are refused.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from search.analysis.months import MONTHS, Month
from search.articles.words import plain
from search.tables import rows

MAX_LINE = 160
"""A line longer than this many letters is prose, not a date."""

_GREGORIAN = range(1800, 2101)
_HIJRI = range(1343, 1501)  # what the Umm al-Qura tables cover
_MEEM, _HEH, _MIM_YEAR = "\u0645", "\u0647", "\u0645\u064a\u0644\u0627\u062f\u064a"
_HIJRI_YEAR = "\u0647\u062c\u0631\u064a"
COMMA = "\u060c"


@dataclass(frozen=True, slots=True)
class Mention:
    """A date in a plain text (see words.plain): its place there, its ISO form, and what stood with it."""

    start: int
    end: int
    date: str
    hijri: bool
    weekday: bool


def parse_date(value: object) -> str | None:
    """The date of a field: text that is a date and nothing else, or seconds or milliseconds since 1970.

    Returns YYYY-MM-DD, or None for anything else.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        value = str(int(value)) if 0 <= value < 1e14 else ""
    if not isinstance(value, str):
        return None
    stamp = _STAMP.match(value)
    if stamp:
        return _iso(int(stamp[1]), int(stamp[2]), int(stamp[3])) or line_date(value)
    text = plain(value[:MAX_LINE])
    if re.fullmatch(r"(?:1[89]|20)\d{6}(?:t?\d{4}(?:\d{2})?z?)?", text):  # 20210311, 20210311T101500Z
        return _iso(int(text[:4]), int(text[4:6]), int(text[6:8]))
    if re.fullmatch(r"\d{9,13}", text):
        return _epoch(int(text))
    if serial := re.fullmatch(r"([3-6]\d{4})(?:\.\d+)?", text):  # of spreadsheets: days since the end of 1899
        return (dt.date(1899, 12, 30) + dt.timedelta(days=int(serial[1]))).isoformat()
    if since := re.fullmatch(r"\\?/date\((\d{1,14})(?:[+-]\d{4})?\)\\?/", text):  # of .NET
        return _epoch(int(since[1]))
    if short := _SHORT_YEAR.fullmatch(text):
        return line_date(f"{short[1]}{'20' if int(short[2]) < 69 else '19'}{short[2]}{short[3]}")
    if program := _PROGRAM.fullmatch(text):
        return line_date(f"{program[2]} {program[1]} {program[3] or program[4]}")
    return line_date(value)


def line_date(line: str) -> str | None:
    """The date of a line that holds a date, its time and labels around it, and nothing else; or None.

    Of a Hijri and a Gregorian date the Gregorian one is taken, of two others the first.
    """
    if len(line) > MAX_LINE:
        return None
    text = plain(line)
    dates = list(find_dates(text))
    if not dates:
        return None
    for date in reversed(dates):
        text = f"{text[: date.start]} | {text[date.end :]}"
    text, times = _time().subn(" ", text)
    text = _around().sub(" ", text)
    if times:  # a zone's hours may stand apart from the time: by the time of Beirut (+2 GMT)
        text = _ZONE_HOURS.sub(" ", text)
    if re.search(r"\w", text):
        return None
    return min(dates, key=lambda date: (date.hijri, date.start)).date


def find_dates(text: str) -> Iterator[Mention]:
    """Complete dates in a plain text, in order, none overlapping."""
    for match in _date().finditer(text):
        part = match.groupdict()
        reading = _numeric(part) if part["month"] is None and part["month_b"] is None else _named(part)
        if reading is not None:
            date, hijri = reading
            weekday = part["weekday"]
            if hijri and weekday:
                date = _nearest(date, _numbers("week")[weekday])
            yield Mention(match.start(), match.end(), date, hijri, weekday is not None)


_STAMP = re.compile(r"([12][0-9]{3})-([01][0-9])-([0-3][0-9])(?:[T ][0-9:.Z+ -]*(?:\[[\w/+-]{1,40}\])?)?$")
_PROGRAM = re.compile(  # Thu Mar 11 2021 10:15:00 GMT+0300 (…) of JavaScript, Thu Mar 11 10:15:00 +0300 2021
    r"(?:[a-z]{3} )?([a-z]{3}) (\d{1,2}) "
    r"(?:(\d{4}) \d{1,2}:.*|\d{1,2}:\d{2}:\d{2} (?:[a-z]{3,4}|[+-]\d{4}) (\d{4}))"
)
_SHORT_YEAR = re.compile(  # of RFC 822, which RSS names, and of spreadsheets: 11-Mar-21
    r"((?:[a-z]{3}, )?\d{1,2}[ -][^\W\d]{3,}[ -])(\d{2})((?: \d{1,2}:.*)?)"
)
_HALVES = (  # of the day: morning, evening, noon, dawn, night
    "am|pm|\u0635\u0628\u0627\u062d\u0627|\u0645\u0633\u0627\u0621"
    "|\u0638\u0647\u0631\u0627|\u0641\u062c\u0631\u0627|\u0644\u064a\u0644\u0627"
)
_SHORT_HALVES = "\u0635|\u0645|[ap]\\.m\\."  # morning and evening as one letter
_BY_TIME_OF = (  # the time of a place, local time, summer time
    "\u0628?(?:\u0627\u0644)?\u062a\u0648\u0642\u064a\u062a(?: [\u0621-\u064a]+){1,3}"
)
_SIGNED_HOURS = r"[+-]\d{1,2}(?::?\d{2})?(?!\d)"
_ZONE_HOURS = re.compile(_SIGNED_HOURS)


@cache
def date_words(kind: str) -> frozenset[str]:
    """Words of the table that stand around dates, of one kind: today, before, zone."""
    return frozenset(plain(word) for its_kind, word in rows("articles", "date_words") if its_kind == kind)


@cache
def _numbers(kind: str) -> dict[str, int]:
    return {
        plain(name): int(number) for its_kind, name, number in rows("articles", "days") if its_kind == kind
    }


@cache
def _months() -> dict[str, Month]:
    """The months, also by names that dates alone have."""
    return {**MONTHS, **{name: Month(False, number) for name, number in _numbers("name").items()}}


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; a single space of a word stands for one."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _around() -> re.Pattern[str]:
    words = _any((*date_words("around"), *date_words("zone"), *_numbers("week")))
    return re.compile(rf"(?<!\w)(?:{words}|{_BY_TIME_OF})(?!\w)")


@cache
def _time() -> re.Pattern[str]:
    """A time of day with its half and its zone: 10:15z, 10h15, 5 pm, +0300, GMT+4, (GMT +04:00), EET."""
    zone = rf"\(? ?(?:(?:z|{_any(date_words('zone'))})\.?(?!\w)(?: ?{_SIGNED_HOURS})?|{_SIGNED_HOURS})\)?"
    half = rf"(?: ?(?:{_HALVES}|{_SHORT_HALVES})(?!\w))?"
    minutes = r"t?\d{1,2}(?::\d{2}(?::\d{2})?(?:[.,]\d{1,9})?|h\d{2})"
    return re.compile(rf"(?<!\d)(?:{minutes}{half}|\d{{1,2}} ?(?:{_HALVES})(?!\w))(?: ?{zone})?")


@cache
def _date() -> re.Pattern[str]:
    """The pattern of a date in plain text: day then month, month then day, or numbers alone."""
    months, week, ordinals = _any(_months()), _any(_numbers("week")), _any(_numbers("month"))
    day_then_month = (
        rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<ordinal>{ordinals}))[-/ ]?{_OF}?"
        rf"(?P<month>{months})\.?{_also('also', months)} ?[{COMMA},/-]? ?{_IN_YEAR}(?P<year>\d{{4}})"
    )
    month_then_day = (
        rf"(?P<month_b>{months})\.?{_also('also_b', months)} (?P<day_b>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"(?: ?[{COMMA},] ?| )(?P<year_b>\d{{4}})"
    )
    numbers = r"(?P<numbers>\d{1,4}(?P<by> ?[-/.] ?)\d{1,2}(?P=by)\d{1,4})"
    forms = (day_then_month, month_then_day, numbers)
    return re.compile(
        rf"(?<![\w/.-])(?:(?P<weekday>{week}) ?[{COMMA},:(-]? ?)?"
        rf"(?:{'|'.join(forms)})(?!\d)(?: ?(?:(?P<hijri>{_HEH}|{_HIJRI_YEAR}{_HEH}?)"
        rf"|{_MEEM}|{_MIM_YEAR}{_HEH}?)(?!\w))?"
    )


_OF = "(?:(?:\u0645\u0646|\u0634\u0647\u0631|\u0645\u0646 \u0634\u0647\u0631) )"  # of, month, of the month
_OR = "\u0627\u0648(?= )"
_IN_YEAR = "(?:\u0645\u0646 )?(?:\u0644?(?:\u0639\u0627\u0645|\u0633\u0646\u0647) )?"  # of, (in) the year


def _also(group: str, months: str) -> str:
    """The same month in another country's name, after a space, a sign, a bracket or "or"; then an epithet."""
    name = rf"(?P<{group}>{months})[)'\"]?"
    sign = rf"[/\\('\"{COMMA},\u2013\u2014-]"
    return rf"(?: ?(?:{sign}|{_OR})? ?{name})?(?: (?:{_any(date_words('epithet'))}))?"


def _named(part: dict[str, Any]) -> tuple[str, bool] | None:
    tail = "" if part["month"] else "_b"
    hijri, month = _months()[part["month" + tail]]
    also = part["also" + tail]
    if also and _months()[also] != (hijri, month):
        return None
    day = part["day" + tail]
    number = int(day) if day else _numbers("month")[part["ordinal"]]
    date = (_from_hijri if hijri else _iso)(int(part["year" + tail]), month, number)
    return (date, hijri) if date else None


def _numeric(part: dict[str, Any]) -> tuple[str, bool] | None:
    numbers = [number.strip() for number in re.split(r"[-/.]", part["numbers"])]
    if len(numbers[0]) == 4 and len(numbers[2]) <= 2:
        year, month, day = map(int, numbers)
    elif len(numbers[2]) == 4 and len(numbers[0]) <= 2:
        day, month, year = map(int, numbers)
        if month > 12 >= day:  # 3/15/2021 can only be the American order
            day, month = month, day
    else:
        return None
    hijri = part["hijri"] is not None or year in _HIJRI
    date = (_from_hijri if hijri else _iso)(year, month, day)
    return (date, hijri) if date else None


def _iso(year: int, month: int, day: int) -> str | None:
    if year not in _GREGORIAN:
        return None
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _from_hijri(year: int, month: int, day: int) -> str | None:
    if year not in _HIJRI:
        return None
    from hijridate import Hijri  # few articles need its tables

    try:
        return Hijri(year, month, day).to_gregorian().isoformat()
    except (ValueError, OverflowError):
        return None


def _nearest(date: str, weekday: int) -> str:
    """The date moved by at most one day to its weekday: countries begin a Hijri month a day apart."""
    day = dt.date.fromisoformat(date)
    moved = (weekday - day.weekday() + 1) % 7 - 1
    return date if moved not in (-1, 1) else (day + dt.timedelta(days=moved)).isoformat()


def _epoch(value: int) -> str | None:
    seconds = value // 1000 if value >= 100_000_000_000 else value
    if not 100_000_000 <= seconds <= 4_200_000_000:  # 1973 to 2103: a smaller number is a year or a count
        return None
    return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()
