"""Shared by all tests: reading case tables, building small indexes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from search.service.ledger import Report
from search.service.reindex import Options, reindex
from search.service.searcher import Searcher
from search.settings import Settings

hypothesis_settings.register_profile("default", deadline=None, max_examples=100)
hypothesis_settings.load_profile("default")

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[tuple[str, ...]]:
    """The rows of tests/cases/NAME: tab-separated, # begins a comment; \\uXXXX is a code point."""
    rows = []
    for line in (CASES / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            rows.append(tuple(_unescaped(cell) for cell in line.split("\t")))
    return rows


def _unescaped(cell: str) -> str:
    parts = cell.split("\\u")
    return parts[0] + "".join(chr(int(part[:4], 16)) + part[4:] for part in parts[1:])


Articles = Iterable[Mapping[str, Any]]
Build = Callable[..., Searcher]


def write_jsonl(path: Path, articles: Articles) -> Path:
    """Write articles as lines of JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(dict(article), ensure_ascii=False) + "\n" for article in articles)
    path.write_text("".join(lines), "utf-8")
    return path


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
        opened.append(Searcher(chosen))
        return opened[-1]

    yield run
    for searcher in opened:
        searcher.close()


@pytest.fixture
def index(settings: Settings) -> Callable[..., Report]:
    """Reindex paths into the test's own index."""

    def run(*paths: Path, **given: Any) -> Report:
        return reindex(settings, paths, Options(**given))

    return run
