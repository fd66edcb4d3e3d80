"""Benchmarks say in one line what they need beside this project, where it is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support import write_jsonl
from waiting import LIMIT

BENCH = Path(__file__).parent / "bench"


@pytest.mark.parametrize(
    ("benchmark", "options", "said"),
    [
        ("load.py", [], "No client: install wrk"),
        ("searches.py", [], "No Lucene: install default-jdk-headless and liblucene8-java"),
        ("reindex.py", ["--lucene", "--articles", "1"], "No Lucene: install"),
        ("opensearch.py", [], "No OpenSearch: "),
    ],
)
def test_says_what_is_missing(benchmark: str, options: list[str], said: str, tmp_path: Path) -> None:
    articles = write_jsonl(tmp_path / "articles.jsonl", [{"id": "1", "title": "خبر", "text": "نص"}])
    queries = [] if benchmark == "reindex.py" else [articles]
    command = [sys.executable, BENCH / benchmark, articles, *queries, *options]
    environment = {"PATH": "", "HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=LIMIT, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith(said) and done.stderr.count("\n") == 1
