"""A look at files before they are indexed: what it counts, what it names, that it changes nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import SEEDS, write_jsonl

from search.cli.commands import main
from search.cli.messages import say
from search.indexing.survey import DOUBTS, SAMPLES

TEXT = "افتتح الوزير أمس سوق الكتاب في مدينة البصرة جنوبي العراق بحضور عدد من الناشرين"
FULL: Mapping[str, object] = {"title": "سوق الكتاب", "date": "2021-03-11", "text": TEXT}
FOUND = {
    "same_id": {"id": "0"},
    "no_title": {"title": ""},
    "no_date": {"date": ""},
    "short": {"text": "خبر قصير"},
    "foreign": {"text": "The market of books was opened in the south of the country, سوق الكتاب"},
    "presentation": {"text": TEXT + " \ufef3\ufed8\ufeae\ufe83"},
}


@pytest.fixture
def settings_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIHRIS_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("FIHRIS_LANGUAGE", "en")
    return tmp_path / "articles"


@pytest.mark.parametrize("kind", FOUND)
def test_a_finding_is_counted_and_its_place_named(kind: str, settings_by_name: Path) -> None:
    rows = [{**FULL, "id": "0"}, *({**FULL, "id": str(number), **FOUND[kind]} for number in range(1, 6))]
    write_jsonl(settings_by_name / "news.jsonl", rows)
    told = CliRunner().invoke(main, ["doctor", str(settings_by_name), "--json"])
    found = json.loads(told.stdout)
    assert told.exit_code == 0 and (found["files"], found["articles"]) == (1, 6)
    lines = [f"news.jsonl!{number + 1}" for number in range(1, 6)]
    assert found["findings"] == {kind: {"articles": 5, "samples": lines[:SAMPLES]}}


def test_a_date_that_is_inferred_is_told_of(settings_by_name: Path) -> None:
    file = SEEDS / "albukamal-strike.txt"
    found = json.loads(CliRunner().invoke(main, ["doctor", str(file), "--json"]).stdout)
    assert found["findings"]["date_inferred"] == {"articles": 1, "samples": [file.name]}


def test_what_is_left_out_is_named_and_nothing_is_indexed(settings_by_name: Path) -> None:
    write_jsonl(settings_by_name / "news.jsonl", [FULL])
    (settings_by_name / "empty.txt").touch()
    (settings_by_name / "picture.png").write_bytes(b"\x89PNG")
    told = CliRunner().invoke(main, ["doctor", str(settings_by_name)])
    assert told.exit_code == 1 and "empty.txt: It is empty." in told.stderr
    assert "Files 2, articles 1, left out 1." in told.stdout and ".png 1" in told.stdout
    assert not (settings_by_name.parent / "index").exists()


def test_it_counts_the_articles_that_reindex_adds(settings_by_name: Path) -> None:
    seen = json.loads(CliRunner().invoke(main, ["doctor", str(SEEDS), "--json"]).stdout)
    done = json.loads(CliRunner().invoke(main, ["reindex", str(SEEDS), "--json"]).stdout)
    assert seen["articles"] == done["added"]
    repaired = {kind: each["articles"] for kind, each in seen["findings"].items() if kind not in DOUBTS}
    assert repaired.keys() == done["repaired"].keys()


@pytest.mark.parametrize("kind", DOUBTS)
def test_every_finding_has_a_name(kind: str) -> None:
    assert say("en", kind) != say("ar", kind)
