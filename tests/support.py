"""Helpers of tests: case tables, small collections."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from search.indexing import reindex as indexing
from search.indexing import takedown
from search.indexing.manifest import KeptManifest
from search.indexing.report import Report
from search.model import SearchRequest
from search.searching.searcher import Searcher
from search.settings import Settings
from search.store.choose import generations_of
from search.store.folder import FolderGenerations

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
CASES = ROOT / "tests/cases"
FILES = ROOT / "tests/articles/files"


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


def put_away(folder: Path) -> None:
    """Take a folder of an index away in one step, not file by file: a thread that tantivy's library starts
    for every index it opens may still make its lock file in there, and a folder with a file is not removed.
    """
    folder.rename(tempfile.mkdtemp(prefix="gone-", dir=folder.parent))


def open_searcher(settings: Settings) -> Searcher:
    """A searcher over the index of `settings`, which the caller closes."""
    return Searcher(settings, generations_of(settings))


def reindex(settings: Settings, paths: Sequence[Path], options: indexing.Options | None = None) -> Report:
    """Reindex paths into the index of `settings`."""
    return indexing.reindex(settings, generations_of(settings), paths, options)


def remove(settings: Settings, targets: Iterable[str]) -> int:
    """Take articles down in the index of `settings`."""
    return takedown.remove(generations_of(settings), targets)


def restore(settings: Settings, targets: Iterable[str]) -> int:
    """Let articles taken down come back."""
    return takedown.restore(generations_of(settings), targets)


def ids(searcher: Searcher, query: str, **given: Any) -> list[str]:
    """The ids of what a query finds, the best first; `given` are other fields of the request."""
    return [hit.article.id for hit in searcher.search(SearchRequest(query, **given)).hits]


def found(settings: Settings, query: str) -> list[str]:
    """The ids of what a query finds in the index of `settings`, opened for that alone."""
    searcher = open_searcher(settings)
    try:
        return ids(searcher, query)
    finally:
        searcher.close()


def check_known(settings: Settings) -> None:
    """What is kept of files beside the index is of its last commit, and what the engine says."""
    generations = FolderGenerations(settings.index)
    current = generations.current()
    assert current is not None
    with closing(generations.open(current)) as engine:
        kept = KeptManifest(engine, generations.beside(current))
        assert kept.is_kept
        assert kept.manifest == KeptManifest(engine, None).manifest
