"""Generations that a reader, who was the last to leave, removes under the hands of others."""

from __future__ import annotations

import os
import shutil
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from search.store import checksums
from search.store import folder as module
from search.store.folder import FolderGenerations


@pytest.fixture
def store(tmp_path: Path) -> FolderGenerations:
    """Three generations, the last of which answers."""
    made = FolderGenerations(tmp_path / "index")
    made.index.mkdir()
    for _ in range(3):
        made.publish(made.create("whoosh", "1"))
    return made


def test_a_run_cleans_what_a_reader_has_just_removed(
    store: FolderGenerations, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold = module.hold

    def late(path: Path, *, exclusive: bool) -> AbstractContextManager[bool]:
        if exclusive and path.parent == store.folder(1):
            shutil.rmtree(store.folder(1))
        return hold(path, exclusive=exclusive)

    monkeypatch.setattr(module, "hold", late)
    with store.writing():
        store.clean()
    assert [folder.name for folder in (store.index / "generations").iterdir()] == ["3"]


@pytest.mark.parametrize("file", ["", "USE"], ids=["folder", "file"])
def test_the_size_of_an_index_is_told_while_a_reader_removes(
    store: FolderGenerations, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    """What goes after its name was read counts no longer."""
    current = store.current()
    assert current is not None
    whole = store.footprint(current).size
    size = sum(path.stat().st_size for path in store.folder(1).iterdir())
    scandir, removed = os.scandir, []

    def late(path: str | Path) -> _Listed:
        with scandir(path) as entries:
            listed = list(entries)
        if not removed and Path(path).name == ("1" if file else "generations"):
            removed.append(path)
            shutil.rmtree(store.folder(1))
        return _Listed(listed)

    monkeypatch.setattr(os, "scandir", late)
    assert store.footprint(current).size == whole - size
    assert removed


@pytest.mark.parametrize("change", ["unsealed", "removed"])
def test_what_a_run_changes_meanwhile_is_not_damaged(
    store: FolderGenerations, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """A check may read for minutes."""
    with store.writing():
        pass
    known, looked = checksums._is, []

    def late(path: Path, crc: int) -> bool:
        looked.append(path)
        if change == "removed":
            shutil.rmtree(store.folder(3))
        else:
            checksums.unseal(store.folder(3))
            path.write_text("{}")
        return known(path, crc)

    monkeypatch.setattr(checksums, "_is", late)
    assert store.damaged() == ()
    assert looked


class _Listed:
    """What `os.scandir` gives, read before."""

    def __init__(self, entries: list[os.DirEntry[str]]) -> None:
        self._entries = iter(entries)

    def __iter__(self) -> _Listed:
        return self

    def __next__(self) -> os.DirEntry[str]:
        return next(self._entries)

    def __enter__(self) -> _Listed:
        return self

    def __exit__(self, *_: object) -> None:
        pass
