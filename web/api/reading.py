"""From the query string of a request to checked parameters, or one sentence that names what is wrong."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict

from search.errors import BadRequest
from search.messages import LANGUAGES, N_, Enumeration, Message
from search.searching.request import MAX_TOLD, wrong
from web.api.parameters import Parameters

P = TypeVar("P", bound=Parameters)

MESSAGES = {
    "int_parsing": N_("must be a whole number"),
    "literal_error": N_("must be one of: {expected}"),
    "enum": N_("must be one of: {expected}"),
}
"""What is wrong, by pydantic's name of it: English follows the parameter's name, Arabic its value."""

OTHERWISE = N_("cannot be understood")
REPEATED = Message("may be given only once")


def read(model: type[P], args: MultiDict[str, str], *, lenient: bool = False) -> P:
    """The parameters of a request, read as `model` has them and checked.

    Strict reading refuses names it does not know and values given twice; lenient reading (pages, whose
    addresses collect strangers' parameters, and whose forms send empty fields) passes over both, and over
    languages that the page does not speak.
    Raises BadRequest naming the parameter, QueryTooLong for a long query.
    """
    try:
        parameters = model.model_validate(_values(model, args, lenient))
    except ValidationError as error:
        raise _wrong(model, error) from None
    parameters.check()
    return parameters


@cache
def names(model: type[BaseModel]) -> dict[str, bool]:
    """The parameters a model takes, by the name in the address, and whether each may be repeated."""
    return {
        field.alias or name: get_origin(field.annotation) is list
        for name, field in model.model_fields.items()
    }


def _values(model: type[Parameters], args: MultiDict[str, str], lenient: bool) -> dict[str, Any]:
    repeatable = names(model)
    taken: dict[str, Any] = {}
    for name, values in args.lists():
        if lenient:
            values = [value for value in values if value and (name != "lang" or value in LANGUAGES)]
            if not values or name not in repeatable:
                continue
        if repeatable.get(name, False):
            taken[name] = values
        elif len(values) > 1 and not lenient:
            raise wrong(name, values[-1], REPEATED)
        else:
            taken[name] = values[0]
    return taken


def _wrong(model: type[Parameters], error: ValidationError) -> BadRequest:
    """The first of what pydantic could not read, in a sentence."""
    first = error.errors(include_url=False)[0]
    name = str(first["loc"][0])
    if first["type"] == "extra_forbidden":
        return BadRequest(
            "{name!r} is not a parameter here; the parameters are: {listed}.",
            name,
            name=name[:MAX_TOLD],
            listed=Enumeration(tuple(names(model))),
        )
    expected = first.get("ctx", {}).get("expected", "")
    return wrong(
        name, first["input"], Message(MESSAGES.get(first["type"], OTHERWISE), {"expected": expected})
    )
