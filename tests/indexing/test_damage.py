"""What a disk or a copy has changed in an index is noticed, told and mended, on both embedded engines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from support import found, reindex, write_jsonl

from search.errors import NoIndex
from search.settings import Settings
from search.store import checksums
from search.store.check import check
from search.store.folder import FolderGenerations

ENGINES = ("whoosh", "tantivy")
WORDS = ["مدرسة", "كتاب", "وزير", "مدينة", "سوق", "نهر", "حديقة", "مصنع", "جسر", "مكتبة"]


def _put(path: Path, data: bytes) -> None:
    """Other bytes under a file's name, for who opens it from now on: to take them from under who has the file
    mapped, as readers of this process may still have, would end the process (SIGBUS).
    """
    fresh = path.with_name("fresh")
    fresh.write_bytes(data)
    fresh.replace(path)


def _flip(path: Path, random: Random) -> None:
    data = bytearray(path.read_bytes())
    data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    _put(path, data)


def _cut(path: Path, random: Random) -> None:
    _put(path, path.read_bytes()[: random.randrange(path.stat().st_size)])


def _zero(path: Path, random: Random) -> None:
    data = bytearray(path.read_bytes())
    start = random.randrange(len(data))
    data[start : start + 512] = b"\xff" * len(data[start : start + 512])
    _put(path, data)


def _take(path: Path, random: Random) -> None:
    path.unlink()


DAMAGE: tuple[Callable[[Path, Random], None], ...] = (_flip, _flip, _flip, _cut, _zero, _take)


def _articles() -> list[dict[str, str]]:
    random = Random(5)
    return [{"id": str(n), "text": " ".join(random.choices(WORDS, k=30))} for n in range(60)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_jsonl(tmp_path / "articles" / "a.jsonl", _articles())
    return tmp_path / "articles"


def _damage_and_mend(settings: Settings, folder: Path, rounds: int) -> None:
    random, store = Random(11), FolderGenerations(settings.index)
    reindex(settings, [folder])
    answers = {word: sorted(found(settings, word)) for word in WORDS}
    for number in range(rounds):
        assert check(store) == 60
        current = store.current()
        assert current is not None
        files = list(checksums.sealed_files(store.folder(current.number)))
        damaged = random.choice(files[1:])  # the first says which generation it is: tested below
        before = damaged.read_bytes()
        random.choice(DAMAGE)(damaged, random)
        if damaged.exists() and damaged.read_bytes() == before:
            continue
        assert store.damaged() == (str(damaged.relative_to(store.folder(current.number))),)
        with pytest.raises(NoIndex, match=damaged.name):
            check(store)
        report = reindex(settings, [folder])
        assert report.generation > current.number, (number, damaged)
        assert [each.name for each in report.skipped] == [str(settings.index)]  # it says so
        assert {word: sorted(found(settings, word)) for word in WORDS} == answers


@pytest.mark.parametrize("engine", ENGINES)
def test_damage_is_noticed_told_and_mended(settings: Settings, folder: Path, engine: str) -> None:
    _damage_and_mend(_with(settings, engine), folder, 5)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_a_hundred_times(settings: Settings, folder: Path, engine: str) -> None:
    _damage_and_mend(_with(settings, engine), folder, 100)


@pytest.mark.parametrize("engine", ENGINES)
def test_changes_in_place_are_sealed_too(settings: Settings, folder: Path, engine: str) -> None:
    chosen, store = _with(settings, engine), FolderGenerations(settings.index)
    reindex(chosen, [folder])
    for number in range(3):
        (folder / f"new{number}.txt").write_text("مدرسة في القرية", "utf-8")
        report = reindex(chosen, [folder])
        assert (report.added, report.generation) == (1, 1)
        assert check(store) == 61 + number
    assert reindex(chosen, [folder]).written == 0
    assert check(store) == 63


def test_a_killed_writer_leaves_nothing_that_is_taken_for_damage(settings: Settings, folder: Path) -> None:
    reindex(settings, [folder])
    store = FolderGenerations(settings.index)
    current = store.current()
    assert current is not None
    with store.writing():
        assert not (store.folder(current.number) / checksums.NAME).exists()
    assert (store.folder(current.number) / checksums.NAME).exists()
    checksums.unseal(store.folder(current.number))  # as a kill leaves it
    assert store.damaged() == ()
    assert reindex(settings, [folder]).generation == current.number
    assert (store.folder(current.number) / checksums.NAME).exists()


def test_damage_stays_known_until_it_is_mended(settings: Settings, folder: Path) -> None:
    reindex(settings, [folder])
    store = FolderGenerations(settings.index)
    current = store.current()
    assert current is not None
    _flip(list(checksums.sealed_files(store.folder(current.number)))[1], Random(1))
    with store.writing():
        assert store.damaged()
    assert store.damaged()


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"engine": 3}'])
def test_damaged_checksums_are_damage(settings: Settings, folder: Path, text: str) -> None:
    reindex(settings, [folder])
    store = FolderGenerations(settings.index)
    current = store.current()
    assert current is not None
    (store.folder(current.number) / checksums.NAME).write_text(text)
    assert store.damaged()
    assert reindex(settings, [folder]).generation == current.number + 1
    assert store.damaged() == ()


def test_there_is_nothing_to_check_without_an_index(settings: Settings) -> None:
    with pytest.raises(NoIndex):
        check(FolderGenerations(settings.index))


def _with(settings: Settings, engine: str) -> Settings:
    return replace(settings, engine=engine)
