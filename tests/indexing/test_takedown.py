"""Taking articles down, and letting them come back."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support import open_searcher, remove, restore, write_jsonl

from search.engines.whoosh.engine import WhooshEngine
from search.errors import NoIndex, NotFound
from search.indexing.report import Report
from search.model import SearchRequest
from search.settings import Settings
from search.store.folder import FolderGenerations
from search.store.tombstones import Tombstones, load

Index = Callable[..., Report]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "articles"
    (root / "inner").mkdir(parents=True)
    for name in ("one", "two", "inner/three", "inner/four"):
        (root / f"{name}.txt").write_text(f"خبر عن مدرسة {name}.\n", "utf-8")
    write_jsonl(root / "many.jsonl", [{"id": f"m{number}", "text": f"مدرسة {number}"} for number in range(6)])
    return root


def ids(settings: Settings) -> set[str]:
    searcher = open_searcher(settings)
    try:
        return {hit.article.id for hit in searcher.search(SearchRequest("مدرسة", size=50)).hits}
    finally:
        searcher.close()


def test_folders_files_and_ids_together(index: Index, folder: Path, settings: Settings) -> None:
    index(folder)
    assert remove(settings, [str(folder / "inner"), "m1", "m2", str(folder / "one.txt"), "m1"]) == 5
    left = ids(settings)
    assert len(left) == 5 and not left & {"m1", "m2"}
    assert index(folder, full=True, confirmed=True).articles == 5
    (folder / "inner" / "five.txt").write_text("مدرسة خامسة.\n", "utf-8")
    assert index(folder).articles == 5
    assert restore(settings, [str(folder / "inner")]) == 1
    assert index(folder).articles == 8


def test_an_unknown_target_leaves_everything(index: Index, folder: Path, settings: Settings) -> None:
    index(folder)
    with pytest.raises(NotFound, match="nothing"):
        remove(settings, ["m1", "nothing", str(folder / "one.txt")])
    with pytest.raises(NotFound, match="m1"):
        restore(settings, ["m1"])
    assert (len(ids(settings)), load(settings.index)) == (10, Tombstones())


def test_twice_is_no_error(index: Index, folder: Path, settings: Settings) -> None:
    index(folder)
    assert remove(settings, ["m1", str(folder / "one.txt")]) == 2
    assert remove(settings, ["m1", str(folder / "one.txt")]) == 0
    with pytest.raises(NotFound):
        restore(settings, ["m1", "m2"])
    assert restore(settings, ["m1"]) == 1


def test_one_article_of_a_file_comes_back_though_the_file_is_the_same(
    index: Index, folder: Path, settings: Settings
) -> None:
    index(folder)
    remove(settings, ["m3"])
    assert index(folder).articles == 9
    restore(settings, ["m3"])
    assert index(folder / "one.txt").articles == 9  # its file is not among these
    report = index(folder)
    assert (report.added, report.changed, report.removed, report.articles) == (1, 0, 0, 10)
    assert load(settings.index) == Tombstones()
    assert index(folder).unchanged_files == 5


def test_a_file_may_be_named_by_its_link_or_from_here(
    index: Index, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = folder / ".hidden"
    hidden.write_text("مدرسة خفية.\n", "utf-8")
    (folder / "link.txt").symlink_to(hidden)
    (folder.parent / "alias").symlink_to(folder)
    index(folder.parent / "alias")
    assert remove(settings, [str(folder.parent / "alias" / "link.txt")]) == 1
    monkeypatch.chdir(folder)
    assert remove(settings, ["one.txt", "./inner/../two.txt"]) == 2
    assert index(folder).articles == 8
    assert restore(settings, ["one.txt", str(folder / "link.txt")]) == 2
    assert index(folder).articles == 10


def test_more_than_half_may_be_taken_down_by_hand(index: Index, folder: Path, settings: Settings) -> None:
    index(folder)
    down = Tombstones(places=frozenset({str(folder / "many.jsonl")}))
    FolderGenerations(settings.index).keep_tombstones(down)  # stopped before the articles went
    assert index(folder).articles == 4


def test_a_removal_that_was_stopped_is_finished(
    index: Index, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(folder)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(WhooshEngine, "delete", stop)
    with pytest.raises(KeyboardInterrupt):
        remove(settings, ["m1", str(folder / "inner")])
    monkeypatch.undo()
    assert len(ids(settings)) == 10
    assert index(folder / "one.txt").articles == 7  # whichever paths are reindexed


def test_a_text_stays_down_under_another_name(index: Index, folder: Path, settings: Settings) -> None:
    index(folder)
    remove(settings, [str(folder / "one.txt")])
    (folder / "one.txt").rename(folder / "first.txt")
    for full in (False, True):
        report = index(folder, full=full)
        assert report.articles == 9
        (left,) = report.skipped
        assert "first.txt" in left.where() and f"restore {folder / 'one.txt'}" in str(left.reason)
    (folder / "first.txt").write_text("خبر آخر عن مدرسة.\n", "utf-8")
    assert index(folder).articles == 10  # the name is not kept out
    restore(settings, [str(folder / "one.txt")])
    (folder / "one.txt").write_text("خبر عن مدرسة one.\n", "utf-8")
    assert index(folder).articles == 11


def test_a_text_that_was_renamed_comes_back_when_it_is_restored(
    index: Index, folder: Path, settings: Settings
) -> None:
    index(folder)
    remove(settings, ["m2", str(folder / "one.txt")])
    (folder / "one.txt").rename(folder / "first.txt")
    moved = [{"id": "n1", "text": "مدرسة جديدة"}, {"id": "n2", "text": "مدرسة 2"}]
    write_jsonl(folder / "moved.jsonl", moved)
    assert index(folder).articles == 9
    assert not {"m2", "n2"} & ids(settings)
    assert restore(settings, ["m2", str(folder / "one.txt")]) == 2
    report = index(folder)
    assert (report.articles, report.skipped) == (12, [])
    assert {"m2", "n2"} <= ids(settings)
    assert load(settings.index) == Tombstones()


def test_one_of_two_copies_may_be_taken_down(index: Index, folder: Path, settings: Settings) -> None:
    (folder / "copy.txt").write_text((folder / "one.txt").read_text("utf-8"), "utf-8")
    index(folder)
    assert remove(settings, [str(folder / "copy.txt")]) == 1
    assert index(folder, full=True).articles == 10
    assert remove(settings, [str(folder / "one.txt")]) == 1
    assert index(folder, full=True).articles == 9


def test_removing_needs_an_index_and_makes_none(settings: Settings) -> None:
    with pytest.raises(NoIndex):
        remove(settings, ["x"])
    with pytest.raises(NotFound):
        restore(settings, ["x"])
    assert not settings.index.exists()


DAMAGED = ["", "{}", "[1]", '["x"', '"x"', "null", '{"ids": {}, "places": [], "again": [], "waiting": []}']
PARTS = {"ids": {}, "places": [], "again": [], "waiting": [], "texts": {}}
WRONG = {"ids": {"x": 1}, "places": "/a", "again": [1], "waiting": [["/a"]], "texts": {"x": "h"}}
DAMAGED += [json.dumps({**PARTS, name: value}) for name, value in WRONG.items()]


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_list_is_told_before_anything_comes_back(
    index: Index, folder: Path, settings: Settings, text: str
) -> None:
    index(folder)
    remove(settings, ["m1"])
    (settings.index / "removed.json").write_text(text)
    with pytest.raises(NoIndex, match=r"removed\.json"):
        index(folder, full=True)
    assert len(ids(settings)) == 9


def test_what_was_taken_down_at_first_stays_down(index: Index, folder: Path, settings: Settings) -> None:
    index(folder)
    names = [f"m1\0{folder / 'many.jsonl'}", str(folder / "inner")]
    (settings.index / "removed.json").write_text(json.dumps(names))
    assert index(folder).articles == 7
    assert restore(settings, ["m1"]) == 1
    assert load(settings.index).places == {str(folder / "inner")}
    assert isinstance(json.loads((settings.index / "removed.json").read_text()), dict)
    assert index(folder).articles == 8
