"""The searcher that answers now: opened when an index is there, refreshed before every use."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from typing import Protocol

from flask import current_app

from search.articles.memory import trim
from search.errors import FihrisError
from search.model import Article, Fold, SearchPage, SearchRequest
from search.searching.overview import Overview
from search.searching.showing.sections import Section
from search.searching.suggesting.completion import Completions
from search.searching.suggesting.examples import Examples
from search.settings import Settings
from search.store.choose import generations_of


def settings() -> Settings:
    """The settings of the application."""
    chosen: Settings = current_app.config["FIHRIS"]
    return chosen


def live() -> Live:
    """The holder of this process's searcher."""
    holder: Live = current_app.config["LIVE"]
    return holder


def searching() -> Searching:
    """The searcher, seeing the newest index. Raises NoIndex, OtherIndex, EngineUnavailable."""
    return live().searcher()


RETRY_SECONDS = 1.0


class Searching(Protocol):
    """What the web layer asks of `search.searching.searcher.Searcher`; its tests bring a small one."""

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

    def marked(self, article: Article, query: str, section: Section | None = None) -> tuple[str, str]:
        """Title and body, or a section of it, as html, the query's words in <mark>."""

    def related(self, id: str, limit: int = 5) -> list[Article]:
        """Articles like one article. Raises NotFound."""

    def similar(self, id: str, fold: Fold) -> list[Article]:
        """Other articles with the same body, or nearly so. Raises NotFound."""

    def suggest(self, typed: str, limit: int = 8) -> Completions:
        """Completions of what was typed."""

    def ids(self, first: int, count: int) -> Sequence[str]:
        """At most `count` ids of articles from the place `first` on in the order of all."""

    def examples(self) -> Examples:
        """Words for examples of queries."""

    def overview(self) -> Overview:
        """The days of the collection, and the values of its fields."""

    def count(self) -> int:
        """How many articles there are."""


class Warmer:
    """Makes ready what a new commit has to make ready, in a thread of its own.

    One at a time: commits that follow each other closely would only wait for each other.
    """

    def __init__(self) -> None:
        self._thread: Thread | None = None

    def begin(self, searcher: Searching) -> None:
        """Begin, unless another commit is being made ready."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=_warm, args=(searcher,), daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Return when what was begun is done."""
        if self._thread is not None:
            self._thread.join()


def _warm(searcher: Searching) -> None:
    with suppress(Exception):  # the commit may be gone meanwhile: whoever needs it makes it ready
        searcher.warm()
    gc.collect()  # of the commit before: its objects hold each other, and files that were removed
    trim()  # what reading the words took and left


class Live:
    """Holds one searcher per process. While there is no index it tries again, at most once a second; every
    request until then hears the same, as a searcher whose index went away says so only when it looks.

    With a `warmer`, what a new commit has to make ready is made beside the requests, not by the first that
    asks; with a folder `shared`, what processes can share is made by one of them. `clock` counts seconds.
    """

    def __init__(
        self,
        settings: Settings,
        searcher: Searching | None = None,
        warmer: Warmer | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.warmer = warmer
        self.shared: Path | None = None
        self._clock = clock
        self._settings, self._store = settings, generations_of(settings)
        self._searcher = searcher
        self._lock = Lock()
        self._failed: FihrisError | None = None
        self._retry_at = 0.0

    def searcher(self) -> Searching:
        """The searcher, seeing the newest index. Raises NoIndex, OtherIndex, EngineUnavailable."""
        with self._lock:
            if self._failed is not None and self._clock() < self._retry_at:
                raise self._failed.with_traceback(None)
            try:
                searcher, is_new = self._fresh()
            except FihrisError as error:
                self._failed, self._retry_at = error, self._clock() + RETRY_SECONDS
                raise
            self._failed = None
        if is_new and self.warmer is not None:
            self.warmer.begin(searcher)
        return searcher

    def _fresh(self) -> tuple[Searching, bool]:
        """The searcher as the index is now, and whether it sees anything new."""
        if self._searcher is not None:
            return self._searcher, self._searcher.refresh()
        from search.searching.searcher import Searcher

        self._searcher = Searcher(self._settings, self._store, self.shared)
        return self._searcher, True
