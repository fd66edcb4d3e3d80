"""The searcher that answers now: opened when an index is there, refreshed before every use."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

from flask import current_app

from search.errors import FihrisError
from search.model import Article, SearchPage, SearchRequest
from search.searching.suggesting.examples import Examples
from search.settings import Settings
from search.store.choose import generations_of


def live() -> Live:
    """The holder of this process's searcher."""
    holder: Live = current_app.config["LIVE"]
    return holder


def searching() -> Searching:
    """The searcher, seeing the newest index. Raises NoIndex, OtherIndex, EngineUnavailable."""
    return live().searcher()


RETRY_SECONDS = 1.0
WARMING = "fihris-warming"
"""The name of the thread that makes a new commit ready."""


class Searching(Protocol):
    """What the web layer asks of `search.service.searcher.Searcher`; its tests bring a small one."""

    @property
    def generation(self) -> int:
        """Number of the index generation that answers."""

    def version(self) -> str:
        """A name of what searches see: differs after every commit."""

    def refresh(self) -> bool:
        """Take in what was indexed since; whether there was anything."""

    def warm(self) -> None:
        """Make ready now what the first of certain searches would wait for."""

    def check(self) -> None:
        """Find one article. Raises NoIndex where the index is gone."""

    def search(self, request: SearchRequest) -> SearchPage:
        """Answer a search."""

    def article(self, id: str) -> Article:
        """One article. Raises NotFound."""

    def marked(self, article: Article, query: str) -> tuple[str, str]:
        """Title and body as html, the query's words in <mark>."""

    def related(self, id: str, limit: int = 5) -> list[Article]:
        """Articles like one article. Raises NotFound."""

    def copies(self, id: str) -> list[Article]:
        """Other articles with the same body. Raises NotFound."""

    def suggest(self, typed: str, limit: int = 8) -> Sequence[str]:
        """Completions of what was typed."""

    def examples(self) -> Examples:
        """Words for examples of queries."""

    def count(self) -> int:
        """How many articles there are."""


class Live:
    """Holds one searcher per process. While there is no index it tries again, at most once a second; every
    request until then hears the same, as a searcher whose index went away says so only when it looks.

    With `warms`, what a new commit has to make ready is made beside the requests, not by the first that asks.
    """

    def __init__(self, settings: Settings, searcher: Searching | None = None) -> None:
        self.warms = False
        self._warming: threading.Thread | None = None
        self._settings, self._store = settings, generations_of(settings)
        self._searcher = searcher
        self._lock = threading.Lock()
        self._failed: FihrisError | None = None
        self._retry_at = 0.0

    def searcher(self) -> Searching:
        """The searcher, seeing the newest index. Raises NoIndex, OtherIndex, EngineUnavailable."""
        with self._lock:
            if self._failed is not None and time.monotonic() < self._retry_at:
                raise self._failed.with_traceback(None)
            try:
                searcher, is_new = self._fresh()
            except FihrisError as error:
                self._failed, self._retry_at = error, time.monotonic() + RETRY_SECONDS
                raise
            self._failed = None
        if is_new and self.warms:
            self._begin_to_warm(searcher)
        return searcher

    def _begin_to_warm(self, searcher: Searching) -> None:
        """One at a time: commits that follow each other closely would only wait for each other."""
        if self._warming is None or not self._warming.is_alive():
            self._warming = threading.Thread(target=_warm, args=(searcher,), name=WARMING, daemon=True)
            self._warming.start()

    def _fresh(self) -> tuple[Searching, bool]:
        """The searcher as the index is now, and whether it sees anything new."""
        if self._searcher is not None:
            return self._searcher, self._searcher.refresh()
        from search.searching.searcher import Searcher

        self._searcher = Searcher(self._settings, self._store)
        return self._searcher, True


def _warm(searcher: Searching) -> None:
    with suppress(Exception):  # the commit may be gone meanwhile: whoever needs it makes it ready
        searcher.warm()
    gc.collect()  # of the commit before: its objects hold each other, and files that were removed
