"""A request checked, and its filters as plans."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

from search.errors import BadRequest, QueryTooLong
from search.model import MAX_HITS, MAX_QUERY, SearchRequest
from search.query.plan import Days, Plan, Value


def checked(request: SearchRequest) -> None:
    """Raise QueryTooLong or BadRequest where a request is beyond its bounds."""
    if len(request.query) > MAX_QUERY:
        raise QueryTooLong(
            f"The query has {len(request.query)} characters; at most {MAX_QUERY} are searched.",
            f"طول الاستعلام {len(request.query)} حرفًا، والحد الأقصى {MAX_QUERY} حرف.",
            "q",
        )
    if request.page < 1 or request.size < 1 or request.page * request.size > MAX_HITS:
        raise BadRequest(
            f"page × size must be from 1 to {MAX_HITS:,}.",
            f"يجب أن يكون حاصل ضرب page في size بين 1 و{MAX_HITS}.",
            "page",
        )


def filters_of(request: SearchRequest) -> tuple[Plan, ...]:
    """The plans that every hit of a request must satisfy: its sources, authors, tags and dates."""
    chosen: Iterable[tuple[str, Sequence[str]]] = (
        ("source", request.sources),
        ("author", request.authors),
        ("tag", request.tags),
    )
    filters: list[Plan] = [Value(name, tuple(values)) for name, values in chosen if values]
    if request.date_from or request.date_to:
        filters.append(
            Days(_day(request.date_from, "from", last=False), _day(request.date_to, "to", last=True))
        )
    return tuple(filters)


def _day(text: str | None, parameter: str, *, last: bool) -> str | None:
    """The first or last ISO day of YYYY, YYYY-MM or YYYY-MM-DD; raises BadRequest."""
    if not text:
        return None
    try:
        year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
        month = month or (12 if last else 1)
        return date(year, month, day or (monthrange(year, month)[1] if last else 1)).isoformat()
    except ValueError:
        raise BadRequest(
            f"{parameter} is {text[:40]!r}; it must be a date as YYYY, YYYY-MM or YYYY-MM-DD.",
            f"قيمة {parameter} هي «{text[:40]}»، والمطلوب تاريخ بصيغة YYYY أو YYYY-MM أو YYYY-MM-DD.",
            parameter,
        ) from None
