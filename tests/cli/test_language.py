"""In which language the command line speaks, and in which words."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from support import SEEDS, write_jsonl

from search.articles.encoding import repair
from search.cli import messages as wording
from search.cli.commands import main
from search.searching.stats import Stats


def test_errors_are_told_in_arabic(fihris, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("FIHRIS_LANGUAGE", "ar")
    assert "غير موجود" in fihris("reindex", "/nowhere").stderr


@pytest.mark.parametrize(
    ("variables", "arabic"),
    [
        ({"LANG": "ar_EG.UTF-8"}, True),
        ({"LANG": "ar_EG.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "fr_FR", "LC_MESSAGES": "ar"}, True),
        ({"LANG": "ar", "FIHRIS_LANGUAGE": "en"}, False),
        ({}, False),
    ],
)
def test_the_language_is_the_locale_s_even_where_the_system_lacks_it(  # type: ignore[no-untyped-def]
    fihris, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], arabic: bool
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("غير موجود" in fihris("reindex", "/nowhere").stderr) == arabic


def test_a_language_that_is_none_is_told_in_the_locale_s(fihris, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("LC_ALL", "ar_EG.UTF-8")
    monkeypatch.setenv("FIHRIS_LANGUAGE", "fr")
    assert "والمطلوب" in fihris("stats").stderr


@pytest.mark.parametrize("name", ["", *main.commands])
def test_help_is_told_in_the_language_of_messages(  # type: ignore[no-untyped-def]
    fihris, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    command = main.commands[name] if name else main
    told = [command, *(each for each in command.params if each.param_type_name == "option")]
    for language, usage, is_arabic in (("en", "Usage: ", False), ("ar", "الاستعمال: ", True)):
        monkeypatch.setenv("FIHRIS_LANGUAGE", language)
        shown = fihris(*filter(None, [name]), "--help").stdout
        assert usage in shown
        for each in told:
            assert each.help.split()[0] in shown
            assert bool(re.match("[\u0621-\u064a]", each.help)) == is_arabic


@pytest.mark.parametrize(
    ("words", "english", "arabic"),
    [
        (("stats", "--no"), "No such option", "لا خيار بهذا الاسم"),
        (("none",), "No such command", "لا أمر بهذا الاسم"),
        (("search",), "Missing argument", "ينقص"),
        (("stats", "more"), "unexpected extra argument (more)", "(more)"),
        (("search", "نهر", "--sort", "x"), "is not one of", "ليس من"),
        (("search", "نهر", "--page", "x"), "not a valid", "لا يصلح"),
        (("search", "نهر", "--page"), "requires an argument", "يحتاج إلى قيمة"),
        (("search", ""), "The query is empty", "الاستعلام فارغ"),
    ],
)
def test_errors_of_usage_are_told_in_it_too(  # type: ignore[no-untyped-def]
    fihris, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], english: str, arabic: str
) -> None:
    for language, said in (("en", english), ("ar", arabic)):
        monkeypatch.setenv("FIHRIS_LANGUAGE", language)
        result = fihris(*words)
        assert result.exit_code == 2 and said in result.stderr
        assert "Error" not in result.stderr or language == "en"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("title: ", "tags: أسماك, الفاو", "repaired: garbled encoding (mojibake) 7")),
        ("ar", ("العنوان: ", "الوسوم: أسماك، الفاو", "أُصلح: ترميز مشوّه 7")),
    ],
)
def test_extract_speaks_in_words(fihris, monkeypatch, language: str, words: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("FIHRIS_LANGUAGE", language)
    shown = fihris("extract", str(SEEDS.parent / "tests" / "articles" / "files" / "mojibake.txt")).stdout
    assert all(word in shown for word in words)


def test_stats_and_reports_are_told_in_arabic(fihris, monkeypatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("FIHRIS_LANGUAGE", "ar")
    write_jsonl(tmp_path / "a.jsonl", [{"id": "1", "text": "\ufef3\ufed8\ufeae\ufe83", "source": "الصحيفة"}])
    report = fihris("reindex", str(tmp_path / "a.jsonl")).stdout
    assert "أشكال عرض الحروف" in report and "presentation" not in report
    shown = fihris("stats").stdout
    assert "المصادر" in shown and "الصحيفة 1" in shown and "sources" not in shown


def test_every_name_shown_is_worded() -> None:
    names = {*(each.name for each in fields(Stats)), *re.findall(r"^(\w+)  ", repair.__doc__ or "", re.M)}
    for name in names:
        assert wording.say("en", name) and wording.say("ar", name) != wording.say("en", name)


def test_counts_of_one_read_well(fihris, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    write_jsonl(tmp_path / "a.jsonl", [{"id": "1", "text": "سفينة في البحر"}])
    said = fihris("reindex", str(tmp_path / "a.jsonl")).stdout + fihris("search", "سفينة").stdout
    assert "Articles in all: 1" in said and "Results: 1," in said
    assert "1 articles" not in said and "1 results" not in said
