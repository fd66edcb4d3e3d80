"""Reindexing: what changed and nothing else; nothing is ever lost."""

import os
import shutil
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from support import found, open_searcher, put_away, reindex, remove, restore, write_jsonl

from search.engines.base import Prepared
from search.engines.whoosh.engine import WhooshEngine
from search.errors import CannotIndex, IndexBusy, NoIndex, NotFound, OtherIndex
from search.indexing import units, workers
from search.indexing.reindex import Options
from search.indexing.report import Report
from search.settings import Settings
from search.store import checksums
from search.store.folder import FolderGenerations

Index = Callable[..., Report]


def test_only_differences_are_read(index: Index, folder: Path, settings: Settings) -> None:
    first = index(folder)
    assert (first.added, first.changed, first.removed, first.articles) == (3, 0, 0, 3)
    assert index(folder).unchanged_files == 3
    (folder / "four.txt").write_text("بحر هادئ.\n", "utf-8")
    (folder / "one.txt").write_text("مدرسة المدينة.\n", "utf-8")
    (folder / "two.txt").unlink()
    second = index(folder)
    assert (second.added, second.changed, second.removed, second.unchanged_files) == (1, 1, 1, 1)
    assert second.generation == first.generation
    assert found(settings, "بحر") and found(settings, "المدينة") and not found(settings, "الفرات")


def test_a_touched_file_is_not_read_again(index: Index, folder: Path) -> None:
    index(folder)
    os.utime(folder / "one.txt", ns=(1, 1))
    assert index(folder).unchanged_files == 3


def test_ids_are_stable_and_two_folders_do_not_collide(
    index: Index, folder: Path, settings: Settings, tmp_path: Path
) -> None:
    index(folder)
    before = found(settings, "مدرسة")
    index(folder, full=True)
    assert found(settings, "مدرسة") == before
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    assert index(other).added == 3
    assert len(found(settings, "مدرسة")) == 2


def test_articles_from_other_paths_stay(
    index: Index, folder: Path, settings: Settings, tmp_path: Path
) -> None:
    index(folder)
    extra = write_jsonl(tmp_path / "extra.jsonl", [{"id": "x", "text": "سفينة"}])
    assert index(extra).articles == 4
    assert index(extra, full=True).articles == 4
    assert found(settings, "مدرسة") and found(settings, "سفينة") == ["x"]


def test_a_folder_inside_a_folder_is_the_same_files(index: Index, folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "five.txt").write_text("غيمة بيضاء.\n", "utf-8")
    index(folder)
    report = index(folder / "inner")
    assert (report.unchanged_files, report.articles) == (1, 4)


def test_two_articles_with_one_id(index: Index, settings: Settings, tmp_path: Path) -> None:
    articles = [{"id": "x", "text": "سفينة"}, {"id": "x", "text": "قارب"}]
    report = index(write_jsonl(tmp_path / "a.jsonl", articles))
    assert report.articles == 1
    assert "'x'" in str(report.skipped[0].reason)
    second = index(write_jsonl(tmp_path / "b.jsonl", [{"id": "x", "text": "مركب"}]))
    assert (second.added, len(second.skipped)) == (0, 1)
    assert found(settings, "سفينة") == ["x"] and not found(settings, "مركب")


def test_a_moved_collection_keeps_its_ids(index: Index, settings: Settings, tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a" / "a.jsonl", [{"id": "x", "text": "سفينة"}])
    index(path)
    path.parent.rename(tmp_path / "b")
    report = index(tmp_path / "b" / "a.jsonl")
    assert (report.articles, report.skipped) == (1, [])
    assert found(settings, "سفينة") == ["x"]


def test_broken_lines_are_named_and_the_others_read(index: Index, settings: Settings, tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [{"id": str(n), "text": f"سطر {n}"} for n in range(9)])
    lines = path.read_text("utf-8").splitlines()
    lines[6] = lines[6][:-3]
    path.write_text("\n".join(lines), "utf-8")
    report = index(path)
    assert report.articles == 8
    assert "7" in report.skipped[0].where()


def test_a_file_that_breaks_keeps_its_articles(index: Index, settings: Settings, folder: Path) -> None:
    index(folder)
    (folder / "one.txt").write_bytes(b"\x00\x01\x02\x03" * 50)
    report = index(folder)
    assert (report.removed, len(report.skipped)) == (0, 1)
    assert found(settings, "مدرسة")


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_nothing_to_read_is_refused(index: Index, folder: Path, tmp_path: Path, name: str) -> None:
    index(folder)
    (tmp_path / "empty").mkdir()
    with pytest.raises(CannotIndex):
        index(tmp_path / name)


def test_removing_most_of_the_index_asks_first(index: Index, folder: Path, settings: Settings) -> None:
    index(folder)
    for name in ("one", "two"):
        (folder / f"{name}.txt").unlink()
    with pytest.raises(CannotIndex, match="--yes"):
        index(folder)
    assert found(settings, "مدرسة")
    with pytest.raises(CannotIndex, match="--yes"):
        index(folder, full=True)
    assert index(folder, confirmed=True).removed == 2


def test_dry_run_changes_nothing(index: Index, folder: Path, settings: Settings) -> None:
    report = index(folder, dry_run=True)
    assert (report.added, report.dry_run) == (3, True)
    with pytest.raises(NoIndex):
        open_searcher(settings)


def test_auto_grows_from_whoosh_to_tantivy(folder: Path, settings: Settings) -> None:
    small = replace(settings, auto_limit=4)
    assert reindex(small, [folder]).engine == "whoosh"
    for number in range(3):
        (folder / f"more{number}.txt").write_text(f"خبر رقم {number}.\n", "utf-8")
    grown = reindex(small, [folder])
    assert (grown.engine, grown.articles, grown.added) == ("tantivy", 6, 3)
    for number in range(3):
        (folder / f"more{number}.txt").unlink()
    assert reindex(small, [folder], Options(confirmed=True)).engine == "tantivy"


def test_workers_end_whatever_their_parent_does_with_sigterm(settings: Settings) -> None:
    """The parent's handler is copied into them, and is not run in one that waits for work."""
    handler = signal.signal(signal.SIGTERM, lambda *_: None)
    signal.signal(signal.SIGALRM, lambda *_: pytest.fail("the run waits for a worker that does not end"))
    signal.alarm(20)
    try:
        assert len(list(workers.run([(), ()], units.Reader(None, settings.index, {}), 2))) == 2
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGTERM, handler)


def test_workers_stand_back_behind_the_engine(settings: Settings) -> None:
    class Reader(units.Reader):
        def batches(self, unit: units.Unit) -> Iterator[units.Batch]:
            yield units.Batch(done=os.nice(0))

    batches = workers.run([(), ()], Reader(None, settings.index, {}), 2)
    assert [batch.done for batch in batches] == [os.nice(0) + workers.NICE] * 2


def test_workers_give_the_same_index(folder: Path, settings: Settings, tmp_path: Path) -> None:
    many = write_jsonl(
        folder / "many.jsonl", [{"id": str(n), "text": f"مقال رقم {n} " * 200} for n in range(1100)]
    )
    assert many.stat().st_size > 4_000_000
    report = reindex(replace(settings, workers=2), [folder])
    assert (report.articles, report.skipped) == (1103, [])


def test_a_second_reindex_is_told_who_holds_the_first(index: Index, folder: Path, settings: Settings) -> None:
    with FolderGenerations(settings.index).writing(), pytest.raises(IndexBusy, match=str(os.getpid())):
        index(folder)


def test_a_failing_build_leaves_the_old_index(
    index: Index, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(folder)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FolderGenerations, "publish", fail)
    with pytest.raises(CannotIndex, match="space"):
        index(folder, full=True)
    monkeypatch.undo()
    assert found(settings, "مدرسة")
    index(folder, full=True)
    assert [each.name for each in (settings.index / "generations").iterdir()] == ["2"]


def test_a_build_that_does_not_hold_what_was_written_does_not_answer(
    index: Index, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(folder)
    write = WhooshEngine.write

    def lossy(self: WhooshEngine, articles: Iterable[Sequence[Prepared]]) -> None:
        write(self, (batch[1:] for batch in articles))

    monkeypatch.setattr(WhooshEngine, "write", lossy)
    with pytest.raises(CannotIndex, match="the old one stays"):
        index(folder, full=True)
    monkeypatch.undo()
    assert found(settings, "مدرسة") and index(folder).generation == 1


def test_an_index_of_other_tables_says_what_to_do(index: Index, folder: Path, settings: Settings) -> None:
    index(folder)
    meta = settings.index / "generations" / "1" / "generation.json"
    meta.write_text(meta.read_text().replace('"fingerprint": "', '"fingerprint": "0'))
    with pytest.raises(OtherIndex, match="--full"):
        open_searcher(settings)
    assert index(folder).generation == 2
    assert found(settings, "مدرسة")


@pytest.mark.parametrize("full", [False, True])
def test_a_damaged_index_is_built_again(full: bool, index: Index, folder: Path, settings: Settings) -> None:
    index(folder)
    put_away(settings.index / "generations" / "1" / "engine")
    with pytest.raises(NoIndex, match="--full"):
        open_searcher(settings)
    assert index(folder, full=full).articles == 3


def test_one_without_checksums_that_cannot_be_opened_is_built_again_with_full(
    index: Index, folder: Path, settings: Settings
) -> None:
    index(folder)
    put_away(settings.index / "generations" / "1" / "engine")
    (settings.index / "generations" / "1" / checksums.NAME).unlink()
    with pytest.raises(NoIndex, match="--full"):
        index(folder)
    assert index(folder, full=True).articles == 3


def test_a_running_searcher_sees_commits_and_generations(
    index: Index, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.searching.searcher.REFRESH_SECONDS", 0)
    index(folder)
    searcher = open_searcher(settings)
    before = searcher.version()
    (folder / "four.txt").write_text("بحر هادئ.\n", "utf-8")
    index(folder)
    searcher.refresh()
    assert searcher.version() != before and searcher.count() == 4
    index(folder, full=True)
    searcher.refresh()
    assert searcher.generation == 2 and searcher.count() == 4
    searcher.close()


def test_articles_taken_down_stay_down_until_restored(index: Index, folder: Path, settings: Settings) -> None:
    index(folder)
    (id,) = found(settings, "مدرسة")
    assert remove(settings, [id]) == 1
    assert not found(settings, "مدرسة")
    index(folder, full=True, confirmed=True)
    assert not found(settings, "مدرسة")
    assert remove(settings, [str(folder / "two.txt")]) == 1
    index(folder)
    assert not found(settings, "الفرات")
    with pytest.raises(NotFound):
        remove(settings, ["nothing"])
    restore(settings, [id, str(folder / "two.txt")])
    index(folder)
    assert found(settings, "مدرسة") and found(settings, "الفرات")


def test_a_document_of_a_collection_may_be_a_title_alone(
    index: Index, settings: Settings, tmp_path: Path
) -> None:
    articles = [{"_id": "x", "title": "غروب على النيل", "text": ""}, {"id": "y", "text": "جبل"}]
    assert index(write_jsonl(tmp_path / "a.jsonl", articles)).articles == 2
    assert found(settings, "النيل") == ["x"]
