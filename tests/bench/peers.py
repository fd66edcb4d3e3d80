"""Other engines on the same collection, each as its documentation recommends for Arabic."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import tempfile
from pathlib import Path

from lucene import lucene as made
from lucene import rows

Ranking = list[tuple[str, float]]


def lucene(collection: Path, mode: str) -> dict[str, Ranking]:
    """Lucene's ArabicAnalyzer with BM25, ten hits a query. Raises NoLucene."""
    queries = list(rows(collection / "queries.jsonl"))
    with made(rows(collection / "corpus.jsonl"), queries) as peer:
        subprocess.run(peer.command(mode), check=True, capture_output=True)
        found = peer.rankings()
    return {row["_id"]: found.get(row["_id"], []) for row in queries}


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
