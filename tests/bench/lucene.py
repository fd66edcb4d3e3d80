"""Lucene with its ArabicAnalyzer and BM25, by the program LuceneRun: indexing, and ten ids a query.

It needs the jars (Debian: liblucene8-java), a JDK and the program's source (FIHRIS_LUCENE_RUN, else
../shared/peers/LuceneRun.java). What it indexes and asks is its `mode`: "fields" (title twice, and body),
"one" (both in one field), or "levels" (that field stemmed, normalised and as written: the work that our kinds
of search need).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

JARS = [
    Path("/usr/share/java") / name for name in ("lucene-core-8.7.0.jar", "lucene-analyzers-common-8.7.0.jar")
]


class NoLucene(SystemExit):
    """Something that it needs is missing: ends a benchmark, in a line that says what, unless caught."""


class Lucene:
    """LuceneRun on one collection, in `folder`."""

    def __init__(self, folder: Path, articles: Iterable[dict[str, Any]], queries: Iterable[dict[str, Any]]):
        self._folder = folder
        self._path = ":".join(map(str, (*JARS, folder)))
        self.index = folder / "index"
        _write(folder / "corpus.tsv", articles, ("title", "text"))
        self.ask(queries)

    def ask(self, queries: Iterable[dict[str, Any]]) -> None:
        """Ask these queries in runs from now on."""
        _write(self._folder / "queries.tsv", queries, ("text",))

    def command(self, mode: str, threads: int = 1) -> list[str]:
        """The command that indexes anew and asks every query three times."""
        return [
            "java",
            "-cp",
            self._path,
            "LuceneRun",
            str(self._folder),
            str(self.index),
            str(threads),
            mode,
        ]

    def rankings(self) -> dict[str, list[tuple[str, float]]]:
        """Ids, best first, of each query that the last run found something for."""
        found: dict[str, list[tuple[str, float]]] = {}
        for line in Path(f"{self.index}.run").read_text("utf-8").splitlines():
            query, article, rank = line.split("\t")
            found.setdefault(query, []).append((article, -float(rank)))
        return found


@contextmanager
def lucene(
    articles: Iterable[dict[str, Any]], queries: Iterable[dict[str, Any]], work: Path | None = None
) -> Iterator[Lucene]:
    """LuceneRun, compiled, on these articles and queries; `work` is where to write. Raises NoLucene."""
    source = Path(os.environ.get("FIHRIS_LUCENE_RUN", "../shared/peers/LuceneRun.java"))
    if not (shutil.which("javac") and all(jar.exists() for jar in JARS)):
        raise NoLucene("No Lucene: install default-jdk-headless and liblucene8-java (Debian)")
    if not source.exists():
        raise NoLucene(f"No Lucene: FIHRIS_LUCENE_RUN must name LuceneRun.java; there is no {source}")
    with tempfile.TemporaryDirectory(prefix="fihris-lucene-", dir=work) as name:
        jars = ":".join(map(str, JARS))
        subprocess.run(["javac", "-cp", jars, "-d", name, str(source)], check=True)
        yield Lucene(Path(name), articles, queries)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a JSONL file."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def _write(path: Path, given: Iterable[dict[str, Any]], names: tuple[str, ...]) -> None:
    """A line each: id, and these fields. Rows without an id are numbered."""
    with path.open("w", encoding="utf-8") as stream:
        for number, row in enumerate(given):
            id = str(row.get("_id") or row.get("id") or number)
            cells = (" ".join(str(row.get(name) or "").split()) for name in names)
            stream.write("\t".join((id, *cells)) + "\n")
