"""From the query string of a request to checked parameters, or one sentence that names what is wrong."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict

from search.errors import BadRequest, QueryTooLong
from search.messages import LANGUAGES
from search.model import MAX_HITS, MAX_QUERY, SearchRequest
from web.api.contract import Parameters, SearchParameters

P = TypeVar("P", bound=Parameters)

MAX_SHOWN = 60

MESSAGES = {
    "int_parsing": ("must be a whole number", "والمطلوب عدد صحيح"),
    "greater_than_equal": ("must be at least {ge}", "وأقلّ ما يُقبل {ge}"),
    "less_than_equal": ("must be at most {le}", "وأكثر ما يُقبل {le}"),
    "string_too_short": ("must not be empty", "ولا تُقبل فارغة"),
    "string_too_long": ("is too long: at most {max_length} characters", "وهي أطول من الحد: {max_length} حرف"),
    "too_long": ("is given too often: at most {max_length} times", "وقد تكررت أكثر من {max_length} مرة"),
    "literal_error": ("must be one of: {expected}", "والمقبول: {expected}"),
    "enum": ("must be one of: {expected}", "والمقبول: {expected}"),
    "date": (
        "must be a date: YYYY, YYYY-MM or YYYY-MM-DD",
        "والمطلوب تاريخ على صورة YYYY أو YYYY-MM أو YYYY-MM-DD",
    ),
    "repeated": ("may be given only once", "ولا تُقبل إلا مرة واحدة"),
}
"""What is wrong, by pydantic's name of it: English follows the parameter's name, Arabic its value."""

OTHERWISE = ("cannot be understood", "ولا تُفهم")


def read(model: type[P], args: MultiDict[str, str], *, lenient: bool = False) -> P:
    """The parameters of a request, checked against `model`.

    Strict reading refuses names it does not know and values given twice; lenient reading (pages, whose
    addresses collect strangers' parameters, and whose forms send empty fields) passes over both, and over
    languages that the page does not speak.
    Raises BadRequest naming the parameter, QueryTooLong for a long query.
    """
    try:
        return model.model_validate(_values(model, args, lenient))
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        raise _error(model, str(first["loc"][0]), first) from None


def search_request(given: SearchParameters) -> SearchRequest:
    """The search that the parameters ask for. Raises BadRequest where they do not go together."""
    if given.page * given.size > MAX_HITS:
        raise BadRequest(
            f"page x size is {given.page * given.size:,}; it must be at most {MAX_HITS:,}.",
            f"حاصل ضرب page في size هو {given.page * given.size:,}، وأكثر ما يُقبل {MAX_HITS:,}.",
            "page",
        )
    if given.from_ and given.to and given.from_[: len(given.to)] > given.to[: len(given.from_)]:
        raise BadRequest(
            f"from is {given.from_}, after to, which is {given.to}.",
            f"بداية المدة (from) هي \u2068{given.from_}\u2069، وهي بعد نهايتها (to): \u2068{given.to}\u2069.",
            "from",
        )
    return SearchRequest(
        query=given.q,
        page=given.page,
        size=given.size,
        sort=given.sort,
        date_from=given.from_,
        date_to=given.to,
        sources=given.source,
        authors=given.author,
        tags=given.tag,
        facets=given.facets,
        full_only=given.match == "full",
        collapse=given.collapse == "1",
        snippet=given.snippet,
    )


@cache
def names(model: type[BaseModel]) -> dict[str, bool]:
    """The parameters a model takes, by the name in the address, and whether each may be repeated."""
    return {
        field.alias or name: get_origin(field.annotation) is list
        for name, field in model.model_fields.items()
    }


def _values(model: type[Parameters], args: MultiDict[str, str], lenient: bool) -> dict[str, Any]:
    known = names(model)
    values: dict[str, Any] = {}
    for name, given in args.lists():
        if lenient:
            given = [value for value in given if value and (name != "lang" or value in LANGUAGES)]
            if not given or name not in known:
                continue
        if known.get(name, False):
            values[name] = given
        elif len(given) > 1 and not lenient:
            raise _error(model, name, {"type": "repeated", "input": given[-1]})
        else:
            values[name] = given[0]
    return values


def _error(model: type[Parameters], name: str, wrong: Any) -> BadRequest:
    if wrong["type"] == "extra_forbidden":
        shown = name[:MAX_SHOWN]
        listed = ", ".join(names(model))
        return BadRequest(
            f"{shown!r} is not a parameter here; the parameters are: {listed}.",
            f"لا يوجد هنا وسيط باسم «{shown}»، والوسائط هي: {listed}.",
            name,
        )
    if name == "q" and wrong["type"] == "string_too_long":
        return QueryTooLong(
            f"q is {len(wrong['input']):,} characters long; a query may have at most {MAX_QUERY}.",
            f"طول الاستعلام (q) هو {len(wrong['input']):,} حرفًا، وأطول ما يُقبل {MAX_QUERY} حرفًا.",
            "q",
        )
    english, arabic = (
        text.format_map(wrong.get("ctx", {})) for text in MESSAGES.get(wrong["type"], OTHERWISE)
    )
    shown = str(wrong["input"])[:MAX_SHOWN]
    return BadRequest(
        f"{name} {english}; it is {shown!r}.",
        f"قيمة {name} هي «\u2068{shown}\u2069»، {arabic}.",  # 2021-13 would read 13-2021
        name,
    )
