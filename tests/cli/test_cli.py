"""The command line: what it prints, what it refuses, how it exits."""

import json
import os
import re
from pathlib import Path

import pytest
from support import SEEDS, write_jsonl
from waiting import Program, held

from search.cli import progress
from search.indexing.units import BATCH


def test_the_main_job(fihris) -> None:  # type: ignore[no-untyped-def]
    assert fihris("reindex", str(SEEDS)).exit_code == 0
    answer = json.loads(fihris("search", "البوكمال", "--json").stdout)
    assert answer["total"] >= 3
    assert "<mark>" in answer["hits"][0]["title_html"] + answer["hits"][0]["snippet_html"]
    shown = fihris("search", "مدارس", "--limit", "1").stdout
    assert "1. " in shown and not re.search(r"^\s*·", shown, re.MULTILINE)
    figures = json.loads(fihris("stats", "--json").stdout)
    assert figures["articles"] >= 30 and figures["engine"] == "whoosh"
    told = fihris("stats").stdout
    assert f"{figures['bytes']:,}" in told and not re.search(r" +$", told, re.MULTILINE)


def test_search_takes_a_query_that_begins_with_a_dash(fihris) -> None:  # type: ignore[no-untyped-def]
    fihris("reindex", str(SEEDS))
    assert fihris("search", "-العراق نهر").exit_code == 0


def test_files_left_out_exit_1_and_are_named(fihris, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "articles"
    write_jsonl(folder / "good.jsonl", [{"id": "1", "text": "نص"}])
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    result = fihris("reindex", str(folder))
    assert result.exit_code == 1
    assert "empty.txt" in result.stderr and "binary.txt" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 3  # progress and one sentence a file


def test_what_is_left_out_is_told_until_it_is_mended(fihris, monkeypatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = write_jsonl(tmp_path / "a.jsonl", [{"id": "1", "text": "نص"}, {"id": "1", "text": "نصّان"}])
    first, second = fihris("reindex", str(path)), fihris("reindex", str(path))
    assert (first.exit_code, second.exit_code) == (1, 1)
    assert "left out 1" in first.stdout and "left out 1" in second.stdout
    assert "--left-out" not in first.stdout and "Left out and not named here: 1; " in second.stdout
    reason = "The id '1' belongs to a.jsonl, line 1 already; this one was left out."
    listed = fihris("stats", "--left-out")
    assert (listed.exit_code, listed.stdout.splitlines()) == (
        0,
        [f"a.jsonl  line 2  {reason}", "Left out: 1; named here: 1."],
    )
    (part,) = json.loads(fihris("stats", "--left-out", "--json").stdout)["parts"]
    assert (part["file"], part["where"], part["reason"]) == (str(path), "a.jsonl, line 2", reason)
    assert json.loads(fihris("reindex", str(path), "--json").stdout)["left_out"] == 1
    monkeypatch.setenv("FIHRIS_LANGUAGE", "ar")
    assert "السطر 2  المعرّف «1» مستعمل من قبل في a.jsonl، السطر 1" in fihris("stats", "--left-out").stdout
    write_jsonl(path, [{"id": "1", "text": "نص"}])
    assert fihris("reindex", str(path)).exit_code == 0
    assert fihris("stats", "--left-out").stdout == "عدد ما تُرك: 0، والمذكور منه هنا: 0.\n"


def test_a_report_as_json(fihris, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    write_jsonl(tmp_path / "a.jsonl", [{"id": "1", "text": "\ufef3\ufed8\ufeae\ufe83"}])  # presentation forms
    report = json.loads(fihris("reindex", "--json", str(tmp_path / "a.jsonl")).stdout)
    assert report["added"] == 1 and sum(report["repaired"].values()) > 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("search", "نهر"), "fihris reindex"),
        (("reindex", "/nowhere"), "does not exist"),
        (("stats",), "no index"),
        (("eval", "/nowhere"), "corpus.jsonl"),
        (("extract", "/nowhere.txt"), "nowhere.txt does not exist"),
        (("reindex", "--map", "title", str(SEEDS)), "FIELD=NAME"),
        (("reindex", "--map", "foo=bar", str(SEEDS)), "there is no field foo"),
        (("extract", "--map", "foo=bar", str(SEEDS / "culture.jsonl")), "there is no field foo"),
        (("reindex", "--workers", "0", str(SEEDS)), "FIHRIS_WORKERS"),
    ],
)
def test_errors_are_one_sentence(fihris, words: tuple[str, ...], message: str) -> None:  # type: ignore[no-untyped-def]
    result = fihris(*words)
    assert result.exit_code == 2
    said = result.stderr + result.stdout
    assert message in said and "Traceback" not in said
    assert len(said.strip().splitlines()) == 1


def test_what_was_taken_down_is_told_and_no_fault(fihris, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "articles"
    write_jsonl(folder / "kept.jsonl", [{"id": "1", "text": "نص"}])
    (folder / "a.txt").write_text("عنوان\n\nخبر لا ينبغي أن يظهر.", "utf-8")
    fihris("reindex", str(folder))
    fihris("remove", str(folder / "a.txt"))
    (folder / "a.txt").rename(folder / "b.txt")
    result = fihris("reindex", str(folder))
    assert result.exit_code == 0 and "b.txt" in result.stdout and "b.txt" not in result.stderr
    (folder / "c.txt").write_text((folder / "b.txt").read_text("utf-8"), "utf-8")
    told = json.loads(fihris("reindex", str(folder), "--json").stdout)
    assert [each["intended"] for each in told["skipped"]] == [True, True]
    (folder / "empty.txt").touch()
    assert fihris("reindex", str(folder)).exit_code == 1


def test_what_was_taken_down_is_listed_and_searched(fihris, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert "Nothing" in fihris("removed").stderr
    folder = tmp_path / "articles"
    articles = write_jsonl(folder / "a.jsonl", [{"id": "one", "text": "نص"}, {"id": "two", "text": "خبر"}])
    (folder / "bad\nname.txt").write_text("عنوان\n\nخبر لا ينبغي أن يظهر.", "utf-8")
    (folder / "kept.txt").write_text("عنوان\n\nخبر آخر.", "utf-8")
    fihris("reindex", str(folder))
    fihris("remove", "two", str(folder / "bad\nname.txt"))
    assert fihris("removed").stdout == f"{folder}/bad\\nname.txt\ntwo\t{articles}\n"
    assert fihris("removed", "jsonl").stdout == f"two\t{articles}\n"
    assert json.loads(fihris("removed", "tw", "--json").stdout) == [{"target": "two", "file": str(articles)}]
    fihris("restore", "two")
    assert "two" not in fihris("removed").stdout


def test_analyze_shows_five_levels(fihris) -> None:  # type: ignore[no-untyped-def]
    row = json.loads(fihris("analyze", "وَبِالمَدْرَسَةِ", "--json").stdout)[0]
    assert (row["folded"], row["lemma"], row["root"]) == ("وبالمدرسه", "مدرسه", "درس")
    assert "مدرسه" in fihris("analyze", "المدارس").stdout
    readings = json.loads(fihris("analyze", "كتب", "--json").stdout)[0]["readings"]
    assert [(each["lemma"], each["by"]) for each in readings if each["indexed"]] == [
        ("كتاب", "lexicon"),
        ("كتب", "lexicon"),
    ]


def test_extract_previews_an_article(fihris) -> None:  # type: ignore[no-untyped-def]
    shown = fihris("extract", str(SEEDS / "damascus-rose.txt"))
    assert shown.exit_code == 0
    assert "date: 2022-05-14" in shown.stdout


def test_tags_of_several_words_stay_whole(fihris) -> None:  # type: ignore[no-untyped-def]
    shown = fihris("extract", str(SEEDS / "intelligence-sharing-row.txt"), "--json").stdout
    assert "الحشد الشعبي" in json.loads(shown)["article"]["tags"]


def test_extract_gives_json_lines(fihris, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = write_jsonl(tmp_path / "a.jsonl", [{"headline": "قناة", "story": "نص"}, {"story": "خبر"}, {}])
    result = fihris("extract", "--json", "--map", "العنوان=headline", "--map", "نص=story", str(path))
    first, second, third = map(json.loads, result.stdout.splitlines())
    assert (first["article"]["title"], second["article"]["text"]) == ("قناة", "خبر")
    assert "line 3" in third["where"] and result.exit_code == 1


@pytest.mark.parametrize(("language", "words"), [("en", "There is no index yet"), ("ar", "لا فهرس بعد")])
def test_a_dry_run_without_an_index(fihris, monkeypatch, tmp_path, language: str, words: str) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("FIHRIS_LANGUAGE", language)
    write_jsonl(tmp_path / "a.jsonl", [{"id": "x", "text": "سفينة"}])
    result = fihris("reindex", str(tmp_path / "a.jsonl"), "--dry-run")
    assert result.exit_code == 0
    assert words in result.output and "generation" not in result.output and "الجيل" not in result.output


def test_files_of_other_kinds_are_counted_in_one_line(fihris, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    write_jsonl(tmp_path / "a" / "a.jsonl", [{"id": "1", "text": "نص"}])
    for name in ("b.xyz", "c.xyz", "d.tex", "README"):
        (tmp_path / "a" / name).write_text("x")
    os.mkfifo(tmp_path / "a" / "pipe.txt")
    result = fihris("reindex", str(tmp_path / "a"))
    assert result.exit_code == 0
    assert "without an ending 1, .tex 1, .xyz 2, pipes or devices 1" in result.stdout
    report = json.loads(fihris("reindex", "--json", str(tmp_path / "a")).stdout)
    assert report["ignored"] == {".xyz": 2, ".tex": 1, "": 1, "special": 1}


def test_names_of_fields_reach_unchanged_files_by_full_alone(fihris, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = write_jsonl(tmp_path / "a.jsonl", [{"id": "1", "text": "نص", "kicker": "قناة السويس"}])
    fihris("reindex", str(path))
    given = ("reindex", "--map", "عنوان=kicker", str(path))
    assert "--full applies --map" in fihris(*given).stdout
    assert "--full applies --map" not in fihris(*given, "--full").stdout
    assert json.loads(fihris("search", "عنوان:السويس", "--json").stdout)["total"] == 1


def test_progress_without_a_terminal_is_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, 1.0, 6.0, 7.0, 20.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    with progress.progress("en") as tick:
        for done in (10, 25, 50, 100):
            tick(done, 100, done * 12)
    assert capsys.readouterr().err.splitlines() == [
        "Reading: 25 % (300, 50/s), 0:00:18 left",
        "Reading: 100 % (1,200, 60/s)",
    ]


def test_eval_measures_a_collection(fihris, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    write_jsonl(tmp_path / "corpus.jsonl", [{"_id": "1", "text": "نهر"}, {"_id": "2", "text": "جبل"}])
    write_jsonl(tmp_path / "queries.jsonl", [{"_id": "q", "text": "أين النهر؟"}])
    (tmp_path / "qrels.tsv").write_text("q\t1\t1\n", "utf-8")
    result = fihris("eval", str(tmp_path), "--json", "--run", str(tmp_path / "run.tsv"))
    assert json.loads(result.stdout)["ndcg_10"] == 1.0
    assert (tmp_path / "run.tsv").read_text("utf-8").startswith("q\t1\t1\t")


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_ctrl_c_halfway_leaves_the_index_as_it_was(fihris, tmp_path: Path, engine: str) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "articles"
    write_jsonl(folder / "a.jsonl", [{"id": "x", "text": "سفينة"}])
    assert fihris("reindex", str(folder)).exit_code == 0
    write_jsonl(folder / "b.jsonl", ({"id": str(n), "text": f"سفينة رقم {n}"} for n in range(2 * BATCH)))
    last = write_jsonl(folder / "c.jsonl", [{"id": "y", "text": "سفينة"}])
    with Program(*held(str(last)), "reindex", folder, env={"FIHRIS_ENGINE": engine}) as run:
        assert run.interrupted_at(f"held at {last}") == 2
        assert "as it was" in run.err() and "Traceback" not in run.err()
    assert json.loads(fihris("search", "سفينة", "--json").stdout)["total"] == 1


def test_files_may_name_their_fields_otherwise(fihris, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = write_jsonl(tmp_path / "a.jsonl", [{"headline": "قناة السويس", "story": "نص الخبر"}])
    assert fihris("reindex", "--map", "title=headline", "--map", "text=story", str(path)).exit_code == 0
    assert json.loads(fihris("search", "عنوان:السويس", "--json").stdout)["total"] == 1


@pytest.mark.parametrize(
    ("words", "content"),
    [
        (("reindex", str(SEEDS)), None),
        (("search", "نهر"), None),
        (("serve",), None),
        (("analyze", "نهر"), b"\xe3\xcf\xd1\xd3\xc9\t\xe3"),
    ],
)
def test_a_lexicon_that_cannot_be_read_is_one_sentence(  # type: ignore[no-untyped-def]
    fihris, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], content: bytes | None
) -> None:
    table = tmp_path / "lexicon.tsv"
    if content:
        table.write_bytes(content)
    monkeypatch.setenv("FIHRIS_LEXICON", str(table))
    for language in ("en", "ar"):
        monkeypatch.setenv("FIHRIS_LANGUAGE", language)
        result = fihris(*words)
        assert result.exit_code == 2
        (said,) = (result.stderr + result.stdout).strip().splitlines()
        assert "FIHRIS_LEXICON" in said and str(table) in said and "Traceback" not in said
        assert ("تتعذر" in said) == (language == "ar")
