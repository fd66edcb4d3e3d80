"""The folder of the index as a fresh clone has it: there, with a hidden file of its own, and no index yet."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support import ROOT, open_searcher

from search.errors import CannotIndex, NoIndex
from search.indexing.report import Report
from search.settings import Settings

Index = Callable[..., Report]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "articles"
    root.mkdir()
    (root / "one.txt").write_text("خبر عن مدرسة.\n", "utf-8")
    return root


@pytest.fixture
def place(settings: Settings) -> Path:
    """Where the index goes, as in a fresh clone."""
    assert Settings().index == Path("index")
    shutil.copytree(ROOT / "index", settings.index, ignore=lambda *_: {"generations", "CURRENT", "LOCK"})
    assert [path.name for path in settings.index.iterdir()] == [".gitignore"]
    return settings.index


def test_its_content_is_kept_out_of_version_control(place: Path, folder: Path, index: Index) -> None:
    if shutil.which("git") is None:
        pytest.skip("needs git")
    index(folder)
    subprocess.run(["git", "init", "-q", str(place.parent)], check=True)
    status = ["git", "-C", str(place.parent), "status", "--porcelain", "--untracked-files=all", "index"]
    assert subprocess.check_output(status, text=True) == "?? index/.gitignore\n"


def test_it_is_no_index_until_there_is_one(
    place: Path, folder: Path, settings: Settings, index: Index
) -> None:
    with pytest.raises(NoIndex, match="reindex"):
        open_searcher(settings)
    (folder / "one.txt").rename(folder / "one.bin")
    with pytest.raises(CannotIndex, match="no article files"):
        index(folder)
    assert [path.name for path in place.iterdir()] == [".gitignore"]


def test_runs_leave_it_alone(place: Path, folder: Path, index: Index) -> None:
    ignored = (place / ".gitignore").read_text()
    index(folder)
    assert (index(folder, full=True).generation, index(folder).unchanged_files) == (2, 1)
    assert (place / ".gitignore").read_text() == ignored
    assert [path.name for path in (place / "generations").iterdir()] == ["2"]


def test_the_folder_of_the_index_holds_no_articles(place: Path, folder: Path, index: Index) -> None:
    assert index(folder.parent).articles == index(folder.parent).articles == 1


def test_a_file_of_version_control_is_no_part_of_the_index(
    place: Path, folder: Path, settings: Settings, index: Index
) -> None:
    index(folder)
    searcher = open_searcher(settings)
    before = searcher.stats()
    (place / ".gitignore").write_text("*\n" * 1000)
    os.utime(place / ".gitignore", (4e9, 4e9))
    after = searcher.stats()
    searcher.close()
    assert (after.bytes, after.last_reindex) == (before.bytes, before.last_reindex)
    assert datetime.fromisoformat(after.last_reindex) <= datetime.now(UTC)
