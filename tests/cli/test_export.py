"""All articles of the index, printed for other programs."""

import json
from pathlib import Path

import pytest
from support import SEEDS


@pytest.mark.parametrize(
    ("name", "begins", "lines"),
    [("jsonl", '{"id":', 35), ("csv", "\ufeffid,title,", 36), ("bibtex", "@", 35), ("ris", "TY  - NEWS", 35)],
)
def test_all_articles_are_exported(fihris, name: str, begins: str, lines: int) -> None:  # type: ignore[no-untyped-def]
    fihris("reindex", str(SEEDS))
    told = fihris("export", "--format", name).stdout_bytes.decode()
    assert told.startswith(begins)
    ends = {"jsonl": "\n", "csv": "\r\n", "bibtex": "\n}\n", "ris": "\r\nER  - \r\n"}
    assert told.count(ends[name]) == lines


def test_what_was_exported_makes_the_same_index(fihris, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    fihris("reindex", str(SEEDS))
    before = json.loads(fihris("search", "مدرسة", "--json").stdout)
    (tmp_path / "all.jsonl").write_text(fihris("export").stdout, "utf-8")
    assert "35" in fihris("reindex", "--full", "--yes", str(tmp_path / "all.jsonl")).stdout
    after = json.loads(fihris("search", "مدرسة", "--json").stdout)
    assert [hit["id"] for hit in after["hits"]] == [hit["id"] for hit in before["hits"]]


def test_nothing_is_exported_without_an_index(fihris) -> None:  # type: ignore[no-untyped-def]
    assert fihris("export").exit_code == 2
