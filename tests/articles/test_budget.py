"""Files that cost a careless reader dearly are read within bounds, or named with the reason."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from hostile import SHAPES, make
from trafilatura import core, external
from waiting import ROOT, Program

from search.articles import Read, Skipped, read, reader
from search.articles.budget import Budget, OverBudget, within
from search.articles.formats.html import MAX_COMPARED
from search.articles.result import MAX_SKIPPED
from search.messages import Message

MOST_MB = 1_500
"""Memory of a run over all of them by one process: 600 for a file, as many for the lexicon and what the
engine writes, and what a library in C takes between two looks. A run took 937."""


def test_what_takes_too_long_is_ended_and_what_was_read_before_is_kept() -> None:
    def articles() -> Iterator[int]:
        yield 1
        try:
            while True:
                pass
        except Exception:  # as libraries do
            yield 2

    results = within(articles(), Budget(1, 0))
    assert next(results) == 1
    with pytest.raises(OverBudget) as over:
        next(results)
    assert "1 seconds" in str(over.value.reason)


@pytest.mark.slow
def test_time_between_articles_does_not_count() -> None:
    results = within(iter(range(3)), Budget(1))
    assert next(results) == 0
    used = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    while resource.getrusage(resource.RUSAGE_SELF).ru_utime < used + 1.2:
        pass
    assert list(results) == [1, 2]


def test_other_threads_read_without_a_bound() -> None:
    seen: list[int] = []
    thread = threading.Thread(target=lambda: seen.extend(within(iter(range(3)), Budget(1))))
    thread.start()
    thread.join()
    assert seen == [0, 1, 2]


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (only,) = read(tmp_path / "a.txt")
    assert isinstance(only, Skipped)
    assert "pipe" in only.text("en")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("attributes.html", "attributes"),
        ("attributes-bare.html", "attributes"),
        ("attributes-slashed.html", "attributes"),
        ("attributes-open.html", "attributes"),
        ("attributes-close.html", "attributes"),
        ("line-breaks.html", "tags"),
        ("paragraphs.docx", "tags"),
        ("columns.csv", "columns"),
        ("columns-empty.csv", "columns"),
        ("packed.pdf", "100 MB"),
        ("states.pdf", "states"),
        ("operators.pdf", "letters"),
        ("strings.xlsx", "tags"),
        ("cells.xlsx", "tags"),
        ("keys.json", "fields"),
        ("overlapping.zip", "bomb"),
    ],
)
def test_what_is_known_to_be_dear_is_refused_before_it_is_read(
    name: str, reason: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(SHAPES[name]())
    (only,) = read(tmp_path / name)
    assert isinstance(only, Skipped)
    assert reason in only.text("en")


@pytest.mark.slow
def test_unreadable_parts_in_a_row_have_one_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Iterator[Skipped]:
        for _ in range(50_000_000):  # more than any machine makes in a second
            yield Skipped("a.md", Message("It has no text."))

    monkeypatch.setattr(reader, "READERS", {".md": broken})
    monkeypatch.setattr(reader, "MAX_UNREADABLE", 50_000_000)
    (tmp_path / "a.md").write_text("مدرسة", "utf-8")
    results = list(read(tmp_path / "a.md", budget=Budget(1, 0)))
    assert len(results) == MAX_SKIPPED + 1
    last = results[-1]
    assert isinstance(last, Skipped)
    assert last.text("en") == "a.md: Reading it took longer than 1 seconds."


def test_unreadable_parts_are_named_up_to_a_bound_and_then_counted(tmp_path: Path) -> None:
    lines = "{\n" * (MAX_SKIPPED + 7) + '{"text": "مدرسة في القرية"}\n'
    (tmp_path / "a.jsonl").write_text(lines, "utf-8")
    results = list(read(tmp_path / "a.jsonl"))
    told = [result.text("en") for result in results if isinstance(result, Skipped)]
    assert len(told) == MAX_SKIPPED + 1
    assert told[-1] == "a.jsonl: More parts of it could not be read: 7."
    assert len(results) == len(told) + 1


def test_a_file_of_unreadable_parts_alone_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MAX_UNREADABLE", 5)
    good, broken = '{"text": "مدرسة في القرية"}\n', "{\n"
    (tmp_path / "a.jsonl").write_text(good + broken * 4 + good + broken * 5 + good, "utf-8")
    results = list(read(tmp_path / "a.jsonl"))
    assert [result.member for result in results if isinstance(result, Read)] == ["1", "6"]
    last = results[-1]
    assert isinstance(last, Skipped)
    assert last.text("en") == "a.jsonl: It was read no further: 5 parts in a row are unreadable."


@pytest.mark.parametrize(("blocks", "times"), [(20, 1), (MAX_COMPARED + 1, 0)])
def test_pages_of_very_many_blocks_are_not_compared(
    blocks: int, times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """justext looks at all other short blocks from each."""
    compared = Mock(side_effect=external.compare_extraction)
    monkeypatch.setattr(core, "compare_extraction", compared)
    paragraphs = "".join(f"<p>قال الوزير إن المدرسة رقم {number} تُفتح.</p>" for number in range(blocks))
    (tmp_path / "a.html").write_text(f"<html><body><article>{paragraphs}</article></body></html>", "utf-8")
    (only,) = read(tmp_path / "a.html")
    assert isinstance(only, Read)
    assert f"رقم {blocks - 1} " in only.article.text
    assert compared.call_count == times


MEASURED = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("USED", used.ru_utime, used.ru_maxrss)
sys.exit(status)
"""
"""Runs a program and tells what it used. What a process had before it becomes a program counts in what Linux
says of its memory: of a child of this one, what the tests before have taken.
"""


@pytest.mark.slow
def test_a_run_over_every_shape_ends_keeps_the_good_file_and_bounds_its_memory(tmp_path: Path) -> None:
    assert len(SHAPES) >= 80
    make(tmp_path / "files")
    index = ("--index", tmp_path / "index", "--engine", "tantivy", "--workers", "1")
    run = (sys.executable, "-m", "search.cli.commands", "reindex", tmp_path / "files", *index)
    with Program(sys.executable, "-c", MEASURED, *run, env={"FIHRIS_FILE_SECONDS": "10"}) as program:
        program.process.wait()
        assert program.process.returncode == 1, program.err()[-2000:]
        told = program.out() + program.err()
    seconds, kilobytes = map(float, told.partition("USED")[2].split()[:2])
    assert kilobytes / 1024 < MOST_MB
    assert seconds < 10 * len(SHAPES)
    assert "attributes.html: A tag of the page" in told
    found = subprocess.run(
        [sys.executable, "-m", "search.cli.commands", "search", "مفيد", *map(str, index[:2])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "خبر مفيد" in found.stdout
