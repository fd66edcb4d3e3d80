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

from search.analysis.levels import Levels
from search.analysis.tokenise import words
from search.engines.alphabet import plain
from search.indexing import intake, units
from search.indexing.reindex import Options
from search.settings import Settings
from search.store import forms
from search.store.analyzer import load_analyzer
from search.store.forms import KeptForms, rows_of
from search.store.terms import Row, TermMaker, load_terms

MARK = "0123456789abcdef"
TEXT = "كتب الطالب ثلاث رسائل إلى المدرسة، وكَتَبَ 1٬200 كلمة ﷺ في 20 يومًا"


def _terms(text: str = TEXT) -> dict[str, Row]:
    maker = TermMaker(load_analyzer(None)[0])
    maker.know({})
    maker.terms(words(text))
    return maker.learned()


def _kept(folder: Path, terms: dict[str, Row], mark: str = MARK) -> KeptForms:
    kept = KeptForms(mark, folder)
    kept.terms()
    kept.add(rows_of(terms))
    kept.keep()
    return KeptForms(mark, folder)


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    terms = _terms()
    kept = _kept(tmp_path, terms)
    assert kept.terms() == terms
    assert not kept.is_damaged


def test_terms_are_the_levels_of_each_word() -> None:
    found = words(TEXT)
    levels = map(load_analyzer(None)[0].analyse, found)
    terms = zip(*(word[:5] for word in levels), strict=True)
    maker = load_terms(None)
    assert [plain(term).split() for term in maker.terms(found)] == [" ".join(each).split() for each in terms]
    assert maker.terms([]) == (b"",) * 5


def test_later_forms_are_added(tmp_path: Path) -> None:
    first, second = _terms("كتب الطالب رسالة"), _terms("كتب المعلم رسائل")
    _kept(tmp_path, first)
    assert _kept(tmp_path, second).terms() == first | second


def test_few_new_forms_are_not_worth_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "WORTH", 2)
    first = _terms()
    _kept(tmp_path, first)
    assert _kept(tmp_path, _terms("جبل")).terms() == first


def test_there_is_room_for_so_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MAX_FORMS", 3)
    terms = _terms()
    kept = _kept(tmp_path, terms)
    assert [*kept.terms()] == [*terms][:3]
    assert [*_kept(tmp_path, _terms("جبل")).terms()] == [*terms][:3]


def test_long_forms_and_large_files_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "ب" * 31 not in _kept(tmp_path, _terms("جبل " + "ب" * 31)).terms()
    monkeypatch.setattr(forms, "MAX_BYTES", 100)
    other = tmp_path / "other"
    assert not _kept(other, _terms()).terms()
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
def test_damage_is_told_and_mended(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    terms = _terms()
    _kept(tmp_path, terms)
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    kept = KeptForms(MARK, tmp_path)
    assert kept.terms() == {}
    assert kept.is_damaged
    kept.add(rows_of(terms))
    kept.keep()
    assert KeptForms(MARK, tmp_path).terms() == terms


def test_those_of_another_fingerprint_are_not_read_and_give_way(tmp_path: Path) -> None:
    first, second = _terms("كتب الطالب"), _terms("جبل")
    _kept(tmp_path, first)
    other = KeptForms("f" * 16, tmp_path)
    assert other.terms() == {}
    assert not other.is_damaged
    assert _kept(tmp_path, second, "f" * 16).terms() == second
    assert len(list(tmp_path.iterdir())) == 1


def test_what_cannot_be_read_or_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert _kept(tmp_path / "file", _terms()).terms() == {}


def test_runs_at_once_do_no_harm(tmp_path: Path) -> None:
    terms = _terms()
    with ThreadPoolExecutor(4) as many:
        for kept in many.map(lambda _: _kept(tmp_path, terms).terms(), range(20)):
            assert kept == terms
    assert len(list(tmp_path.iterdir())) == 1


@given(st.text(alphabet=st.characters() | st.sampled_from("وكتب \n\r\u2028\u00a0\u0640\u064b123.,٫٬ﷺ")))
def test_every_word_can_be_kept(text: str) -> None:
    terms = _terms(text)
    short = {form: found for form, found in terms.items() if len(form) <= forms.MAX_LETTERS}
    data = forms.encoded(rows_of(terms), MARK)
    assert forms.terms_of(forms.decoded(data, MARK)) == short


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
    load_terms.cache_clear()  # what it remembers would not be analysed in the first run either
    assert reindex(settings, [news]).added == 9

    def analyse(word: str) -> Levels:
        raise AssertionError(word)

    load_terms.cache_clear()
    monkeypatch.setattr(load_analyzer(None)[0], "levels", analyse)
    report = reindex(settings, [news], Options(full=True))
    load_terms.cache_clear()
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
