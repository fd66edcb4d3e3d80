"""The look that a server takes at the files of its index at every request for /readyz."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from support import reindex
from waiting import wait_until

from search.settings import Settings
from search.store import checksums
from search.store.folder import FolderGenerations
from web import create_app


@pytest.fixture(params=["whoosh", "tantivy"])
def indexed(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Settings:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"مدرسة رقم {number}\n", "utf-8")
    chosen = replace(settings, engine=request.param)
    reindex(chosen, [folder])
    return chosen


def files(settings: Settings) -> list[Path]:
    """The files of the generation that answers, the longest first."""
    sealed = checksums.sealed_files(settings.index / "generations" / "1")
    return sorted(sealed, key=lambda path: path.stat().st_size, reverse=True)


def touch(path: Path) -> None:
    """Another time, as a copy has."""
    state = path.stat()
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 1_000_000_000))


def change(path: Path) -> None:
    """Other bytes under the name of a file, as many; not in the file, which may be mapped."""
    fresh = path.with_name("fresh")
    fresh.write_bytes(bytes(255 - byte for byte in path.read_bytes()))
    fresh.replace(path)


def cut(path: Path) -> None:
    """The first half under the name of a file."""
    fresh = path.with_name("fresh")
    fresh.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    fresh.replace(path)


@pytest.mark.parametrize("damage", [change, cut, Path.unlink], ids=["changed", "cut", "gone"])
def test_readyz_fails_while_a_file_is_damaged(indexed: Settings, damage: object, tmp_path: Path) -> None:
    client = create_app(indexed).test_client()
    assert client.get("/readyz").status_code == 200
    damaged = next(path for path in files(indexed) if path.suffix in (".seg", ".store"))  # not read anew
    assert callable(damage)
    damage(damaged)
    for _ in range(2):
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json["error"]["code"]) == (503, "no_index")
        assert damaged.name in answer.json["error"]["message"]
    assert client.get("/healthz").status_code == 200
    reindex(indexed, [tmp_path / "articles"])
    wait_until(lambda: client.get("/readyz").json.get("generation") == 2, "the new index answers")


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of files whose checksums are made from now on."""
    summed, real = list[str](), checksums._sum

    def counting(path: Path) -> int:
        summed.append(path.name)
        return real(path)

    monkeypatch.setattr(checksums, "_sum", counting)
    return summed


def test_checksums_are_made_once_and_only_of_files_with_another_time(
    indexed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, summed = FolderGenerations(indexed.index), counted(monkeypatch)
    assert [store.visibly_damaged() for _ in range(3)] == [[], [], []]
    assert summed == []
    first, second, *_ = files(indexed)
    touch(first)
    change(second)
    touch(second)
    changed = str(second.relative_to(store.folder(1)))
    assert [store.visibly_damaged() for _ in range(3)] == [[changed]] * 3
    assert sorted(summed) == sorted([first.name, second.name])


def test_a_look_reads_only_so_much(indexed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    store, summed = FolderGenerations(indexed.index), counted(monkeypatch)
    monkeypatch.setattr(checksums, "BYTES_A_LOOK", 1)
    touched = files(indexed)
    for path in touched:
        touch(path)
    for looks in range(1, len(touched) + 2):
        assert store.visibly_damaged() == []
        assert len(summed) == min(looks, len(touched))


def test_a_run_that_changes_files_is_no_damage(
    indexed: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FolderGenerations(indexed.index)
    before = checksums._read(store.folder(1))
    with store.writing():
        cut(files(indexed)[0])
        assert store.visibly_damaged() == []
    # The run ends between the look at what was sealed and that at the files.
    texts = [before, checksums._read(store.folder(1))]
    monkeypatch.setattr(checksums, "_read", lambda _: texts.pop(0))
    assert store.visibly_damaged() == []
    assert texts == []


@pytest.mark.parametrize("text", ["", "[1]", '{"engine": 3}', '{"engine": [1, 2]}'])
def test_seals_that_cannot_be_read_are_damage(indexed: Settings, text: str) -> None:
    store = FolderGenerations(indexed.index)
    (store.folder(1) / checksums.NAME).write_text(text)
    assert store.visibly_damaged() == [checksums.NAME]
