"""Watching: changes are in the index within two seconds, whatever the editor does."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from support import ROOT

from search.indexing import watch as module
from search.settings import Settings
from search.store.folder import FolderGenerations

SOON = 2.0
"""Seconds promised from a change to the index that has it."""


class Watching:
    """`fihris reindex --watch` in a process of its own, and what it says."""

    def __init__(self, index: Path, paths: Sequence[Path], said: Path) -> None:
        self.said = said
        command = [
            sys.executable,
            "-m",
            "search.cli.commands",
            "reindex",
            "--watch",
            "--json",
            *map(str, paths),
        ]
        environment = {
            **os.environ, "FIHRIS_INDEX": str(index), "FIHRIS_WORKERS": "1", "PYTHONPATH": str(ROOT),
            "FIHRIS_LANGUAGE": "en",
        }  # fmt: skip
        with said.open("wb") as out, said.with_suffix(".err").open("wb") as err:
            self.process = subprocess.Popen(command, env=environment, stdout=out, stderr=err)

    def reports(self) -> list[dict[str, object]]:
        """The runs so far."""
        text, decoder, found = self.said.read_text("utf-8"), json.JSONDecoder(), []
        while text := text.lstrip():
            try:
                report, end = decoder.raw_decode(text)
            except ValueError:
                break
            found.append(report)
            text = text[end:]
        return found

    def errors(self) -> str:
        return self.said.with_suffix(".err").read_text("utf-8")

    def until(self, holds: Callable[[], bool], seconds: float = SOON) -> float:
        """How long it took until something held; fails when it does not within `seconds`."""
        began = time.monotonic()
        while not holds():
            assert time.monotonic() - began < seconds, (self.reports(), self.errors())
            assert self.process.poll() is None, self.errors()
            time.sleep(0.02)
        return time.monotonic() - began

    def articles(self) -> object:
        reports = self.reports()
        return reports[-1]["articles"] if reports else None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "articles"
    root.mkdir()
    for number in range(3):
        (root / f"{number}.txt").write_text(f"خبر رقم {number}.\n", "utf-8")
    return root


@pytest.fixture
def watching(settings: Settings, tmp_path: Path) -> Iterator[Callable[..., Watching]]:
    started: list[Watching] = []

    def start(*paths: Path, articles: int = 3, index: Path = settings.index) -> Watching:
        started.append(Watching(index, paths, tmp_path / "said"))
        started[-1].until(lambda: started[-1].articles() == articles, 20)
        return started[-1]

    yield start
    for each in started:
        each.process.kill()
        each.process.wait()


@pytest.mark.slow
def test_every_kind_of_change(watching: Callable[..., Watching], folder: Path) -> None:
    run = watching(folder)
    (folder / "new.txt").write_text("بحر هادئ.\n", "utf-8")
    run.until(lambda: run.articles() == 4)
    (folder / "new.txt").write_text("بحر هائج.\n", "utf-8")
    run.until(lambda: run.reports()[-1]["changed"] == 1)
    (folder / ".new.txt.swp").write_text("بحر ساكن.\n", "utf-8")
    (folder / ".new.txt.swp").rename(folder / "new.txt")  # as editors save
    run.until(lambda: len(run.reports()) == 4)
    assert run.reports()[-1]["changed"] == 1
    (folder / "new.txt").unlink()
    run.until(lambda: run.articles() == 3)
    shutil.copytree(folder, folder.parent / "made")
    (folder.parent / "made").rename(folder / "inner")
    run.until(lambda: run.articles() == 6)
    (folder / "inner" / "later.txt").write_text("نهر طويل.\n", "utf-8")  # in a folder that came later
    run.until(lambda: run.articles() == 7)
    (folder / "inner").rename(folder.parent / "gone")
    run.until(lambda: "--yes" in run.errors())  # most of them are gone: that is never done unasked


@pytest.mark.slow
def test_a_burst_is_a_few_runs_and_the_last_change_is_in(
    watching: Callable[..., Watching], folder: Path
) -> None:
    run = watching(folder)
    for number in range(200):
        (folder / f"burst{number}.txt").write_text(f"خبر عاجل {number}.\n", "utf-8")
        time.sleep(0.01)
    run.until(lambda: run.articles() == 203)
    assert len(run.reports()) <= 6


@pytest.mark.slow
def test_a_file_half_written_waits_and_others_do_not(watching: Callable[..., Watching], folder: Path) -> None:
    run = watching(folder)
    with (folder / "long.txt").open("w", encoding="utf-8") as stream:
        for number in range(25):
            stream.write(f"سطر رقم {number} من مقال طويل.\n")
            stream.flush()
            if number == 5:
                (folder / "short.txt").write_text("خبر قصير.\n", "utf-8")
            time.sleep(0.1)
        assert [report["articles"] for report in run.reports()] == [3, 4]
    run.until(lambda: run.articles() == 5)
    assert sum(int(str(report["written"])) for report in run.reports()) == 5


@pytest.mark.slow
def test_a_file_that_is_replaced_by_its_folder_name(watching: Callable[..., Watching], folder: Path) -> None:
    """A path may be a file; an editor then puts another file in its place."""
    run = watching(folder / "0.txt", articles=1)
    for number in range(2):
        (folder / "fresh").write_text(f"خبر جديد {number}.\n", "utf-8")
        (folder / "fresh").replace(folder / "0.txt")
        run.until(lambda number=number: len(run.reports()) == number + 2)  # type: ignore[misc]
    (folder / "1.txt").write_text("ملف آخر.\n", "utf-8")
    time.sleep(1)
    assert (len(run.reports()), run.articles()) == (3, 1)


@pytest.mark.slow
def test_errors_are_said_once_and_watching_goes_on(
    watching: Callable[..., Watching], folder: Path, settings: Settings
) -> None:
    run = watching(folder)
    with FolderGenerations(settings.index).writing():
        (folder / "3.txt").write_text("خبر ثالث.\n", "utf-8")
        run.until(lambda: "Another reindex" in run.errors())
        (folder / "4.txt").write_text("خبر رابع.\n", "utf-8")
        time.sleep(1)
    run.until(lambda: run.articles() == 5, 7)  # it tries again by itself
    assert run.errors().count("Another reindex") == 1
    folder.rename(folder.parent / "away")
    run.until(lambda: "does not exist" in run.errors(), 7)
    (folder.parent / "away").rename(folder)
    (folder / "5.txt").write_text("خبر خامس.\n", "utf-8")
    run.until(lambda: run.articles() == 6, 7)
    (folder / "6.txt").write_text("خبر سادس.\n", "utf-8")
    run.until(lambda: run.articles() == 7)


@pytest.mark.slow
@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly(
    watching: Callable[..., Watching], folder: Path, settings: Settings, ended_by: signal.Signals
) -> None:
    run = watching(folder)
    run.process.send_signal(ended_by)
    assert run.process.wait(5) == 0
    assert "Traceback" not in run.errors() and "Watching has ended" in run.errors()
    with FolderGenerations(settings.index).writing():
        pass


@pytest.mark.slow
def test_the_index_among_the_articles_does_not_wake_it(
    watching: Callable[..., Watching], folder: Path
) -> None:
    run = watching(folder, index=folder / "index")
    before = (folder / "index" / "LOCK").stat().st_mtime_ns
    time.sleep(1.5)
    assert (folder / "index" / "LOCK").stat().st_mtime_ns == before
    assert len(run.reports()) == 1


def test_when_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Changes every tenth of a second, of a file that grows and of others that do not."""
    clock = 100.0
    monkeypatch.setattr(module.time, "monotonic", lambda: clock)
    schedule = module._Schedule()
    assert schedule.is_due() and schedule.being_written() == []
    schedule.ran(well=True)
    left: list[tuple[float, list[str]]] = []
    for step in range(1, 131):
        clock = 100.0 + step / 10
        schedule.note(["growing", f"other{step}"] if step <= 120 else [])
        if schedule.is_due():
            left.append((clock, sorted(schedule.being_written())))
            schedule.ran(well=True)
    first, last = left[0], left[-1]
    assert first[0] == pytest.approx(101.1, abs=0.11) and first[1] == [
        "growing",
        "other10",
        "other11",
        "other9",
    ]
    assert all("growing" in places for moment, places in left if moment < 110.0)
    assert any("growing" not in places for moment, places in left if moment < 111.5)
    assert last == (pytest.approx(112.4, abs=0.31), [])
    schedule.ran(well=False)
    clock += module.RETRY
    assert schedule.is_due()
