"""Reading takes bounded memory, and what a file leaves there is given back before the next."""

from __future__ import annotations

import gc
import resource
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support import reindex

from search.articles import Read, Skipped, read, reader
from search.articles.budget import LOOK_EVERY, Budget, OverBudget, within
from search.articles.memory import MUCH, Residue, held, trim
from search.errors import Unreadable
from search.indexing.units import Indexed, Reader, Unread
from search.model import Article
from search.settings import Settings

MEGABYTES = 2_000
"""More than the bounds of the tests by far, and less than any machine has."""

needs_memory = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="the system does not tell how much memory is used"
)


@needs_memory
def test_what_takes_too_much_memory_is_ended_and_what_was_read_before_is_kept() -> None:
    def articles() -> Iterator[int]:
        yield 1
        kept = []
        for _ in range(MEGABYTES):
            kept.append(bytes(range(256)) * 4_000)

    results = within(articles(), Budget(0, 100))
    assert next(results) == 1
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(OverBudget) as over:
        next(results)
    assert "100 MB" in str(over.value.reason)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEGABYTES * 1_000 / 2


@needs_memory
def test_memory_between_articles_does_not_count() -> None:
    def articles() -> Iterator[int]:
        yield 1
        used = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        while resource.getrusage(resource.RUSAGE_SELF).ru_utime < used + 3 * LOOK_EVERY:
            pass
        yield 2

    results = within(articles(), Budget(0, 100))
    assert next(results) == 1
    kept = bytes(range(256)) * 800_000
    assert list(results) == [2]
    assert kept


@needs_memory
def test_a_file_that_takes_too_much_memory_is_named_and_the_run_goes_on(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def greedy(*_: object) -> Iterator[Read]:
        kept = []
        for _ in range(MEGABYTES):
            kept.append(bytes(range(256)) * 4_000)
        yield from ()

    monkeypatch.setattr(reader, "READERS", {**reader.READERS, ".md": greedy})
    (tmp_path / "a").mkdir()
    for name in ("before.txt", "greedy.md", "then.txt"):
        (tmp_path / "a" / name).write_text(f"مدرسة {name}\n", "utf-8")
    report = reindex(replace(settings, file_memory=50), [tmp_path / "a"])
    assert report.articles == 2
    assert [skip.text("en") for skip in report.skipped] == [
        "greedy.md: Reading it took more than 50 MB of memory."
    ]


@pytest.mark.slow
@needs_memory
def test_what_a_file_left_in_memory_is_given_back_before_the_next(tmp_path: Path) -> None:
    class Greedy(Indexed):
        def articles(self, reader: Reader) -> Iterator[Read | Unread]:
            circle: list[object] = [b"%d" % number for number in range(2_000_000)]  # some 80 MB
            circle.append(circle)
            yield Read(self.article)

    gc.disable()  # as in a worker
    try:
        reader = Reader(None, tmp_path, {})
        list(reader.batches([]))  # what is needed for any file
        before = held()
        assert [len(batch.prepared) for batch in reader.batches([Greedy(Article("a", "مدرسة"))] * 6)] == [6]
        assert held() - before < 3 * MUCH
    finally:
        gc.enable()


@pytest.mark.slow
@needs_memory
def test_what_an_unreadable_file_left_is_given_back_once_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def greedy(*_: object) -> Iterator[Read]:
        circle: list[object] = [b"%d" % number for number in range(2_000_000)]
        circle.append(circle)
        yield from ()
        try:
            int("none")
        except ValueError:
            raise Unreadable("It has no text.") from None

    monkeypatch.setattr(reader, "READERS", {".md": greedy})
    (tmp_path / "a.md").write_text("مدرسة", "utf-8")
    gc.collect()
    trim()  # what other tests left
    residue, before = Residue(), held()
    residue.begin()
    gc.disable()
    try:
        for _ in range(3):
            for result in read(tmp_path / "a.md"):
                assert isinstance(result, Skipped)
                residue.give_back()
                assert held() - before < MUCH
    finally:
        gc.enable()
