"""A disk that fails or is full at any step of a run, writes cut short: the index is as before or after."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest
from disk_model import Disk
from support import put_away, reindex
from tracing import Ended, Runs, tracing
from versions import KINDS, expected, found, outcome, settled, spread, write_version

from search.settings import Settings

MOST = 40
"""Steps to fail at, of the 50 to 150 of a run, spread over all; each with one of the errors in turn."""
ERRORS = ("ENOSPC:when={}", "EIO:when={}", "ENOSPC:when={}+", "EIO:when={}+")
"""A call of a step fails, or all from that on."""
SIZES = (1, 300, 2_000, 4_000, 8_000, 16_000)
"""No file grows beyond so many bytes: the write that would reach further is cut short, the next one fails."""


class Faulty:
    """Changes of an index, from one and the same state of it."""

    def __init__(self, settings: Settings, folder: Path, kind: str, run: Runs) -> None:
        self._settings, self._folder, self._kind, self._run = settings, folder, kind, run
        self._before = settings.index.with_name("before")
        write_version(folder, 0)
        reindex(settings, [folder])
        shutil.copytree(settings.index, self._before)
        if kind != "removal":
            write_version(folder, 1)

    def steps(self) -> list[tuple[str, int]]:
        """The calls of a whole run that change the index or make that durable: names, and the how-maniest."""
        disk = Disk(self._settings.index)
        error, calls = self._run(kind=self._kind)
        assert error is None
        return [*dict.fromkeys((call.name, call.number) for call in calls if disk.apply(call))]

    def __call__(self, *faults: str, size: int = 0) -> Ended:
        """A run with faults. It ends done or with one clear error, and the next one ends done."""
        put_away(self._settings.index)
        shutil.copytree(self._before, self._settings.index)
        ended = self._run(*faults, kind=self._kind, size=size)
        now, told = found(self._settings), (faults, size, ended.error)
        if ended.error is None:
            assert now == outcome(self._kind), told
        else:
            assert ended.error.startswith(("CannotIndex: ", "NoIndex: ")), told
            assert now in (expected(0), outcome(self._kind)), told
        reindex(self._settings, [self._folder])
        assert found(self._settings) in settled(self._kind, now), told
        return ended


@pytest.fixture(params=["whoosh", "tantivy"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=KINDS)
def faulty(
    request: pytest.FixtureRequest, engine: str, settings: Settings, tmp_path: Path
) -> Iterator[Faulty]:
    folder = tmp_path / "articles"
    with tracing(tmp_path, str(settings.index), engine, str(folder)) as run:
        yield Faulty(replace(settings, engine=engine), folder, request.param, run)


@pytest.mark.slow
def test_errors_at_any_step(faulty: Faulty) -> None:
    hit = []
    for (name, number), error in zip(spread(faulty.steps(), MOST), cycle(ERRORS), strict=False):
        ended = faulty(f"{name}:error={error.format(number)}")
        hit.append(any(call.is_injected for call in ended.calls))
    assert sum(hit) > MOST / 2  # threads take turns, so that not every run makes as many calls


@pytest.mark.slow
def test_writes_cut_short(faulty: Faulty) -> None:
    failed = [faulty(size=size).error for size in SIZES]
    assert failed[0]
