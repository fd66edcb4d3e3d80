"""Which field of an article a name in a file stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from search.articles.words import plain
from search.errors import BadSetting
from search.messages import Enumeration
from search.tables import rows

FIELDS = ("id", "title", "text", "date", "source", "author", "url", "tags")


class Place(NamedTuple):
    """The field that a name stands for, and its rank there: of several names the lowest wins."""

    field: str
    rank: int


class Names:
    """Which field a name in a file stands for: the packaged table, and the editor's own mapping over it."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        """`mapping` is from a file's name to one of FIELDS; raises BadSetting for another field."""
        for name, field in mapping.items():
            if field not in FIELDS:
                raise BadSetting(
                    "{name!r} is mapped to {field!r}; a field is one of {fields}.",
                    name=name,
                    field=field,
                    fields=Enumeration(FIELDS),
                )
        mine = {_key(name): Place(field, -1) for name, field in mapping.items()}
        self._ranks = {**_table(), **mine}
        self._seen: dict[str, Place | None] = {}

    def record(self, raw: Mapping[str, object]) -> dict[str, object]:
        """The values of a record by field; of several names for one field the earliest in the table."""
        values: dict[str, tuple[int, object]] = {}
        for name, value in raw.items():
            place = self.place(name)
            if place is None or value is None or value == "":
                continue
            if place.field not in values or place.rank < values[place.field][0]:
                values[place.field] = (place.rank, value)
        return {field: value for field, (_, value) in values.items()}

    def all_of(self, field: str, raw: Mapping[str, object]) -> list[object]:
        """What may be a field of a record, the earliest in the table first: text, abstract, description."""
        places = (
            (self.place(name), value) for name, value in raw.items() if value is not None and value != ""
        )
        ranked = [(place.rank, value) for place, value in places if place and place.field == field]
        return [value for _, value in sorted(ranked, key=itemgetter(0))]

    def has_text(self, raw: Mapping[str, object], *, or_summary: bool = False) -> bool:
        """Whether a record has a text by the names of its fields, or at least a summary."""
        if not or_summary:
            raw = {name: value for name, value in raw.items() if _key(name) not in _summaries()}
        return "text" in self.record(raw)

    def place(self, name: str) -> Place | None:
        """What a name in a file stands for, or None."""
        try:
            return self._seen[name]
        except KeyError:
            place = self._ranks.get(_key(name))
            if len(self._seen) < 10_000:
                self._seen[name] = place
            return place


def _key(name: str) -> str:
    return re.sub(r"[\s_:.-]+", "", plain(name[:100]))


@cache
def _table() -> dict[str, Place]:
    return {
        _key(name): Place("text" if field == "summary" else field, rank)
        for rank, (field, name) in reversed(list(enumerate(rows("articles", "fields"))))
    }


@cache
def _summaries() -> frozenset[str]:
    return frozenset(_key(name) for field, name in rows("articles", "fields") if field == "summary")


def pairs(options: Sequence[str]) -> dict[str, str]:
    """FIELD=NAME options, a field of ours and its name in the files, as name to field; raises BadSetting."""
    known = Names({})
    named = {}
    for option in options:
        name, sign, value = (part.strip() for part in option.partition("="))
        if not (sign and name and value):
            raise BadSetting("--map {option}: write FIELD=NAME, as title=headline.", option=option)
        place = known.place(name)
        if place is None:
            raise BadSetting(
                "--map {option}: there is no field {name}; the fields are {fields}.",
                option=option,
                name=name,
                fields=Enumeration(FIELDS),
            )
        named[value] = place.field
    return named
