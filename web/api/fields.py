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
    """A type in no people's language: `string[]`, `date | null`, the values there are."""
    if "anyOf" in shape:
        return " | ".join(_type(option, schemas) for option in shape["anyOf"])
    shape = _whole(shape, schemas)
    if "enum" in shape:
        return " | ".join(map(str, shape["enum"]))
    if "prefixItems" in shape:
        return f"[{', '.join(_type(item, schemas) for item in shape['prefixItems'])}]"
    if shape["type"] == "array":
        return _type(shape["items"], schemas) + "[]"
    if "additionalProperties" in shape:
        return f"{{name: {_type(shape['additionalProperties'], schemas)}}}"
    return str(shape.get("format", shape["type"]))


def _whole(shape: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """A schema, or the one it refers to."""
    whole: dict[str, Any] = schemas[shape["$ref"].rsplit("/", 1)[1]] if "$ref" in shape else shape
    return whole
