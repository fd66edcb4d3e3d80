"""The table of clients that all workers share."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT

from search.settings import Settings
from web.limits.rate import COSTS, Rate
from web.limits.shares import MAX_REST, SETS, SIZE, WAYS, WORKERS, Shares
from web.server.worker import at_once

RATE = Rate(60, 60)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, to be set."""
    now = [1_000.0]
    monkeypatch.setattr("web.limits.shares.time.monotonic", lambda: now[0])
    return now


def test_workers_count_together(tmp_path: Path, clock: list[float]) -> None:
    one, other = (Shares(RATE, 2, tmp_path / "clients") for _ in range(2))
    assert one._secret == other._secret != bytes(len(one._secret))
    assert [one.charge("a", 0).requests, other.charge("a", 0).requests] == [59, 58]
    assert one.left("a") == other.left("a") == (58, 2.0)
    assert other.left("b") == (60, 0.0)
    clock[0] += 60
    assert one.left("a") == (60, 0.0)


def _charge(file: Path, times: int) -> None:
    shares = Shares(Rate(100_000, 86_400), 2, file)
    for _ in range(times):
        shares.charge("a", 0)


def test_no_count_is_lost_between_processes(tmp_path: Path) -> None:
    rate, file = Rate(100_000, 86_400), tmp_path / "clients"
    shares = Shares(rate, 2, file)
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_charge, args=(file, 500)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    given_back = shares.left("a").requests - (rate.quota - 2_000)
    assert 0 <= given_back <= 1_000  # a request is given back every .864 s


def test_a_client_has_so_many_under_way_in_all_workers(tmp_path: Path, clock: list[float]) -> None:
    workers = [Shares(RATE, 2, tmp_path / "clients") for _ in range(4)]
    assert [worker.begin("a") for worker in workers[:3]] == [True, True, False]
    assert workers[2].begin("b")
    assert not workers[3].begin("a")
    workers[0].end()
    assert workers[3].begin("a")
    assert not workers[0].begin("a")


@pytest.mark.parametrize(
    ("workers", "setting", "most"), [(1, 2, 1), (2, 2, 1), (3, 2, 2), (8, 2, 2), (2, 1, 1), (2, 0, 0)]
)
def test_a_client_leaves_one_worker_to_others(workers: int, setting: int, most: int) -> None:
    assert at_once(Settings(workers=workers, client_searches=setting)) == most


def test_what_a_killed_worker_had_is_forgotten_at_once(tmp_path: Path) -> None:
    file = tmp_path / "clients"
    code = (
        "import os; from pathlib import Path\n"
        "from web.limits.rate import Rate; from web.limits.shares import Shares\n"
        f"assert Shares(Rate(60, 60), 1, Path({str(file)!r})).begin('a'); os._exit(0)"
    )
    own = Shares(RATE, 1, file)
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    assert own.begin("a")
    own.tell(2)
    assert not own.is_crowded()
    other = Shares(RATE, 1, file)  # takes the row of the one that is gone
    assert own.is_crowded() and not other.begin("a")


def test_who_asked_for_much_rests_as_long_again(clock: list[float]) -> None:
    shares = Shares(RATE, 2)
    shares.charge("a", COSTS)
    assert shares.begin("a")
    shares.end()
    shares.charge("a", COSTS + 0.3)
    assert not shares.begin("a") and shares.begin("b")
    shares.end()
    clock[0] += 0.29
    assert not shares.begin("a")
    clock[0] += 0.02
    assert shares.begin("a")
    shares.charge("a", 100)
    clock[0] += MAX_REST
    assert shares.begin("a")


def test_without_a_rate_nobody_rests() -> None:
    shares = Shares(None, 0)
    shares.charge("a", 100)
    assert shares.begin("a") and shares.left("a").requests


def test_any_number_of_clients_needs_no_more_room(tmp_path: Path, clock: list[float]) -> None:
    file = tmp_path / "clients"
    shares = Shares(RATE, 2, file)
    shares.charge("heavy", COSTS * 50)
    for number in range(SETS * WAYS * 2):
        shares.charge(str(number), 0)
    assert file.stat().st_size == SIZE
    assert shares.left("heavy").requests == 10  # of a full set those go that have the most left
    assert sum(shares.left(str(number)).requests == 59 for number in range(SETS * WAYS * 2)) > SETS * WAYS / 2


def test_more_workers_than_there_is_room_for_are_refused(tmp_path: Path) -> None:
    kept = [Shares(RATE, 2, tmp_path / "clients") for _ in range(WORKERS)]
    with pytest.raises(RuntimeError, match="workers"):
        Shares(RATE, 2, tmp_path / "clients")
    assert len(kept) == WORKERS
