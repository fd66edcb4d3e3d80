"""Whose request comes next: by turns, and not for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from web.limits.rate import COSTS, Rate
from web.limits.shares import Shares
from web.limits.turns import MAX_WAITING, Gone, Line, TooMany, Turns


class Worker:
    """A worker that answers a request only when told to; `order` is whose requests it began."""

    def __init__(self, at_once: int = 2, shares: Shares | None = None) -> None:
        self.turns = Turns(shares or Shares(None, at_once), at_once)
        self.order: list[str] = []
        self.refused: list[str] = []
        self.gone: list[str] = []
        self.go = asyncio.Semaphore(0)

    def ask(
        self, client: str, *, is_cheap: bool = False, gone: asyncio.Future[None] | None = None
    ) -> asyncio.Task[None]:
        return asyncio.get_running_loop().create_task(self._answer(Line(client, is_cheap), gone))

    async def _answer(self, line: Line, gone: asyncio.Future[None] | None) -> None:
        try:
            await self.turns.take(line, gone)
        except Gone:
            self.gone.append(line.client)
            return
        except TooMany:
            self.refused.append(line.client)
            return
        self.order.append(line.client)
        await self.go.acquire()
        self.turns.leave()

    async def finish(self, count: int) -> None:
        """Answer so many requests, one after the other."""
        for _ in range(count):
            self.go.release()
            await settled()


async def settled() -> None:
    """All that can go on now has gone on."""
    for _ in range(20):
        await asyncio.sleep(0)


def run(test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asyncio.wait_for(test(), 60))


def test_clients_come_by_turns_whoever_asks_most() -> None:
    async def test() -> None:
        worker = Worker(at_once=0)
        asked = [worker.ask("a") for _ in range(5)]
        await settled()
        asked += [worker.ask("b"), worker.ask("c"), worker.ask("b")]
        await settled()
        await worker.finish(8)
        assert worker.order == ["a", "b", "c", "a", "b", "a", "a", "a"]
        assert all(task.done() for task in asked)

    run(test)


def test_whom_nobody_stands_beside_is_answered_at_once_and_comes_after_the_others_then() -> None:
    async def test() -> None:
        worker, line = Worker(at_once=0), Line("a", is_cheap=False)
        assert worker.turns.take_at_once(line)
        assert not worker.turns.take_at_once(Line("b", is_cheap=True))
        worker.turns.leave()
        assert not worker.turns.take_at_once(line)  # not before all who came meanwhile stand in line
        worker.ask("a")
        worker.ask("b")
        await settled()
        assert worker.order == ["b"]
        await worker.finish(2)
        assert worker.order == ["b", "a"]
        assert worker.turns.take_at_once(line)

    run(test)


def test_those_who_came_while_a_request_was_answered_stand_in_line_before_the_next() -> None:
    async def test() -> None:
        worker = Worker(at_once=0)
        worker.ask("a")
        await settled()
        worker.ask("a")
        worker.ask("b")
        await worker.finish(3)
        assert worker.order == ["a", "b", "a"]

    run(test)


def test_one_at_a_time() -> None:
    async def test() -> None:
        worker = Worker()
        for client in "abc":
            worker.ask(client)
        await settled()
        assert worker.order == ["a"]
        await worker.finish(1)
        assert worker.order == ["a", "b"]
        await worker.finish(2)

    run(test)


def test_more_than_a_client_may_have_wait_a_while_and_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.limits.turns.PATIENCE", 0.05)

    async def test() -> None:
        worker = Worker(at_once=2)
        asked = [worker.ask("a") for _ in range(6)]
        worker.ask("b")
        await asyncio.gather(*asked[2:])  # one is answered, one waits its turn, the others not for long
        assert worker.refused == ["a"] * 4
        await worker.finish(3)
        assert worker.order == ["a", "b", "a"]
        again = worker.ask("a")
        await settled()
        await worker.finish(1)
        assert again.done() and worker.order[-1] == "a"

    run(test)


def test_who_is_gone_is_left_out() -> None:
    async def test() -> None:
        worker = Worker()
        gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        asked = [worker.ask("a"), worker.ask("b", gone=gone), worker.ask("c")]
        await settled()
        gone.set_result(None)
        await settled()
        assert worker.gone == ["b"] and asked[1].done()
        await worker.finish(2)
        assert worker.order == ["a", "c"]

    run(test)


def test_who_goes_as_the_turn_comes_leaves_it_to_the_next() -> None:
    async def test() -> None:
        worker = Worker()
        gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        worker.ask("a")
        await settled()
        worker.ask("b", gone=gone)
        worker.ask("c")
        await settled()
        worker.go.release()
        gone.set_result(None)
        await settled()
        assert (worker.order, worker.gone) == (["a", "c"], ["b"])
        await worker.finish(1)

    run(test)


def test_a_line_has_an_end() -> None:
    async def test() -> None:
        worker = Worker(at_once=2)
        asked = [worker.ask("a") for _ in range(MAX_WAITING + 5)]
        await settled()
        assert 0 < len(worker.refused) <= 5
        worker.ask("b")
        await worker.finish(2)
        assert worker.order[:2] == ["a", "b"]
        for task in asked:
            task.cancel()

    run(test)


def test_what_costs_little_waits_for_nothing_else_of_its_client() -> None:
    async def test() -> None:
        shares = Shares(Rate(60, 60), 2)
        worker = Worker(shares=shares)
        shares.charge("a", COSTS + 100)
        search, style = worker.ask("a"), worker.ask("a", is_cheap=True)
        await settled()
        await worker.finish(1)
        assert style.done() and not search.done()
        search.cancel()

    run(test)


def test_who_may_not_begin_yet_begins_once_others_end(tmp_path: Path) -> None:
    async def test() -> None:
        here, there = (Shares(None, 1, tmp_path / "clients") for _ in range(2))
        assert there.begin("a")
        worker = Worker(1, here)
        asked, other = worker.ask("a"), worker.ask("b")
        await settled()
        assert worker.order == ["b"]
        await worker.finish(1)
        assert other.done() and worker.order == ["b"]
        there.end()
        worker.go.release()
        await asked
        assert worker.order == ["b", "a"]

    run(test)


@pytest.mark.parametrize("seed", range(5))
def test_turns_are_kept_through_anything(seed: int) -> None:
    """Requests that come, are answered and go away at random: none is lost, one is answered at a time."""
    from random import Random

    async def test() -> None:
        random, turns = Random(seed), Turns(Shares(None, 2), 2)
        under_way: list[int] = []
        most: list[int] = []

        async def one(client: str) -> None:
            gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            if random.random() < 0.2:
                asyncio.get_running_loop().call_later(random.random() / 1_000, gone.set_result, None)
            try:
                await turns.take(Line(client, random.random() < 0.2), gone)
            except (TooMany, Gone):
                return
            under_way.append(1)
            most.append(len(under_way))
            try:
                await asyncio.sleep(0)
            finally:
                under_way.pop()
                turns.leave()

        waits: list[asyncio.Task[None]] = []
        for _ in range(3_000):
            task = asyncio.get_running_loop().create_task(one(random.choice("abcdef")))
            waits.append(task)
            if random.random() < 0.3:
                random.choice([task for task in waits if not task.done()]).cancel()
            if random.random() < 0.5:
                await asyncio.sleep(0)
        await asyncio.gather(*waits, return_exceptions=True)
        assert max(most) == 1  # how many are served before patience ends is the machine's affair
        assert not turns._lines and not turns._is_busy
        assert turns._requests == 0

    run(test)


def test_a_worker_is_crowded_while_another_has_two_requests_less(tmp_path: Path) -> None:
    async def test() -> None:
        here, there = (Worker(shares=Shares(None, 0, tmp_path / "clients"), at_once=0) for _ in range(2))
        crowded = []
        for worker in (here, here, there, here, here):
            worker.ask("a")
            await settled()
            crowded.append((here.turns.is_crowded(), there.turns.is_crowded()))
        assert crowded == [(False, False), (True, False), (False, False), (True, False), (True, False)]
        await here.finish(2)
        assert not here.turns.is_crowded()
        await here.finish(2)
        await there.finish(1)

    run(test)


def test_a_worker_alone_is_never_crowded() -> None:
    async def test() -> None:
        worker = Worker(at_once=0)
        asked = [worker.ask("a") for _ in range(9)]
        await settled()
        assert not worker.turns.is_crowded()
        await worker.finish(9)
        assert all(task.done() for task in asked)

    run(test)
