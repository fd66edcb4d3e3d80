"""A file that takes long to read is named once; the clock is the test's."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support import reindex

from search.articles import slow
from search.articles.slow import SLOW_SECONDS, SlowFiles
from search.cli import progress
from search.indexing.reindex import Options
from search.indexing.units import MUCH_BYTES
from search.settings import Settings


class Reading:
    """Files that take seconds of a clock to read, and what was told of them."""

    def __init__(self) -> None:
        self.now = 100.0
        self.told: list[str] = []
        self.files = SlowFiles(self.told.append, lambda: self.now)

    def results(self, *seconds: float, looks: bool = True) -> Iterator[float]:
        """A result after each so many seconds, and another second to the end."""
        for wait in (*seconds, 1.0):
            self.now += wait
            if looks:
                self.files.look()
                self.files.look()
            yield wait


@pytest.fixture
def reading() -> Reading:
    return Reading()


@pytest.mark.parametrize("looks", [True, False], ids=["looked at", "in a library that lets nobody look"])
@pytest.mark.parametrize(
    ("seconds", "is_slow"),
    [
        ((SLOW_SECONDS + 0.1,), True),
        ((2.0, 2.0, 2.0), True),
        ((2.0, 2.0), False),
        ((), False),
        ((9.0, 9.0, 9.0), True),
    ],
)
def test_a_slow_file_is_named_once(
    reading: Reading, seconds: tuple[float, ...], is_slow: bool, looks: bool
) -> None:
    for name in ("a.txt", "b.txt"):
        assert [*reading.files.timed(name, reading.results(*seconds, looks=looks))] == [*seconds, 1.0]
    assert reading.told == (["a.txt", "b.txt"] if is_slow else [])


def test_only_the_time_of_reading_counts(reading: Reading) -> None:
    for _ in reading.files.timed("a.txt", reading.results(1.0, 1.0)):
        reading.now += 60
        reading.files.look()
    reading.now += 60
    reading.files.look()
    assert reading.told == []


def test_parts_of_a_file_name_it_once(reading: Reading) -> None:
    for _ in range(2):
        assert [*reading.files.timed("a.jsonl", reading.results(9.0))]
    assert reading.told == ["a.jsonl"]


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_every_process_that_reads_tells(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setattr(slow, "SLOW_SECONDS", -1)  # all files are slow
    files = [tmp_path / "articles" / f"{number}.txt" for number in range(4)]
    files[0].parent.mkdir()
    for file in files:
        file.write_text("مدرسة القرية. " * (MUCH_BYTES // 80), "utf-8")

    def tell(name: str) -> None:
        with (tmp_path / "told").open("a") as told:
            print(name, file=told)

    reindex(replace(settings, workers=workers), [files[0].parent], Options(slow=tell))
    assert sorted((tmp_path / "told").read_text().splitlines()) == [*map(str, files)]


def test_off_a_terminal_a_line_in_the_language_of_the_user(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for language in ("en", "ar"):
        tell = progress.slow(language)
        assert tell
        tell("أخبار.pdf")
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [
        "أخبار.pdf has been read for more than 5 seconds.",
        "تجاوزت قراءة أخبار.pdf مدة 5 ثوانٍ.",
    ]
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert progress.slow("en") is None  # it shows a bar
