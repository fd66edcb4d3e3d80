"""The fingerprint of an index: what shapes its terms, an editor's table among it."""

from pathlib import Path

import pytest

from search.errors import BadSetting
from search.store import analyzer
from search.store.analyzer import fingerprint, load_analyzer


@pytest.fixture
def table(tmp_path: Path) -> Path:
    table = tmp_path / "ours.tsv"
    table.write_text("وادان\n", encoding="utf-8")
    return table


@pytest.mark.slow
def test_it_is_the_same_with_and_without_a_lexicon_loaded(table: Path) -> None:
    assert load_analyzer(None)[1] == fingerprint(None)
    assert load_analyzer(table)[1] == fingerprint(table) != fingerprint(None)


def test_it_answers_to_the_words_of_an_editors_table_and_to_its_remarks_not(table: Path) -> None:
    before = fingerprint(table)
    table.write_text("# a town\nوادان\n", encoding="utf-8")
    assert fingerprint(table) == before
    table.write_text("وادان\nشنقيط\n", encoding="utf-8")
    assert fingerprint(table) != before


def test_it_answers_to_the_fields_that_engines_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(None)
    monkeypatch.setattr(analyzer, "VALUE_FIELDS", ())
    assert fingerprint(None) != before


def test_a_table_that_cannot_be_read_is_a_bad_setting(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="FIHRIS_LEXICON"):
        fingerprint(tmp_path / "none.tsv")
