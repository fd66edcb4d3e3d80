"""What is left out of an index is known until its file is mended: counted by every run, listed, kept."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import reindex, remove, restore, write_jsonl

from search.articles import Skipped
from search.errors import NoIndex
from search.indexing.reindex import Options
from search.indexing.report import Report
from search.messages import Enumeration, Message
from search.settings import Settings
from search.store import left_out
from search.store.check import check
from search.store.choose import generations_of
from search.store.folder import FolderGenerations
from search.store.left_out import LeftOut, decode, encode, known

Index = Callable[..., Report]


@pytest.fixture(params=["whoosh", "tantivy"])
def settings(tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    return Settings(index=tmp_path / "index", workers=1, engine=request.param)


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Three articles in two files; a line that is no JSON, one without a word, an id twice, a bad file."""
    root = tmp_path / "articles"
    lines = [{"id": "a", "text": "مدرسة القرية"}, {"id": "b", "text": "… !"}, {"id": "a", "text": "نهر"}]
    path = write_jsonl(root / "in/news.jsonl", [*lines, {"id": "c", "text": "جبل شامخ"}])
    path.write_text(path.read_text("utf-8") + '{"id": "d", "text": "سهل\n', "utf-8")
    (root / "bad.txt").write_bytes(bytes(range(256)) * 9)
    (root / "good.txt").write_text("بحر واسع.\n", "utf-8")
    return root


def listed(settings: Settings) -> list[str]:
    return [part.text("en") for _, part in known(generations_of(settings)).named()]


def places(settings: Settings) -> list[str]:
    return [part.where() for _, part in known(generations_of(settings)).named()]


MIXED = ["bad.txt", "in/news.jsonl, line 2", "in/news.jsonl, line 5", "in/news.jsonl, line 3"]


def test_every_run_counts_what_is_left_out_until_it_is_mended(
    index: Index, settings: Settings, mixed: Path
) -> None:
    for options in ({}, {}, {"dry_run": True}, {"full": True}, {}):
        report = index(mixed, **options)
        assert (report.left_out, report.faults, report.articles) == (4, 4, 3)
        assert sorted(places(settings)) == sorted(MIXED)
    path = mixed / "in/news.jsonl"
    path.write_text("\n".join(path.read_text("utf-8").splitlines()[:4]), "utf-8")
    assert index(mixed).left_out == 3 and len(listed(settings)) == 3
    write_jsonl(path, [{"id": "a", "text": "نهر"}])
    assert (index(mixed).left_out, places(settings)) == (1, ["bad.txt"])
    (mixed / "bad.txt").unlink()
    report = index(mixed)
    assert (report.left_out, report.faults, listed(settings)) == (0, 0, [])


def test_what_was_named_before_is_counted_and_not_named_again(index: Index, mixed: Path) -> None:
    assert len(index(mixed).skipped) == 4
    assert [part.name for part in index(mixed).skipped] == ["bad.txt"]


def test_it_goes_with_its_file_and_not_with_a_file_of_another_path(
    index: Index, settings: Settings, mixed: Path, tmp_path: Path
) -> None:
    other = write_jsonl(tmp_path / "other/x.jsonl", [{"id": "x", "text": "."}, {"id": "y", "text": "غيمة"}])
    index(mixed)
    assert index(other.parent).left_out == 1  # of the paths given
    assert len(listed(settings)) == 5  # of the whole index
    assert index(mixed, full=True).left_out == 4 and len(listed(settings)) == 5
    (mixed / "in/news.jsonl").rename(mixed / "in/more.jsonl")
    index(mixed)
    assert "in/more.jsonl, line 2" in places(settings) and len(listed(settings)) == 5
    (mixed / "in/more.jsonl").unlink()
    assert index(mixed).left_out == 1
    assert places(settings) == ["bad.txt", "x.jsonl, line 1"]
    other.rename(mixed / "y.jsonl")
    index(mixed)
    assert places(settings) == ["bad.txt", "y.jsonl, line 1"]


def test_a_touched_file_and_one_being_written_keep_what_is_known(
    index: Index, settings: Settings, mixed: Path
) -> None:
    index(mixed)
    path = mixed / "in/news.jsonl"
    path.touch()
    assert index(mixed).left_out == 4
    path.write_text("", "utf-8")
    assert index(mixed, left=[str(path)]).left_out == 4
    assert index(mixed).left_out == 2


def test_owners_of_one_id_are_both_named(index: Index, settings: Settings, tmp_path: Path) -> None:
    root = tmp_path / "articles"
    write_jsonl(root / "a/one.jsonl", [{"id": "n", "text": "نص"}, {"id": "x", "text": "سفينة"}])
    write_jsonl(root / "b/two.jsonl", [{"id": "x", "text": "قارب"}])
    index(root)
    belongs = "The id 'x' belongs to {} already; this one was left out."
    assert listed(settings) == [f"b/two.jsonl, line 1: {belongs.format('a/one.jsonl, line 2')}"]
    write_jsonl(root / "c.jsonl", [{"id": "x", "text": "مركب"}])
    index(root)  # an id that the index holds: its line is not kept there
    assert listed(settings)[1] == f"c.jsonl, line 1: {belongs.format('a/one.jsonl')}"
    elsewhere = write_jsonl(tmp_path / "more/one.jsonl", [{"id": "x", "text": "زورق"}])
    index(elsewhere.parent)
    assert listed(settings)[2] == f"one.jsonl, line 1: {belongs.format(root / 'a/one.jsonl')}"
    assert index(root).left_out == 2
    write_jsonl(root / "a/one.jsonl", [{"id": "n", "text": "نص"}])
    report = index(root)  # the first of those that waited has the id
    assert (report.left_out, report.articles) == (1, 2)
    assert listed(settings)[0] == f"c.jsonl, line 1: {belongs.format('b/two.jsonl, line 1')}"


def test_what_stays_down_is_known_and_no_fault(index: Index, settings: Settings, mixed: Path) -> None:
    index(mixed)
    write_jsonl(mixed / "copy.jsonl", [{"id": "e", "text": "جبل شامخ"}])
    remove(settings, ["c"])
    for _ in range(2):
        report = index(mixed)
        assert (report.left_out, report.faults) == (5, 4)
    restore(settings, ["c"])
    report = index(mixed)
    assert (report.left_out, report.faults, report.articles) == (4, 4, 4)


def test_a_folder_that_cannot_be_listed_is_counted_once(
    index: Index, settings: Settings, mixed: Path, tmp_path: Path
) -> None:
    index(mixed)
    (tmp_path / "away").mkdir()
    (mixed / "out").symlink_to(tmp_path / "away")
    for _ in range(2):
        assert index(mixed).left_out == 5
    assert "out" in places(settings)
    (mixed / "out").unlink()
    assert index(mixed).left_out == 4


class Killed(BaseException):
    """A run that ends as by kill -9, as far as it can be told from inside."""


@pytest.mark.parametrize("is_committed", [False, True])
def test_whenever_a_run_is_killed_what_is_known_is_the_index_s(
    index: Index, settings: Settings, mixed: Path, monkeypatch: pytest.MonkeyPatch, is_committed: bool
) -> None:
    index(mixed)
    before = listed(settings)
    write_jsonl(mixed / "in/news.jsonl", [{"id": "a", "text": "؟"}, {"id": "z", "text": "نخلة"}])
    store = FolderGenerations(settings.index)
    current = store.current()
    assert current
    with closing(store.open(current)) as engine:
        whole = type(engine).commit

    def commit(self: object) -> None:
        if is_committed:
            whole(self)  # type: ignore[arg-type]
        raise Killed

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(type(engine), "commit", commit)
        reindex(settings, [mixed])
    after = ["bad.txt", "in/news.jsonl, line 1"]
    assert places(settings) == after if is_committed else listed(settings) == before
    assert index(mixed).left_out == 2 and places(settings) == after


def test_most_are_named_and_all_are_counted(
    index: Index, settings: Settings, mixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(left_out, "MOST", 2)
    monkeypatch.setattr("search.indexing.report.MOST", 2)
    for _ in range(2):
        report = index(mixed)
        assert report.left_out == 4 and len(report.skipped) <= 2 and len(listed(settings)) == 2
    figures = known(generations_of(settings)).as_json()
    assert (figures["count"], figures["named"]) == (4, 2)


def test_parts_of_one_file_beyond_those_named_count_too(
    index: Index, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.articles.reader.MAX_SKIPPED", 3)
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "نص"}\n' + "{\n" * 10, "utf-8")
    for _ in range(2):
        assert index(path).left_out == 10
    assert listed(settings)[-1] == "a.jsonl: More parts of it could not be read: 7."


def test_damage_of_what_is_kept_is_found_and_mended(index: Index, settings: Settings, mixed: Path) -> None:
    index(mixed)
    store = FolderGenerations(settings.index)
    number = store.current_number()
    assert number
    path = store.folder(number) / "left-out"
    path.write_text(path.read_text("ascii")[:-9], "ascii")
    for look in (lambda: check(store), lambda: known(store)):
        with pytest.raises(NoIndex, match="left-out"):
            look()
    assert index(mixed).left_out == 5  # and that articles of other paths may be lost
    assert index(mixed).left_out == 4
    assert check(store) == 3 and len(listed(settings)) == 4


def test_a_build_that_fails_changes_nothing(
    index: Index, settings: Settings, mixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(mixed)
    before = listed(settings)
    (mixed / "bad.txt").write_text("سطر.\n", "utf-8")
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(FolderGenerations, "publish", lambda *_: (_ for _ in ()).throw(Killed()))
        reindex(settings, [mixed], Options(full=True))
    assert listed(settings) == before
    assert index(mixed).left_out == 3


def test_an_index_of_before_this_was_kept_has_nothing_listed(
    index: Index, settings: Settings, mixed: Path
) -> None:
    index(mixed)
    store = FolderGenerations(settings.index)
    current = store.current()
    assert current
    with store.writing():
        (store.folder(current.number) / "left-out").unlink()
    assert listed(settings) == []
    assert index(mixed).left_out == 1  # what is read again in any case
    assert index(mixed, full=True).left_out == 4


values = st.recursive(
    st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: (
        st.builds(Message, st.text(), st.dictionaries(st.text(), inner))
        | st.builds(Enumeration, st.lists(inner).map(tuple))
    ),
    max_leaves=5,
)
messages = st.builds(Message, st.text(), st.dictionaries(st.text(), values))
parts = st.builds(Skipped, st.text(), messages, st.none() | messages, st.booleans(), st.integers(1, 9))


@hypothesis.settings(max_examples=25)
@given(st.lists(st.tuples(st.text(), parts)), st.lists(st.tuples(st.text(), parts)))
def test_what_is_kept_comes_back(first: list[tuple[str, Skipped]], second: list[tuple[str, Skipped]]) -> None:
    before, now = LeftOut(), LeftOut()
    for whole, given_parts in ((before, first), (now, second)):
        for place, part in given_parts:
            whole.add(place, part)
    assert decode(encode(now), "1") == now
    assert decode(encode(now, before, "1"), "1") == before
    assert decode(encode(now, before, "1"), "2") == now


@pytest.mark.parametrize(
    "text", ["", "7", "{}", '{"now": 7}', '{"now": {"a": [1]}}', '{"now": {"a": [1, 0, [["a"]]]}}']
)
def test_what_is_no_list_is_told(text: str) -> None:
    with pytest.raises(ValueError):
        decode(text, "1")
