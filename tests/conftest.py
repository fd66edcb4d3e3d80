"""Shared by all tests: settings and small indexes of a test's own."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from summary import CLUSTER, component, pytest_terminal_summary
from support import Articles, Build, check_known, open_searcher, reindex, write_jsonl

from search.indexing.reindex import Options
from search.indexing.report import Report
from search.searching import deadline
from search.searching.searcher import Searcher
from search.settings import Settings

__all__ = ["pytest_terminal_summary"]

# The same examples every time: who changes nothing is not to find a new failure.
# `--hypothesis-profile explore` looks for others.
hypothesis_settings.register_profile("default", deadline=None, max_examples=100, derandomize=True)
hypothesis_settings.register_profile("explore", deadline=None, max_examples=1_000)
hypothesis_settings.load_profile("default")

_cache = tempfile.TemporaryDirectory(prefix="fihris-cache-")
os.environ["XDG_CACHE_HOME"] = _cache.name  # a lexicon kept from before would hide a change of the rules

deadline.clock = float  # stands at 0: no answer is to depend on how fast the machine is

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # in the background of a plain shell
    # Processes that tests start would ignore it too, and some tests end theirs by it.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run side by side, those of the cluster stay together: one server is enough."""
    for item in items:
        if component(item.nodeid) == CLUSTER:
            item.add_marker(pytest.mark.xdist_group(CLUSTER))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of an index of the test's own."""
    return Settings(index=tmp_path / "index", workers=1)


@pytest.fixture
def build(settings: Settings, tmp_path: Path) -> Iterable[Build]:
    """Index articles given as dicts, and open a searcher on them."""
    opened: list[Searcher] = []

    def run(articles: Articles, engine: str = "tantivy") -> Searcher:
        from dataclasses import replace

        chosen = replace(settings, engine=engine)
        reindex(chosen, [write_jsonl(tmp_path / "articles" / "articles.jsonl", articles)])
        opened.append(open_searcher(chosen))
        return opened[-1]

    yield run
    for searcher in opened:
        searcher.close()


@pytest.fixture
def index(settings: Settings) -> Callable[..., Report]:
    """Reindex paths into the test's own index; what is kept of files beside it always agrees with it."""

    def run(*paths: Path, **given: Any) -> Report:
        report = reindex(settings, paths, Options(**given))
        if not report.dry_run:
            check_known(settings)
        return report

    return run
