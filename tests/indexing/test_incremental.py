"""What a run reads, keeps and removes, when files change in all the ways that files change."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support import found, write_jsonl

from search.errors import CannotIndex
from search.indexing import files, origins, units
from search.indexing.files import File, walk
from search.indexing.origins import encode_origin
from search.indexing.plan import compare
from search.indexing.report import Report
from search.settings import Settings
from search.store.folder import FolderGenerations

Index = Callable[..., Report]


@contextmanager
def denied(path: Path) -> Iterator[None]:
    """Reading a file, or listing a folder, is not permitted. The superuser, who may run this, always may."""

    def refuse() -> None:
        raise PermissionError(13, "Permission denied")

    real_scandir, real_digest = os.scandir, files.digest

    def scandir(place: object = ".") -> object:
        return refuse() if str(place) == str(path) else real_scandir(place)  # type: ignore[call-overload]

    def digest(place: str) -> str:
        return str(refuse()) if place == str(path) else real_digest(place)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        patch.setattr(files, "digest", digest)
        yield


def test_an_index_among_the_articles_is_not_read(index: Index, folder: Path, settings: Settings) -> None:
    assert index(folder.parent).articles == 3  # the index is in folder.parent as well
    second = index(folder.parent)
    assert (second.unchanged_files, second.added, second.skipped) == (3, 0, [])
    with pytest.raises(CannotIndex):
        index(settings.index)


def test_what_is_neither_file_nor_folder_is_refused(index: Index, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(CannotIndex, match="neither"):
        index(tmp_path / "pipe.txt")


@pytest.mark.parametrize("seconds", [-(10**9), 10**9])
def test_a_clock_that_jumps(index: Index, folder: Path, settings: Settings, seconds: int) -> None:
    index(folder)
    path, time = folder / "one.txt", (folder / "one.txt").stat().st_mtime + seconds
    path.write_text("مدرسة البلدة.\n", "utf-8")  # the same number of bytes
    os.utime(path, (time, time))
    assert index(folder).changed == 1
    assert found(settings, "البلدة") and not found(settings, "القرية")


def test_links_to_articles_are_not_articles_again(index: Index, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("بحر هادئ.\n", "utf-8")
    (folder / "latest.txt").symlink_to(folder / "one.txt")
    (folder / "sea.txt").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "dead.txt").symlink_to(folder / "nothing.txt")
    report = index(folder)
    assert (report.articles, [each.where() for each in report.skipped]) == (3, ["sea.txt"])
    assert str(outside) in str(report.skipped[0].reason)
    (folder / "hidden").symlink_to(tmp_path / "nowhere")
    assert index(folder).unchanged_files == 3
    both = index(folder, outside)  # given as well, it is no longer left out
    assert (both.articles, both.skipped) == (4, [])


def test_no_index_is_read(index: Index, folder: Path, settings: Settings) -> None:
    (folder / "up").symlink_to(folder.parent)  # the index is in there
    assert index(folder).articles == 3
    shutil.copytree(settings.index, folder / "other")
    shutil.copytree(settings.index, folder / ".hidden" / "index")
    (folder / "shown").symlink_to(folder / ".hidden")
    report = index(folder)
    assert (report.unchanged_files, report.added, [each.where() for each in report.skipped]) == (3, 0, ["up"])


def test_a_renamed_file_is_found_once(index: Index, folder: Path, settings: Settings) -> None:
    write_jsonl(folder / "own.jsonl", [{"id": "x", "text": "سفينة"}])
    index(folder)
    (folder / "one.txt").rename(folder / "first.txt")
    (folder / "own.jsonl").rename(folder / "renamed.jsonl")
    report = index(folder)
    assert (report.articles, report.removed, report.skipped) == (4, 1, [])
    (id,) = found(settings, "مدرسة")
    assert id.startswith("first-")  # an id made from the path changes with it
    assert found(settings, "سفينة") == ["x"]


def test_renaming_everything_does_not_ask(index: Index, folder: Path) -> None:
    index(folder)
    (folder / "2024").mkdir()
    for path in folder.glob("*.txt"):
        path.rename(folder / "2024" / path.name)
    assert index(folder).articles == 3


def test_a_renamed_root_is_found_once(index: Index, folder: Path, settings: Settings) -> None:
    index(folder)
    folder.rename(folder.parent / "texts")
    assert index(folder.parent / "texts").articles == 3
    assert len(found(settings, "مدرسة")) == 1


def test_a_copied_root_is_there_twice(index: Index, folder: Path) -> None:
    index(folder)
    shutil.copytree(folder, folder.parent / "copy")
    assert index(folder.parent / "copy").articles == 6


def test_what_a_broken_line_held_back_goes_once_it_is_mended(
    index: Index, settings: Settings, tmp_path: Path
) -> None:
    articles = [
        {"id": str(number), "text": word}
        for number, word in enumerate(("قمر", "بحر", "نهر", "جبل", "سهل", "غيم"))
    ]
    path = write_jsonl(tmp_path / "a.jsonl", articles)
    index(path)
    good = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*good[:4], good[4][:-4]]), "utf-8")  # 4 is cut off and 5 is gone
    report = index(path)
    assert (report.added, report.changed, report.removed, len(report.skipped)) == (0, 0, 0, 1)
    assert found(settings, "سهل") and found(settings, "غيم")
    assert len(index(path).skipped) == 1  # as long as it is broken, every run says so
    path.write_text("\n".join(good[:5]), "utf-8")
    assert (index(path).removed, index(path).unchanged_files) == (1, 1)
    assert found(settings, "سهل") and not found(settings, "غيم")


@pytest.mark.parametrize("full", [False, True])
def test_a_folder_that_cannot_be_listed_keeps_its_articles(
    index: Index, folder: Path, settings: Settings, full: bool
) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "four.txt").write_text("بحر هادئ.\n", "utf-8")
    index(folder)
    with denied(folder / "inner"):
        report = index(folder, full=full)
    assert (report.articles, report.removed) == (4, 0)
    assert "inner" in report.skipped[0].where()
    assert found(settings, "بحر")
    (folder / "inner" / "four.txt").unlink()
    assert index(folder).removed == 1


@pytest.mark.parametrize("full", [False, True])
def test_a_file_that_cannot_be_read_keeps_its_articles(
    index: Index, folder: Path, settings: Settings, full: bool
) -> None:
    index(folder)
    (folder / "one.txt").write_text("مدرسة المدينة الكبيرة.\n", "utf-8")
    with denied(folder / "one.txt"):
        report = index(folder, full=full)
    assert (report.articles, report.removed, len(report.skipped)) == (3, 0, 1)
    assert found(settings, "القرية")
    assert index(folder).changed == 1
    assert found(settings, "المدينة")


def test_a_file_that_goes_between_walk_and_reading(
    index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(folder)
    (folder / "one.txt").write_text("مدرسة المدينة الكبيرة.\n", "utf-8")
    origin = File.origin

    def gone(self: File) -> object:
        self.location.unlink()
        return origin(self)

    monkeypatch.setattr(File, "origin", gone)
    assert index(folder).removed == 0
    monkeypatch.undo()
    assert index(folder).removed == 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_file_that_changes_while_it_is_read_is_read_again(
    index: Index, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Whether its text was the old one or the new: the next run puts it right."""
    path, read = folder / "one.txt", units.read

    def changing(file: Path, **given: object) -> Iterator[object]:
        if file == path and moment == "before":
            path.write_text("مدرسة البلدة.\n", "utf-8")
        yield from read(file, **given)  # type: ignore[arg-type]
        if file == path and moment == "after":
            path.write_text("مدرسة البلدة.\n", "utf-8")

    monkeypatch.setattr(units, "read", changing)
    index(folder)
    monkeypatch.undo()
    index(folder)
    assert len(found(settings, "البلدة")) == 1 and not found(settings, "القرية")
    assert index(folder).unchanged_files == 3


def test_files_being_written_are_left_as_they_are(index: Index, folder: Path, settings: Settings) -> None:
    index(folder)
    (folder / "one.txt").write_text("مدر", "utf-8")
    (folder / "new.txt").write_text("بح", "utf-8")
    left = [str(folder / "one.txt"), str(folder / "new.txt")]
    assert (index(folder, left=left).written, len(found(settings, "القرية"))) == (0, 1)
    assert index(folder).written == 2


def test_a_preview_counts_what_a_full_build_would_do(index: Index, folder: Path) -> None:
    index(folder)
    (folder / "one.txt").unlink()
    (folder / "four.txt").write_text("بحر هادئ.\n", "utf-8")
    report = index(folder, full=True, dry_run=True)
    assert (report.added, report.removed, report.articles) == (1, 1, 3)


def test_the_state_of_a_file_begins_its_origin(folder: Path, tmp_path: Path) -> None:
    (folder / 'quote"\\ عربي.txt').write_text("نص", "utf-8")
    found = list(walk([folder, folder / "one.txt"], tmp_path / "index").files())
    assert len(found) == 4
    assert all(encode_origin(file.origin()).startswith(file.state + ", ") for file in found)
    lines = [encode_origin(file.origin()) for file in found]
    assert compare(found, lines, [str(folder)]).unchanged == 4


@pytest.mark.parametrize("many", [0, 10**6])
def test_articles_of_files_one_way_or_the_other(
    index: Index, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """By pages or by a pass over the index."""
    monkeypatch.setattr(origins, "MANY", many)
    monkeypatch.setattr(origins, "FEW", 0)
    monkeypatch.setattr(origins, "PAGE", 2)
    write_jsonl(folder / "many.jsonl", [{"id": f"m{number}", "text": f"نص {number}"} for number in range(5)])
    index(folder)
    generations = FolderGenerations(settings.index)
    current = generations.current()
    assert current is not None
    engine = generations.open(current)
    lines = [line for line, _ in engine.values("origin")]
    assert len({article.id for article in origins.articles_of(engine, lines)}) == 8
    wanted = [line for line in lines if "many" in line]
    assert {article.id for article in origins.articles_of(engine, wanted)} == {f"m{n}" for n in range(5)}
    assert list(origins.articles_of(engine, [])) == []
