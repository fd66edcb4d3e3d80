"""`fihris reindex --watch` as the system tells of changes: in the index soon, whatever the editor does.

How soon is for test_schedule.py; here the machine may be as slow as it is.
"""

from __future__ import annotations

import json
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from waiting import LIMIT, Program

from search.settings import Settings
from search.store.folder import FolderGenerations

pytestmark = pytest.mark.slow


class Watching(Program):
    """The command in a process of its own, and what it says."""

    def __init__(self, index: Path, paths: Sequence[Path]) -> None:
        command = ("-m", "search.cli.commands", "reindex", "--watch", "--json")
        super().__init__(
            sys.executable, *command, *paths, env={"FIHRIS_INDEX": str(index), "FIHRIS_WORKERS": "1"}
        )

    def reports(self) -> list[dict[str, object]]:
        """The runs so far that had anything to tell."""
        text, decoder, found = self.out(), json.JSONDecoder(), []
        while text := text.lstrip():
            try:
                report, end = decoder.raw_decode(text)
            except ValueError:
                break
            found.append(report)
            text = text[end:]
        return found

    def has(self, articles: int, reports: int) -> None:
        """Wait until so many runs told something, the last one of so many articles."""
        self.until(lambda: len(self.reports()) >= reports, f"{reports} runs have told of changes")
        assert [len(self.reports()), self.reports()[-1]["articles"]] == [reports, articles]

    def will_have(self, articles: int) -> None:
        """Wait until the last run tells of so many articles."""
        self.until(
            lambda: [each["articles"] for each in self.reports()[-1:]] == [articles],
            f"there are {articles} articles",
        )


def put(path: Path, text: str) -> None:
    """Write a file in one step, so that it is one change on any machine."""
    made = path.parent.parent / "made"
    made.write_text(text, "utf-8")
    made.replace(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "articles"
    root.mkdir()
    for number in range(3):
        (root / f"{number}.txt").write_text(f"خبر رقم {number}.\n", "utf-8")
    return root


@pytest.fixture
def watching(settings: Settings) -> Iterator[Callable[..., Watching]]:
    with ExitStack() as started:

        def start(*paths: Path, articles: int = 3) -> Watching:
            run = started.enter_context(Watching(settings.index, paths))
            run.has(articles, reports=1)
            return run

        yield start


def test_every_kind_of_change(watching: Callable[..., Watching], folder: Path) -> None:
    run = watching(folder)
    put(folder / "new.txt", "بحر هادئ.\n")
    run.has(4, reports=2)
    put(folder / "new.txt", "بحر هائج.\n")
    run.has(4, reports=3)
    (folder / ".new.txt.swp").write_text("بحر ساكن.\n", "utf-8")
    (folder / ".new.txt.swp").rename(folder / "new.txt")  # as editors save
    run.has(4, reports=4)
    assert run.reports()[-1]["changed"] == 1
    (folder / "new.txt").unlink()
    run.has(3, reports=5)
    shutil.copytree(folder, folder.parent / "copy")
    (folder.parent / "copy").rename(folder / "inner")
    run.will_have(6)
    put(folder / "inner" / "later.txt", "نهر طويل.\n")  # in a folder that came later
    run.will_have(7)
    (folder / "inner").rename(folder.parent / "gone")
    run.says("--yes")  # most of them are gone: that is never done unasked


def test_a_file_that_is_replaced_by_its_folder_name(watching: Callable[..., Watching], folder: Path) -> None:
    """A path may be a file; an editor then puts another file in its place."""
    run = watching(folder / "0.txt", articles=1)
    for number in range(2):
        put(folder / "0.txt", f"خبر جديد {number}.\n")
        run.has(1, reports=number + 2)
    put(folder / "1.txt", "ملف آخر.\n")  # of which nothing is told
    put(folder / "0.txt", "خبر أخير.\n")
    run.has(1, reports=4)


def test_errors_are_said_and_watching_goes_on(
    watching: Callable[..., Watching], folder: Path, settings: Settings
) -> None:
    run = watching(folder)
    with FolderGenerations(settings.index).writing():
        put(folder / "3.txt", "خبر ثالث.\n")
        run.says("Another reindex")
    run.will_have(4)  # it tries again by itself
    folder.rename(folder.parent / "away")
    run.says("does not exist")
    (folder.parent / "away").rename(folder)
    put(folder / "4.txt", "خبر رابع.\n")
    run.will_have(5)
    put(folder / "5.txt", "خبر خامس.\n")
    run.will_have(6)


@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly(
    watching: Callable[..., Watching], folder: Path, settings: Settings, ended_by: signal.Signals
) -> None:
    run = watching(folder)
    run.process.send_signal(ended_by)
    assert run.process.wait(LIMIT) == 0
    assert "Traceback" not in run.err() and "Watching has ended" in run.err()
    with FolderGenerations(settings.index).writing():
        pass
