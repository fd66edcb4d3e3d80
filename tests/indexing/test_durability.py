"""Whatever happens to a run, the index before it answers, and the next run cleans up and finishes."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from support import open_searcher, put_away, reindex, remove
from waiting import Program, held

from search import disk
from search.disk import hold
from search.errors import CannotIndex, NoIndex
from search.indexing.reindex import Options
from search.indexing.report import Report
from search.indexing.units import MUCH_BYTES, UNIT_BYTES
from search.model import SearchRequest
from search.settings import Settings
from search.store.folder import FolderGenerations
from search.store.generations import Generation

Index = Callable[..., Report]
NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "articles"
    root.mkdir()
    for number in range(6):
        (root / f"{number}.txt").write_text(f"خبر رقم {number} عن مدرسة.\n", "utf-8")
    return root


def count(settings: Settings) -> int:
    searcher = open_searcher(settings)
    try:
        return searcher.search(SearchRequest("مدرسة")).total
    finally:
        searcher.close()


def generations(settings: Settings) -> list[str]:
    return sorted(each.name for each in (settings.index / "generations").iterdir())


def test_a_generation_removed_during_the_look_is_not_damage(
    index: Index, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(folder)
    number = FolderGenerations.current_number
    looks = iter([0])

    def one_before(self: FolderGenerations) -> int | None:
        return next(looks, number(self))

    monkeypatch.setattr(FolderGenerations, "current_number", one_before)
    assert count(settings) == 6


@pytest.mark.parametrize("place", ["index", "index/below"])
def test_an_index_path_that_is_a_file(folder: Path, settings: Settings, place: str) -> None:
    settings.index.write_text("a file")
    there = replace(settings, index=settings.index.parent / place)
    with pytest.raises(CannotIndex, match="not a folder"):
        reindex(there, [folder])
    with pytest.raises(NoIndex):
        remove(there, ["x"])
    with pytest.raises(NoIndex):
        open_searcher(there)
    assert settings.index.read_text() == "a file"


def test_what_killed_runs_leave_is_cleared(index: Index, folder: Path, settings: Settings) -> None:
    index(folder)
    half = settings.index / "generations" / "2"
    shutil.copytree(settings.index / "generations" / "1", half)
    next((half / "engine").iterdir()).write_bytes(b"half")
    (settings.index / "CURRENT.new").write_text("2")
    (settings.index / "removed.json.new").write_text("[")
    (settings.index / "LOCK").write_text("process 1 on elsewhere\n")
    assert count(settings) == 6
    (folder / "6.txt").write_text("مدرسة أخرى.\n", "utf-8")
    assert index(folder).articles == 7
    assert generations(settings) == ["1"]
    assert (index(folder, full=True).generation, generations(settings)) == (2, ["2"])


@pytest.mark.parametrize("text", ["7\n", "", "x", "\0"])
def test_a_current_that_names_nothing(index: Index, folder: Path, settings: Settings, text: str) -> None:
    index(folder)
    (settings.index / "CURRENT").write_text(text)
    for failing in (lambda: open_searcher(settings), lambda: index(folder), lambda: remove(settings, ["x"])):
        with pytest.raises(NoIndex, match="--full"):
            failing()
    report = index(folder, full=True)
    assert report.articles == count(settings) == 6
    assert "other paths are lost" in str(report.skipped[0].reason)
    assert len(generations(settings)) == 1


def _shorten(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
@pytest.mark.parametrize("damage", [_shorten, Path.unlink], ids=["shortened", "missing"])
def test_any_damaged_file_is_mended_by_a_full_build(
    folder: Path, settings: Settings, engine: str, damage: Callable[[Path], None]
) -> None:
    settings = replace(settings, engine=engine)
    reindex(settings, [folder])
    intact = settings.index.with_name("intact")
    shutil.copytree(settings.index, intact)
    for path in sorted(each.relative_to(intact) for each in intact.rglob("*") if each.is_file()):
        if path.parent == Path() or path.name == "USE" or not (intact / path).stat().st_size:
            continue
        damage(settings.index / path)
        assert reindex(settings, [folder], Options(full=True)).articles == count(settings) == 6, path
        put_away(settings.index)
        shutil.copytree(intact, settings.index)


def test_ctrl_c_after_the_swap_keeps_what_was_swapped_in(
    index: Index, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(folder)

    publish = FolderGenerations.publish

    def stop(self: FolderGenerations, generation: Generation) -> None:
        publish(self, generation)
        raise KeyboardInterrupt

    monkeypatch.setattr(FolderGenerations, "publish", stop)
    with pytest.raises(KeyboardInterrupt):
        index(folder, full=True)
    monkeypatch.undo()
    assert count(settings) == 6
    assert index(folder).articles == 6


def test_publishing_flushes_everything_before_the_swap(
    index: Index, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[str] = []
    real = disk.flush

    def flush(path: Path | str) -> None:
        flushed.append(os.path.relpath(path, settings.index))
        real(path)

    monkeypatch.setattr("search.store.folder.flush", flush)
    monkeypatch.setattr(disk, "flush", flush)
    index(folder)
    swap = flushed.index("CURRENT.new")
    assert {"generations", "generations/1", "generations/1/generation.json", "generations/1/engine"} <= set(
        flushed[:swap]
    )
    files = [path for path in (settings.index / "generations/1/engine").iterdir() if path.stat().st_size]
    assert {os.path.relpath(path, settings.index) for path in files} <= set(flushed[:swap])
    assert "." in flushed[swap:]


def test_a_generation_that_is_read_is_not_removed(index: Index, folder: Path, settings: Settings) -> None:
    index(folder)
    searcher = open_searcher(settings)
    index(folder, full=True)
    index(folder, full=True)
    assert searcher.search(SearchRequest("مدرسة")).total == 6
    assert generations(settings) == ["1", "3"]
    searcher.close()
    index(folder)
    assert generations(settings) == ["3"]


def test_a_generation_that_is_being_removed_is_not_opened(
    index: Index, folder: Path, settings: Settings
) -> None:
    index(folder)
    use = settings.index / "generations" / "1" / "USE"
    current = FolderGenerations(settings.index).current()
    assert current is not None
    using = FolderGenerations(settings.index).using
    with hold(use, exclusive=True), pytest.raises(NoIndex), using(current):
        pass
    with using(current), hold(use, exclusive=True) as held:
        assert not held


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that others may look into: the test's own is closed to them."""
    if os.geteuid() != 0:
        pytest.skip("needs a user who may become another")
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_an_index_one_may_only_read_is_searched_and_not_written(public: Path, folder: Path) -> None:
    """With Whoosh: Tantivy's files are its owner's alone, and it wants to lock what it reads."""
    settings = Settings(index=public / "index", engine="whoosh", workers=1)
    articles = public / "articles"
    shutil.copytree(folder, articles)
    reindex(settings, [articles])
    count(settings)  # so that Python has loaded what another user may not
    os.seteuid(NOBODY)
    try:
        assert count(settings) == 6
        (before,) = generations(settings)
        for options in (Options(), Options(full=True)):
            with pytest.raises(CannotIndex, match="Permission denied"):
                reindex(settings, [articles], options)
        assert reindex(settings, [articles], Options(dry_run=True)).unchanged_files == 6
        with pytest.raises(CannotIndex, match="Permission denied"):
            remove(settings, ["x"])
        assert (count(settings), generations(settings)) == (6, [before])
    finally:
        os.seteuid(0)


def test_workers_of_a_killed_run_do_not_keep_the_lock(
    folder: Path, settings: Settings, tmp_path: Path
) -> None:
    reindex(settings, [folder])
    many = [tmp_path / "many" / f"{number}.txt" for number in range(6)]
    many[0].parent.mkdir()
    for each in many:
        each.write_text("مقال طويل. " * (UNIT_BYTES // 20), "utf-8")
    assert sum(each.stat().st_size for each in many) > MUCH_BYTES
    words = ("reindex", many[0].parent, "--workers", "2", "--full")
    with Program(*held(str(many[0])), *words, env={"FIHRIS_INDEX": str(settings.index)}) as run:
        run.says(f"held at {many[0]}")  # by a worker
        workers = Path(f"/proc/{run.process.pid}/task/{run.process.pid}/children")
        children = workers.read_text().split() if workers.exists() else []
        assert len(children) == 2 or not workers.exists()
        run.process.kill()
        run.process.wait()
        try:
            assert count(settings) == 6
            assert reindex(settings, [folder]).articles == 6
        finally:
            for child in children:
                with suppress(ProcessLookupError):
                    os.kill(int(child), signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_the_index_does_not_grow_with_runs(folder: Path, settings: Settings, engine: str) -> None:
    settings = replace(settings, engine=engine)
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"خبر رقم {number} عن مدرسة. " * 20, "utf-8")
    reindex(settings, [folder])
    once = size(settings)
    sizes = []
    for turn in range(60):
        (folder / f"{turn}.txt").write_text(f"خبر رقم {turn} عن مدرسة كبيرة. " * 20, "utf-8")
        reindex(settings, [folder])
        sizes.append(size(settings))
    assert max(sizes) < 4 * once
    for _ in range(30):
        reindex(settings, [folder], Options(full=True))
    assert size(settings) < 1.5 * once
    assert len(generations(settings)) == 1
    assert count(settings) == 60


def size(settings: Settings) -> int:
    return sum(path.stat().st_size for path in settings.index.rglob("*") if path.is_file())
