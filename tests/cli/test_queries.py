"""What people asked, told from the query log."""

import json
from pathlib import Path

import pytest


def test_queries_tells_what_people_asked(fihris, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    log = tmp_path / "queries.jsonl"
    kept = [("نتانياهو", 0), ("نتنياهو", 7)]
    rows = [
        json.dumps({"time": "2026-03-01T10:00:00.000+00:00", "query": query, "page": 1, "total": total})
        for query, total in kept
    ]
    log.write_text("\n".join(rows), "utf-8")
    shown = fihris("queries", str(log)).stdout
    assert "نتانياهو = نتنياهو" in shown and "2026-03-01" in shown
    monkeypatch.setenv("FIHRIS_QUERY_LOG", str(log))
    found = json.loads(fihris("queries", "--json", "--limit", "1").stdout)
    assert (found["searches"], found["missed"], found["unread"]) == (2, 1, 0)
    assert found["most_missed"] == [{"query": "نتانياهو", "times": 1, "total": 0}]


@pytest.mark.parametrize("words", [(), ("none.jsonl",), (".",)])
def test_a_query_log_that_is_not_there_is_told(fihris, words: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    result = fihris("queries", *words)
    assert result.exit_code == 2 and "fihris:" in result.stderr
