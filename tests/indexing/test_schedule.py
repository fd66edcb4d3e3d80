"""When a run is due, by a clock that the test holds: bursts, files half written, runs that failed."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import ExitStack
from pathlib import Path

import pytest
from scripted import Script, written
from support import reindex

from search.cli import runs
from search.indexing.reindex import Options
from search.indexing.watch import BURST, PATIENCE, QUIET, RETRY, ROUND, TICK
from search.settings import Settings
from search.store.choose import generations_of
from search.store.folder import FolderGenerations

SOON = 2.0
"""Seconds promised from a change to the index that has it."""


class Runs:
    """Runs into the test's own index: when each began, how many articles it found, how many it wrote."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings, self.folder = settings, folder
        self.seen: list[tuple[float, int, int]] = []

    def __call__(self, script: Script) -> list[tuple[float, int, int]]:
        """All runs of a script."""

        def run(left: Collection[str]) -> bool:
            report = reindex(self.settings, [self.folder], Options(left=left))
            self.seen.append((script.now(), report.articles, report.written))
            return True

        script.watch([self.folder], self.settings.index, run)
        return self.seen


@pytest.fixture
def runs_of(settings: Settings, folder: Path) -> Runs:
    return Runs(settings, folder)


def test_a_change_is_read_once_it_has_been_quiet(runs_of: Runs, folder: Path) -> None:
    script = Script([(1.0, written(folder / "new.txt", "بحر هادئ.\n"))], end=20)
    assert runs_of(script) == [(0, 3, 3), (1 + QUIET, 4, 1)]
    assert QUIET + TICK < SOON


def test_a_burst_is_a_few_runs_and_the_last_change_is_in(runs_of: Runs, folder: Path) -> None:
    burst = [(1 + n / 100, written(folder / f"burst{n}.txt", f"خبر عاجل {n}.\n")) for n in range(200)]
    found = runs_of(Script(burst, end=20))
    assert [second for second, *_ in found] == pytest.approx(
        [0, 1 + BURST, 1 + 2 * BURST, 3 + QUIET], abs=0.3
    )
    assert found[-1][1] == 203
    assert found[-1][0] < burst[-1][0] + SOON


def test_a_file_half_written_waits_and_others_do_not(runs_of: Runs, folder: Path) -> None:
    lines = [(1 + n / 10, written(folder / "long.txt", f"سطر {n} من مقال طويل.\n")) for n in range(25)]
    short = (1.55, written(folder / "short.txt", "خبر قصير.\n"))
    found = [each for each in runs_of(Script([*lines, short], end=20)) if each[2]]
    assert [each[1:] for each in found] == [(3, 3), (4, 1), (5, 1)]
    assert 1.55 < found[1][0] < 1.55 + SOON
    assert 3.4 < found[2][0] < 3.4 + SOON


def test_a_file_that_never_rests_is_read_all_the_same(runs_of: Runs, folder: Path) -> None:
    lines = [(1 + n / 10, written(folder / "log.txt", f"سطر رقم {n}.\n")) for n in range(150)]
    found = [each for each in runs_of(Script(lines, end=30)) if each[2]]
    assert found[0][1] == 3
    assert found[1] == (pytest.approx(1 + PATIENCE, abs=BURST + QUIET), 4, 1)


def test_what_is_written_into_the_index_wakes_nobody(settings: Settings, folder: Path) -> None:
    changes = [
        (1.0, written(folder / "index" / "LOCK", " ")),
        (2.0, written(folder.parent / "other.txt", "ملف آخر.\n")),
        (9.0, written(folder / "new.txt", "بحر هادئ.\n")),
    ]
    (folder / "index").mkdir()
    script, began = Script(changes, end=20), []
    script.watch([folder], folder / "index", lambda left: not began.append(script.now()))
    assert began == [0, 9 + QUIET]


def test_a_folder_that_tells_of_nothing_is_looked_at_now_and_then() -> None:
    script, began = Script([], end=2.5 * ROUND), []
    script.watch([Path("/")], Path("/index"), lambda left: not began.append(script.now()))
    assert began == pytest.approx([0, ROUND, 2 * ROUND], abs=TICK)


def test_errors_are_said_once_and_runs_that_failed_are_tried_again(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with ExitStack() as held:

        def hold() -> None:
            held.enter_context(FolderGenerations(settings.index).writing())

        changes = [
            (1.0, hold),
            (1.0, written(folder / "3.txt", "خبر ثالث.\n")),
            (2.0, written(folder / "4.txt", "خبر رابع.\n")),  # fails again, and says nothing new
            (2 + QUIET + RETRY / 2, held.close),
        ]
        script = Script(changes, end=30)
        monkeypatch.setattr(runs, "watch", script.watch)
        runs.after_every_change(settings, generations_of(settings), [folder], Options(), as_json=True)
    said = capsys.readouterr()
    assert said.err.count("Another reindex") == 1
    assert re.search(r"^[\d-]{10} [\d:]{8} 3\.txt, 4\.txt$", said.err, re.MULTILINE)
    assert [line.strip(' ",') for line in said.out.splitlines() if '"articles"' in line] == [
        'articles": 3',
        'articles": 5',
    ]


def test_a_run_after_a_change_says_what_changed(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, *_ = sorted(folder.iterdir())

    def gone() -> Path:
        first.unlink()
        return first

    many = [(10.0, written(folder / f"new{number:02}.txt", "خبر جديد.\n")) for number in range(22)]
    script = Script([(1.0, gone), (5.0, written(folder / "sub.txt", "خبر.\n")), *many], end=30)
    monkeypatch.setattr(runs, "watch", script.watch)
    runs.after_every_change(settings, generations_of(settings), [folder], Options(), as_json=True)
    lines = [line.split(" ", 2) for line in capsys.readouterr().err.splitlines() if line[:2] == "20"]
    assert [line[2:] for line in lines[:3]] == [[""], [first.name], ["sub.txt"]]
    assert lines[3][2].startswith("new00.txt, new01.txt") and lines[3][2].endswith("new19.txt and 2 more")
