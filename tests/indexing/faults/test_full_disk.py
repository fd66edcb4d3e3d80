"""A disk that is full at any stage of a run: the index before answers, and the next run finishes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import open_searcher, reindex, remove

from search.errors import CannotIndex
from search.indexing.reindex import Options
from search.model import SearchRequest
from search.settings import Settings

SIZE = 4_000_000
STEP = 16 * 1024


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)]
    if (
        os.geteuid() != 0
        or not shutil.which("mount")
        or subprocess.run(mount, capture_output=True).returncode
    ):
        pytest.skip("needs a user who may mount a file system of limited size")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path, free: int) -> None:
    """Leave so many bytes free."""
    filler = disk / "filler"
    filler.unlink(missing_ok=True)
    available = shutil.disk_usage(disk).free
    filler.write_bytes(b"\0" * max(0, available - free))


def write_version(folder: Path, version: int) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(30):
        words = " ".join(f"كلمة{number}{word}" for word in range(8))
        (folder / f"{number}.txt").write_text(f"مدرسة نسخة{version}. {words}\n", "utf-8")


def totals(settings: Settings, *queries: str) -> list[int]:
    searcher = open_searcher(settings)
    try:
        return [searcher.search(SearchRequest(query)).total for query in queries]
    finally:
        searcher.close()


@pytest.mark.slow
@pytest.mark.parametrize("full", [False, True], ids=["in-place", "full"])
@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_full_disk_at_every_stage(disk: Path, tmp_path: Path, engine: str, full: bool) -> None:
    settings = Settings(index=disk / "index", engine=engine, workers=1)
    folder = tmp_path / "articles"
    write_version(folder, 1)
    reindex(settings, [folder])
    write_version(folder, 2)
    failures = 0
    for free in range(0, SIZE, STEP):
        fill(disk, free)
        try:
            reindex(settings, [folder], Options(full=full))
        except CannotIndex as error:
            failures += 1
            assert "could not be written" in str(error) or "space" in str(error)
            assert totals(settings, "نسخة1", "نسخة2") == [30, 0], free
            assert len(list((settings.index / "generations").iterdir())) == 1
        else:
            break
    assert failures >= 3
    assert totals(settings, "نسخة1", "نسخة2") == [0, 30]
    (disk / "filler").unlink()
    again = reindex(settings, [folder])
    assert (again.written, again.articles) == (0, 30)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_first_build_and_a_removal_on_a_full_disk(disk: Path, tmp_path: Path, engine: str) -> None:
    settings = Settings(index=disk / "index", engine=engine, workers=1)
    folder = tmp_path / "articles"
    write_version(folder, 1)
    fill(disk, 0)
    with pytest.raises(CannotIndex):
        reindex(settings, [folder])
    fill(disk, SIZE)
    reindex(settings, [folder])
    fill(disk, 0)
    with pytest.raises(CannotIndex):
        remove(settings, [str(folder / "0.txt")])
    assert totals(settings, "نسخة1") in ([30], [29])
    fill(disk, SIZE)
    remove(settings, [str(folder / "1.txt")])
    reindex(settings, [folder])
    assert totals(settings, "نسخة1") in ([29], [28])
