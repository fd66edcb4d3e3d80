"""The judge of requests, one sentence a fault for command line, page and API; and their filters as plans."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date

from search.errors import BadRequest, QueryTooLong
from search.messages import Message
from search.model import MAX_HITS, MAX_QUERY, SearchRequest
from search.query.plan import Days, Plan, Value

MAX_SIZE = 100
"""Most hits on a page."""

MAX_SNIPPET = 2_000
"""Longest snippet, in letters."""

MAX_PASSAGES = 5
"""Most passages of an article."""

MAX_VALUES, MAX_VALUE = 50, 300
"""Most values of one filter, and the longest of them in code points."""

MAX_TOLD = 60
"""So much of a wrong value is told."""

ALL = "*"
"""The query that finds every article."""

YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
"""Any but 0000, without a look ahead, which many programs that read the contract cannot do."""

DATE = rf"^{YEAR}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
"""How a day, a month or a year is written."""


def check(request: SearchRequest) -> None:
    """Raise QueryTooLong or BadRequest, which names the parameter, where a request is beyond its bounds."""
    check_query(request.query)
    check_within("page", request.page, 1, MAX_HITS)
    check_within("size", request.size, 1, MAX_SIZE)
    check_within("snippet", request.snippet, 0, MAX_SNIPPET)
    check_within("passages", request.passages, 0, MAX_PASSAGES)
    if request.page * request.size > MAX_HITS:
        raise BadRequest(
            "page x size is {product:,}; it must be at most {most:,}.",
            "page",
            product=request.page * request.size,
            most=MAX_HITS,
        )
    for name, values in _chosen(request):
        _check_values(name, values)
    first, last = _day(request.date_from, "from", last=False), _day(request.date_to, "to", last=True)
    if first and last and first > last:
        raise BadRequest(
            "from is {first}, after to, which is {last}.",
            "from",
            first=request.date_from,
            last=request.date_to,
        )


def lists_all(request: SearchRequest) -> bool:
    """Whether a request asks for all that its filters leave: it has filters and no query, or ALL."""
    typed = request.query.strip()
    return not request.plain and not typed.strip(ALL) and bool(typed or filters_of(request))


def check_query(query: str) -> None:
    """Raise QueryTooLong for a query of more than MAX_QUERY code points."""
    if len(query) > MAX_QUERY:
        raise QueryTooLong(
            "q is {count:,} characters long; a query may have at most {most}.",
            "q",
            count=len(query),
            most=MAX_QUERY,
        )


def check_within(parameter: str, value: int, least: int, most: int) -> None:
    """Raise BadRequest for a number out of its bounds."""
    if value < least:
        raise wrong(parameter, value, Message("must be at least {least}", {"least": least}))
    if value > most:
        raise wrong(parameter, value, Message("must be at most {most}", {"most": most}))


def check_length(parameter: str, text: str, most: int) -> None:
    """Raise BadRequest for a text of more than `most` code points."""
    if len(text) > most:
        raise wrong(parameter, text, Message("is too long: at most {most} characters", {"most": most}))


def wrong(parameter: str, value: object, fault: Message) -> BadRequest:
    """The error of a parameter's value: what is wrong follows the name in English, the value in Arabic."""
    return BadRequest(
        "{parameter} {fault}; it is {value!r}.", parameter, fault=fault, value=str(value)[:MAX_TOLD]
    )


def filters_of(request: SearchRequest) -> tuple[Plan, ...]:
    """The plans that every hit of a checked request must satisfy: its sources, authors, tags and dates."""
    filters: list[Plan] = [Value(name, tuple(values)) for name, values in _chosen(request) if values]
    if request.date_from or request.date_to:
        filters.append(
            Days(_day(request.date_from, "from", last=False), _day(request.date_to, "to", last=True))
        )
    return tuple(filters)


def _chosen(request: SearchRequest) -> Iterable[tuple[str, Sequence[str]]]:
    return (("source", request.sources), ("author", request.authors), ("tag", request.tags))


def _check_values(parameter: str, values: Sequence[str]) -> None:
    if len(values) > MAX_VALUES:
        raise wrong(
            parameter,
            values,
            Message("is given too often: at most {most} times", {"most": MAX_VALUES}),
        )
    for value in values:
        if not value:
            raise wrong(parameter, value, Message("must not be empty"))
        check_length(parameter, value, MAX_VALUE)


def _day(text: str | None, parameter: str, *, last: bool) -> str | None:
    """The first or last ISO day of YYYY, YYYY-MM or YYYY-MM-DD; raises BadRequest."""
    if text is None:
        return None
    if re.fullmatch(DATE, text):
        year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
        month = month or (12 if last else 1)
        day = day or (monthrange(year, month)[1] if last else 1)
        with suppress(ValueError):
            return date(year, month, day).isoformat()
    raise wrong(
        parameter,
        text,
        Message("must be a date: YYYY, YYYY-MM or YYYY-MM-DD"),
    )
