"""Written forms kept between runs: each is analysed once, and what is kept is never trusted blindly."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import reindex

from search.analysis.levels import Analyzer, Levels
from search.analysis.tokenise import words
from search.indexing import intake, units
from search.indexing.reindex import Options
from search.settings import Settings
from search.store import forms
from search.store.analyzer import load_analyzer
from search.store.forms import KeptForms, rows_of

MARK = "0123456789abcdef"
TEXT = "كتب الطالب ثلاث رسائل إلى المدرسة، وكَتَبَ 1٬200 كلمة ﷺ في 20 يومًا"


@pytest.fixture
def analyzer() -> Analyzer:
    return load_analyzer(None)[0]


def _levels(analyzer: Analyzer, text: str = TEXT) -> dict[str, Levels]:
    found = words(text)
    return dict(zip(found, analyzer.text(found), strict=True))


def _kept(folder: Path, levels: dict[str, Levels], mark: str = MARK) -> KeptForms:
    kept = KeptForms(mark, folder)
    kept.levels()
    kept.add(rows_of(levels))
    kept.keep()
    return KeptForms(mark, folder)


def test_what_is_kept_comes_back_as_it_was(analyzer: Analyzer, tmp_path: Path) -> None:
    levels = _levels(analyzer)
    kept = _kept(tmp_path, levels)
    assert kept.levels() == levels
    assert not kept.is_damaged
    assert all(isinstance(found, Levels) for found in kept.levels().values())


def test_later_forms_are_added(analyzer: Analyzer, tmp_path: Path) -> None:
    first, second = _levels(analyzer, "كتب الطالب رسالة"), _levels(analyzer, "كتب المعلم رسائل")
    _kept(tmp_path, first)
    assert _kept(tmp_path, second).levels() == first | second


def test_few_new_forms_are_not_worth_writing(
    analyzer: Analyzer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "WORTH", 2)
    first = _levels(analyzer)
    _kept(tmp_path, first)
    assert _kept(tmp_path, _levels(analyzer, "جبل")).levels() == first


def test_there_is_room_for_so_many(
    analyzer: Analyzer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MAX_FORMS", 3)
    levels = _levels(analyzer)
    kept = _kept(tmp_path, levels)
    assert [*kept.levels()] == [*levels][:3]
    assert [*_kept(tmp_path, _levels(analyzer, "جبل")).levels()] == [*levels][:3]


def test_long_forms_and_large_files_are_not_kept(
    analyzer: Analyzer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "ب" * 31 not in _kept(tmp_path, _levels(analyzer, "جبل " + "ب" * 31)).levels()
    monkeypatch.setattr(forms, "MAX_BYTES", 100)
    other = tmp_path / "other"
    assert not _kept(other, _levels(analyzer)).levels()
    assert not other.exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: data[:100] + bytes([data[100] ^ 1]) + data[101:],
        lambda data: data[:-5] + b"\xff" + data[-4:],
        lambda data: data.replace(b" ", b"  ", 1),
        lambda data: data[data.index(b"\n") :],
        lambda data: bytes(len(data)),
    ],
)
def test_damage_is_told_and_mended(
    damage: Callable[[bytes], bytes], analyzer: Analyzer, tmp_path: Path
) -> None:
    levels = _levels(analyzer)
    _kept(tmp_path, levels)
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    kept = KeptForms(MARK, tmp_path)
    assert kept.levels() == {}
    assert kept.is_damaged
    kept.add(rows_of(levels))
    kept.keep()
    assert KeptForms(MARK, tmp_path).levels() == levels


def test_those_of_another_fingerprint_are_not_read_and_give_way(analyzer: Analyzer, tmp_path: Path) -> None:
    first, second = _levels(analyzer, "كتب الطالب"), _levels(analyzer, "جبل")
    _kept(tmp_path, first)
    other = KeptForms("f" * 16, tmp_path)
    assert other.levels() == {}
    assert not other.is_damaged
    assert _kept(tmp_path, second, "f" * 16).levels() == second
    assert len(list(tmp_path.iterdir())) == 1


def test_what_cannot_be_read_or_written_is_done_without(analyzer: Analyzer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert _kept(tmp_path / "file", _levels(analyzer)).levels() == {}


def test_runs_at_once_do_no_harm(analyzer: Analyzer, tmp_path: Path) -> None:
    levels = _levels(analyzer)
    with ThreadPoolExecutor(4) as many:
        for kept in many.map(lambda _: _kept(tmp_path, levels).levels(), range(20)):
            assert kept == levels
    assert len(list(tmp_path.iterdir())) == 1


@given(st.text(alphabet=st.characters() | st.sampled_from("وكتب \n\r\u2028\u00a0\u0640\u064b123.,٫٬ﷺ")))
def test_every_word_can_be_kept(text: str) -> None:
    levels = _levels(load_analyzer(None)[0], text)
    short = {form: found for form, found in levels.items() if len(form) <= forms.MAX_LETTERS}
    data = forms.encoded(rows_of(levels), MARK)
    assert forms.levels_of(forms.decoded(data, MARK)) == short


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Articles, taken for many, and a cache of their own."""
    monkeypatch.setattr(intake, "MUCH_BYTES", 0)
    monkeypatch.setattr(units, "UNIT_BYTES", 200)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    lines = [json.dumps({"id": str(n), "text": f"{TEXT} والخبر {n}"}, ensure_ascii=False) for n in range(9)]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.mark.parametrize("workers", [1, 2])
def test_a_second_run_analyses_nothing(
    workers: int, news: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(settings, workers=workers)
    load_analyzer.cache_clear()  # what it remembers would not be analysed in the first run either
    assert reindex(settings, [news]).added == 9

    def analyse(word: str) -> Levels:
        raise AssertionError(word)

    load_analyzer.cache_clear()
    monkeypatch.setattr(load_analyzer(None)[0]._memo, "_analyse", analyse)
    report = reindex(settings, [news], Options(full=True))
    load_analyzer.cache_clear()
    assert (report.written, report.notes) == (9, [])


def test_a_run_says_that_what_was_kept_is_damaged(news: Path, settings: Settings) -> None:
    reindex(settings, [news])
    (kept,) = news.parent.glob("cache/fihris/forms")
    kept.write_bytes(b"damaged")
    report = reindex(settings, [news], Options(full=True))
    assert [note.text("en") for note in report.notes] == [
        "The words remembered from earlier runs were damaged; all were analysed again."
    ]
    assert report.written == 9
