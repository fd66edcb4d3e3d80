"""An index on a disk that may only be read: found in, followed as others change it, never written."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support import open_searcher, reindex, write_jsonl

from search.engines.tantivy.engine import TantivyEngine
from search.engines.tantivy.links import Links
from search.errors import CannotIndex
from search.indexing.reindex import Options
from search.model import SearchRequest
from search.query.plan import Everything
from search.searching.searcher import Searcher
from search.settings import Settings


def write(folder: Path, count: int) -> Path:
    articles = ({"id": str(number), "text": f"سفينة رقم {number}"} for number in range(count))
    return write_jsonl(folder / "articles.jsonl", articles).parent


def total(searcher: Searcher) -> int:
    return searcher.search(SearchRequest("سفينة")).total


@pytest.fixture
def mirror(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A folder, and the same one as a disk that may only be read."""
    folder, mirror = tmp_path / "folder", tmp_path / "mirror"
    folder.mkdir()
    mirror.mkdir()
    commands = (
        ["mount", "--bind", str(folder), str(mirror)],
        ["mount", "-o", "remount,bind,ro", str(mirror)],
    )
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("needs a user who may mount a file system")
    if any(subprocess.run(command, capture_output=True).returncode for command in commands):
        pytest.skip("needs a system that lets folders be mounted")
    yield folder, mirror
    subprocess.run(["umount", "-l", str(mirror)], check=True)


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_an_index_is_searched_where_it_may_only_be_read(
    mirror: tuple[Path, Path], tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.searching.searcher.REFRESH_SECONDS", 0)
    there, here = (Settings(index=folder / "index", engine=engine, workers=1) for folder in mirror)
    reindex(there, [write(tmp_path / "articles", 3)])
    searcher = open_searcher(here)
    assert total(searcher) == 3
    reindex(there, [write(tmp_path / "articles", 5)])
    assert searcher.refresh() and total(searcher) == 5
    reindex(there, [write(tmp_path / "articles", 6)], Options(full=True))
    assert searcher.refresh() and total(searcher) == 6
    with pytest.raises(CannotIndex, match="Read-only file system"):
        reindex(here, [write(tmp_path / "articles", 7)])
    searcher.close()


def test_a_lock_that_may_not_be_written_hinders_no_reader(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    settings = replace(settings, engine="tantivy")
    reindex(settings, [write(tmp_path / "articles", 3)])
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    searcher = open_searcher(settings)
    links = list(tmp_path.glob("fihris-links-*"))
    assert total(searcher) == 3 and len(links) == 1
    searcher.close()
    assert not links[0].exists()


def test_a_disk_that_knows_no_locks_is_read(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    reindex(settings, [write(tmp_path / "articles", 3)])
    monkeypatch.setattr("fcntl.flock", flock)
    searcher = open_searcher(settings)
    assert total(searcher) == 3
    searcher.close()
    with pytest.raises(CannotIndex, match="No locks available"):
        reindex(settings, [write(tmp_path / "articles", 4)])


def test_a_commit_that_falls_between_two_looks_is_looked_at_again(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files are linked before a reader opens them, and others may be there by then."""
    settings = replace(settings, engine="tantivy")
    reindex(settings, [write(tmp_path / "articles", 3)])
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    engine = TantivyEngine(settings.index / "generations" / "1" / "engine")
    monkeypatch.undo()
    renew, changed = Links.renew, []

    def renew_and_change(links: Links) -> None:
        renew(links)
        if len(changed) < 2:
            changed.append(True)
            reindex(settings, [write(tmp_path / "articles", 4 + len(changed))])

    reindex(settings, [write(tmp_path / "articles", 4)])
    monkeypatch.setattr(Links, "renew", renew_and_change)
    assert engine.refresh()
    assert len(changed) == 2 and engine.search(Everything(), limit=1).total == 6
    engine.close()
