"""The months by all their names: one table for the dates of articles and of queries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from search.analysis.normalise import fold_in_place
from search.tables import rows


class Month(NamedTuple):
    """A month of the Gregorian or the Hijri year; January and Muharram are 1."""

    hijri: bool
    number: int


NAMES: Mapping[str, Month] = {
    name: Month(calendar == "h", int(number))
    for calendar, number, *names in rows("analysis", "months")
    for name in names
}
"""By name, as it is written."""

MONTHS: Mapping[str, Month] = {fold_in_place(name).lower(): month for name, month in NAMES.items()}
"""By name as `fold_in_place` returns it, in lower case."""
