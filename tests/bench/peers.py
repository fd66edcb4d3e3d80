"""Other engines on the same collection, each as its documentation recommends for Arabic."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

Ranking = list[tuple[str, float]]

JARS = Path("/usr/share/java")
LUCENE_JARS = ("lucene-core-8.7.0.jar", "lucene-analyzers-common-8.7.0.jar")


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The lines of a JSONL file."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def lucene(collection: Path, fields: str, threads: int = 1) -> tuple[dict[str, Ranking], str] | None:
    """Lucene's ArabicAnalyzer with BM25, ten hits a query; and what it printed of its times.

    None where the jars (Debian: liblucene8-java), a JDK or the baseline's source (FIHRIS_LUCENE_RUN, else
    ../shared/peers/LuceneRun.java) are missing. `fields` is "fields" or "one".
    """
    source = Path(os.environ.get("FIHRIS_LUCENE_RUN", "../shared/peers/LuceneRun.java"))
    jars = [JARS / name for name in LUCENE_JARS]
    if not (source.exists() and all(jar.exists() for jar in jars) and shutil.which("javac")):
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = ":".join([*map(str, jars), folder])
        subprocess.run(["javac", "-cp", path, "-d", folder, str(source)], check=True)
        _write_tsv(collection, Path(folder))
        index = f"{folder}/index"
        command = ["java", "-cp", path, "LuceneRun", folder, index, str(threads), fields]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        rankings: dict[str, Ranking] = {row["_id"]: [] for row in rows(collection / "queries.jsonl")}
        for line in Path(f"{index}.run").read_text("utf-8").splitlines():
            query, article, rank = line.split("\t")
            rankings[query].append((article, -float(rank)))
        return rankings, printed.strip()


def _write_tsv(collection: Path, folder: Path) -> None:
    def line(row: dict[str, str], names: tuple[str, ...]) -> str:
        return "\t".join(re.sub(r"\s+", " ", str(row.get(name) or "")) for name in names) + "\n"

    for name, columns in (("corpus", ("_id", "title", "text")), ("queries", ("_id", "text"))):
        with (folder / f"{name}.tsv").open("w", encoding="utf-8") as stream:
            stream.writelines(line(row, columns) for row in rows(collection / f"{name}.jsonl"))


def sqlite(collection: Path) -> dict[str, Ranking]:
    """SQLite FTS5: unicode61 without diacritics, bm25 with the title twice, any word."""
    database = sqlite3.connect(":memory:")
    tokenizer = "unicode61 remove_diacritics 2"
    database.execute(f"create virtual table a using fts5(id unindexed, title, text, tokenize='{tokenizer}')")
    database.executemany(
        "insert into a values (?, ?, ?)",
        ((row["_id"], row.get("title", ""), row["text"]) for row in rows(collection / "corpus.jsonl")),
    )
    rankings: dict[str, Ranking] = {}
    for row in rows(collection / "queries.jsonl"):
        words = re.findall(r"\w+", row["text"])
        query = " OR ".join(f'"{word}"' for word in words)
        sql = "select id, -bm25(a, 0, 2, 1) from a where a match ? order by rank limit 100"
        rankings[row["_id"]] = list(database.execute(sql, (query,))) if words else []
    return rankings


def whoosh(collection: Path) -> dict[str, Ranking]:
    """Whoosh with its own Arabic analyser and BM25F, title twice, any word."""
    from whoosh import fields, index, qparser
    from whoosh.analysis import LanguageAnalyzer

    analyzer = LanguageAnalyzer("ar")
    schema = fields.Schema(id=fields.ID(stored=True), title=fields.TEXT(analyzer), text=fields.TEXT(analyzer))
    with tempfile.TemporaryDirectory() as folder:
        made = index.create_in(folder, schema)
        writer = made.writer(limitmb=256)
        for row in rows(collection / "corpus.jsonl"):
            writer.add_document(id=row["_id"], title=row.get("title", ""), text=row["text"])
        writer.commit()
        parser = qparser.MultifieldParser(
            ["title", "text"], schema, fieldboosts={"title": 2.0}, plugins=[], group=qparser.OrGroup
        )
        rankings: dict[str, Ranking] = {}
        with made.searcher() as searcher:
            for row in rows(collection / "queries.jsonl"):
                words = " ".join(re.findall(r"\w+", row["text"]))
                hits = searcher.search(parser.parse(words), limit=100)
                rankings[row["_id"]] = [(hit["id"], float(hit.score or 0)) for hit in hits]
        return rankings
