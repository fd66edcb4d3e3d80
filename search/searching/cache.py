"""The last answers of one commit of an index: many people ask the same."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from threading import Lock

from search.model import Hit, SearchPage, SearchRequest

LETTERS = 5_000_000
"""All answers kept may hold so many letters, with the articles of their hits: about 10 MB."""


class Answers:
    """At most `most` answers, the ones asked for last; made anew with each commit. Safe between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._pages: OrderedDict[str, SearchPage] = OrderedDict()
        self._letters = 0
        self._lock = Lock()

    def get(self, key: str) -> SearchPage | None:
        """The answer to the request with this key, if it is kept."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def keep(self, key: str, page: SearchPage) -> None:
        """Keep the answer to a request, and drop those that were not asked for the longest."""
        with self._lock:
            if key in self._pages:
                return
            self._pages[key] = page
            self._letters += _letters(page)
            while self._pages and (len(self._pages) > self._most or self._letters > LETTERS):
                self._letters -= _letters(self._pages.popitem(last=False)[1])


def key_of(request: SearchRequest) -> str:
    """A name of a request and of the day: yesterday is another day tomorrow."""
    return f"{date.today()} {request!r}"


def _letters(page: SearchPage) -> int:
    return sum(map(_letters_of, page.hits))


def _letters_of(hit: Hit) -> int:
    return len(hit.article.text) + len(hit.article.title) + len(hit.snippet_html) + len(hit.title_html)
