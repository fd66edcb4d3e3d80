"""The fields of an answer, those of its parts included, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple


class Field(NamedTuple):
    """One field: `hits[].why[].word` is a field of the parts of a part."""

    name: str
    type: str
    meaning: str


def fields(schema: dict[str, Any], schemas: dict[str, Any], prefix: str = "") -> Iterator[Field]:
    """The fields that the contract's `schema` of an answer tells of; `schemas` are those it refers to."""
    for name, shape in _whole(schema, schemas)["properties"].items():
        yield Field(prefix + name, _type(shape, schemas), shape.get("description", ""))
        items = shape.get("items", {})
        if "$ref" in items:
            yield from fields(items, schemas, f"{prefix}{name}[].")


def _type(shape: dict[str, Any], schemas: dict[str, Any]) -> str:
    """A type in words: "array of string", "date or null", the values there are."""
    if "anyOf" in shape:
        return " or ".join(_type(option, schemas) for option in shape["anyOf"])
    shape = _whole(shape, schemas)
    if "enum" in shape:
        return ", ".join(map(str, shape["enum"]))
    if shape["type"] == "array":
        items = shape.get("prefixItems")
        parts = ", ".join(_type(item, schemas) for item in items) if items else _type(shape["items"], schemas)
        return f"array of {parts}"
    if "additionalProperties" in shape:
        return f"object of {_type(shape['additionalProperties'], schemas)}"
    return str(shape.get("format", shape["type"]))


def _whole(shape: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """A schema, or the one it refers to."""
    whole: dict[str, Any] = schemas[shape["$ref"].rsplit("/", 1)[1]] if "$ref" in shape else shape
    return whole
