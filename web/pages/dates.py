"""Dates as readers give them: written in any form that a query may have, or chosen by a step back in time."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from flask import request
from werkzeug.datastructures import MultiDict

from search.messages import N_
from search.query.language.dates import one_spelling, read_dates
from search.searching.request import DATE
from web.api.parameters import SearchParameters
from web.api.reading import read

STEPS = ((7, N_("Last week")), (30, N_("Last month")), (365, N_("Last year")))
"""Days that a step goes back, and its name."""


class Preset(NamedTuple):
    """A time that can be chosen at once: its name and its first and last day, ISO."""

    name: str
    first: str
    last: str


def presets(today: date, newest: str | None, months: Sequence[str]) -> Sequence[Preset]:
    """Times up to today or, in a collection that ends before it, up to its `newest` day.

    None is offered that begins after all `months` (or years) with results: it would lead nowhere.
    """
    if not newest or not months:
        return ()
    end = min(today, date.fromisoformat(newest))
    day = N_("Today") if end == today else N_("Newest day")
    spans = ((1, day), *STEPS)
    begun = [(name, (end - timedelta(days=days - 1)).isoformat()) for days, name in spans]
    latest = max(months)
    return [Preset(name, first, end.isoformat()) for name, first in begun if first[: len(latest)] <= latest]


def asked_for() -> SearchParameters:
    """The search that the page's address asks for, whose dates may be written as in a query."""
    args = MultiDict(request.args)
    for name in ("from", "to"):
        if text := args.get(name):
            args[name] = iso(text, is_last=name == "to")
    return read(SearchParameters, args, lenient=True)


def iso(text: str, *, is_last: bool) -> str:
    """The first or last day of a date in ISO, shorter where it is a whole month or year.

    What is no date stays as it is, to be told of.
    """
    spelled = one_spelling(text.strip())
    reading = None if re.fullmatch(DATE, text) else read_dates(spelled, 0, "date")
    if reading is None or reading[1] < len(spelled):
        return text
    first, last = reading[0].first, reading[0].last
    if not first or not last:
        return text
    return _whole(first, last) or (last if is_last else first)


def _whole(first: str, last: str) -> str:
    """The Gregorian year or month of which these are the first and last day; "" where it is none."""
    year, month = int(first[:4]), int(first[5:7])
    if (first[4:], last) == ("-01-01", f"{year:04}-12-31"):
        return first[:4]
    is_month = first.endswith("-01") and last == f"{first[:7]}-{monthrange(year, month)[1]}"
    return first[:7] if is_month else ""
