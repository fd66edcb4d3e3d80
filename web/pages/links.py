"""Addresses of pages that keep the state of a search: stable, in one order, without what is default."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import quote, quote_plus, unquote, urlencode

from flask import request, url_for
from werkzeug.routing import BaseConverter

from search.model import Sort
from search.searching.request import ALL
from web.api.parameters import SearchParameters
from web.language import named_language
from web.responses import build

REMEMBERED = 1_000
"""Addresses, and values in them, kept at hand."""

DEFAULTS = {"sort": Sort.RELEVANCE, "size": 10, "page": 1}
_ARABIC = re.compile("(?:%D8%[A-B][0-9A-F]|%D9%8[0-9A])+")
"""What quoting makes of U+0620 to U+064A."""


class Id(BaseConverter):
    """An article's id in an address: all that stands there, as ids may be addresses themselves.

    A slash written as %2F comes here as a slash: only an id that ends in /related or
    /similar is taken for another path.
    """

    regex = ".+?"
    part_isolating = False

    def to_url(self, value: str) -> str:
        """The id as one segment."""
        return quote(value, safe="")


def address(endpoint: str, **values: Any) -> str:
    """As Flask's `url_for`; addresses within the service, a dozen on every page, are kept."""
    if "_external" in values:
        return url_for(endpoint, **values)
    return _within(request.script_root, endpoint, **values)


def asset(name: str) -> str:
    """The address of a static file, another one when any of them changes."""
    return address("static", filename=name, v=build())


@lru_cache(maxsize=REMEMBERED)
def _within(root: str, endpoint: str, **values: Any) -> str:
    """An address, which depends on no more of the request than `root`."""
    return url_for(endpoint, **values)


class Links:
    """Makes the addresses around one search; `language` is kept where the address named it."""

    def __init__(
        self, asked: SearchParameters, root: str = "", language: str | None = None, is_html: bool = False
    ) -> None:
        self.asked = asked
        self.root = root
        self.quoted = _readable if is_html else _quoted
        values: dict[str, Any] = {
            "q": asked.q,
            "sort": asked.sort,
            "from": asked.from_,
            "to": asked.to,
            "source": asked.source,
            "author": asked.author,
            "tag": asked.tag,
            "match": asked.match,
            "size": asked.size,
            "page": asked.page,
            "lang": language,
        }
        self.state = {name: _values(name, value) for name, value in values.items()}
        self.encoded = {name: _encode(name, value, self.quoted) for name, value in values.items()}
        self.first_page = self.encoded | {"page": ""}

    @classmethod
    def of(cls, asked: SearchParameters) -> Links:
        """The links of the request under way."""
        return cls(asked, request.script_root, named_language(), is_html=True)

    def search(self, **changes: Any) -> str:
        """The results with parameters changed; any change but of the page goes back to page one."""
        return self._address("/search", self.first_page, changes)

    def without(self, name: str, value: str) -> str:
        """The results with one value of a filter taken away."""
        return self.search(**{name: [other for other in getattr(self.asked, name) if other != value]})

    def having(self, name: str, value: str) -> str:
        """The results with one value of a filter added."""
        return self.search(**{name: [*getattr(self.asked, name), value]})

    def cleared(self, **changes: Any) -> str:
        """The results without any filter."""
        changes |= {"from": None, "to": None}
        return self.search(source=[], author=[], tag=[], match=None, **changes)

    def all(self) -> str:
        """All articles."""
        return self.cleared(q=ALL)

    def listing(self, kind: str, **changes: Any) -> str:
        """All values of a field among the results; of the whole collection where nothing is asked."""
        return self._address(f"/{kind}", self.first_page, changes)

    def back(self) -> str:
        """The results as they were, on the page they were on."""
        return self._address("/search", self.encoded, {})

    def article(self, id: str, part: int = 1, page: int | None = None) -> str:
        """An article, or a part of a long one, remembering the search it was found by, and the page there."""
        changes = {"part": part} if part > 1 else {}
        return self._address(
            f"/article/{quote(id, safe='')}",
            self.encoded,
            changes if page is None else changes | {"page": page},
        )

    def feed(self) -> str:
        """The search as a feed."""
        return self._address("/feed.atom", self.first_page, {"sort": None})

    def export(self, name: str) -> str:
        """What matches fully as a file of a format."""
        address = self._address("/api/v1/export", self.first_page, {"size": 10, "match": None})
        return f"{address}&format={name}"

    def kept(self) -> Iterator[tuple[str, str]]:
        """What a new query typed into the box keeps: filters, order, language."""
        return self._without("q", "page")

    def outside_dates(self) -> Iterator[tuple[str, str]]:
        """What a new choice of dates keeps: all but the dates and the page."""
        return self._without("from", "to", "page")

    def _without(self, *names: str) -> Iterator[tuple[str, str]]:
        return ((name, value) for name, values in self.state.items() if name not in names for value in values)

    def _address(self, path: str, encoded: dict[str, str], changes: dict[str, Any]) -> str:
        if changes:
            encoded = encoded.copy()
            for name, value in changes.items():
                encoded[name] = _encode(name, value, self.quoted)
        query = "&".join(filter(None, encoded.values()))
        return f"{self.root}{path}?{query}" if query else self.root + path


def _values(name: str, value: Any) -> list[str]:
    """The values a parameter has in an address; none where it is empty or what it would be anyway."""
    if isinstance(value, list):
        return value
    return [] if value in (None, "") or value == DEFAULTS.get(name) else [str(value)]


def _encode(name: str, value: Any, quoted: Callable[[str], str]) -> str:
    if value is None:
        return ""
    return "&".join([f"{name}={quoted(each)}" for each in _values(name, value)])


@lru_cache(maxsize=REMEMBERED)
def _quoted(value: str) -> str:
    return quote_plus(value, errors="replace")


@lru_cache(maxsize=REMEMBERED)
def _readable(value: str) -> str:
    """Quoted but for Arabic letters, which HTML may have in addresses: a third as long."""
    return _ARABIC.sub(lambda letters: unquote(letters[0]), _quoted(value))


def in_language(language: str) -> str:
    """The address of the request under way, in another language."""
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    query = urlencode([*pairs, ("lang", language)], errors="replace")
    return f"{_path()}?{query}"


def _path() -> str:
    """The path of the request under way, in which a slash of an id is told from others: a browser would make
    /article/b of /article/a/../b.
    """
    if request.endpoint:
        return address(request.endpoint, **request.view_args or {})
    return request.script_root + quote(request.path, errors="replace")
