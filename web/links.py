"""Addresses of pages that keep the state of a search: stable, in one order, without what is default."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from flask import request

from search.model import Sort
from web.contract import SearchParameters
from web.language import LANGUAGES

MANY = ("source", "author", "tag")
PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class Links:
    """Makes the addresses around one search; `language` is kept where the address named it."""

    given: SearchParameters
    root: str
    language: str | None

    @classmethod
    def of(cls, given: SearchParameters) -> Links:
        """The links of the request under way."""
        choice = request.args.get("lang")
        return cls(given, request.script_root, choice if choice in LANGUAGES else None)

    def search(self, **changes: Any) -> str:
        """The results with parameters changed; any change but of the page goes back to page one."""
        return self._address("/search", self._pairs({"page": 1, **changes}))

    def without(self, name: str, value: str) -> str:
        """The results with one value of a filter taken away."""
        return self.search(**{name: [each for each in getattr(self.given, name) if each != value]})

    def having(self, name: str, value: str) -> str:
        """The results with one value of a filter added."""
        return self.search(**{name: [*getattr(self.given, name), value]})

    def cleared(self) -> str:
        """The results without any filter."""
        return self.search(source=[], author=[], tag=[], match=None, **{"from": None, "to": None})

    def back(self) -> str:
        """The results as they were, on the page they were on."""
        return self._address("/search", self._pairs({}))

    def article(self, id: str) -> str:
        """An article, remembering the search it was found by."""
        return self._address("/article/" + quote(id, safe=""), self._pairs({}))

    def feed(self) -> str:
        """The search as a feed."""
        return self._address("/feed.atom", self._pairs({"page": 1, "sort": Sort.RELEVANCE}))

    def kept(self) -> Iterator[tuple[str, str]]:
        """What a new query typed into the box keeps: filters, order, language."""
        return ((name, value) for name, value in self._pairs({"page": 1}) if name != "q")

    def outside_dates(self) -> Iterator[tuple[str, str]]:
        """What a new choice of dates keeps: all but the dates and the page."""
        return ((name, value) for name, value in self._pairs({"page": 1, "from": None, "to": None}))

    def _pairs(self, changes: dict[str, Any]) -> Iterator[tuple[str, str]]:
        given = self.given
        state: dict[str, Any] = {
            "q": given.q,
            "sort": given.sort,
            "from": given.from_,
            "to": given.to,
            "source": given.source,
            "author": given.author,
            "tag": given.tag,
            "match": given.match,
            "size": given.size,
            "page": given.page,
            **changes,
        }
        defaults = {"sort": Sort.RELEVANCE, "size": PAGE_SIZE, "page": 1}
        for name, value in state.items():
            if name in MANY:
                yield from ((name, each) for each in value)
            elif value not in (None, "") and value != defaults.get(name):
                yield name, str(value)
        if self.language:
            yield "lang", self.language

    def _address(self, path: str, pairs: Iterator[tuple[str, str]]) -> str:
        query = urlencode(list(pairs), errors="replace")
        return f"{self.root}{path}?{query}" if query else self.root + path


def in_language(language: str) -> str:
    """The address of the request under way, in another language."""
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    query = urlencode([*pairs, ("lang", language)], errors="replace")
    return f"{request.script_root}{quote(request.path, errors='replace')}?{query}"
