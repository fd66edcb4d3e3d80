"""Limits of a real server, whose workers count together."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from serving import Server, serving
from support import reindex, write_jsonl
from waiting import LIMIT, wait_until

from search.settings import Settings

pytestmark = pytest.mark.slow

NOTHING_IS_DEAR = "import web.limits.shares; web.limits.shares.COSTS = 1e9"

MANY, OTHERS = 600, 200
"""Connections enough for each of four workers to get some, however many the others take."""

HELD = """
import os, time
from search.searching.searcher import Searcher
answer, begun, go = Searcher.search, Path({begun!r}), Path({go!r})
def held(self, request):
    if request.query.startswith("held"):
        (begun / str(os.getpid())).touch()
        while not go.exists():
            time.sleep(0.01)
    return answer(self, request)
Searcher.search = held
"""


@pytest.fixture
def index(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    reindex(settings, [write_jsonl(tmp_path / "articles" / "a.jsonl", [{"id": "1", "text": "وصلت السفينة"}])])
    yield settings.index


def status(server: Server, path: str, client: str) -> int:
    asked = urllib.request.Request(server.base + path, headers={"X-Forwarded-For": client})
    try:
        with urllib.request.urlopen(asked, timeout=LIMIT) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        assert error.code != 429 or int(error.headers["Retry-After"]) >= 1
        return error.code


def test_the_limit_counts_for_all_workers_together(index: Path) -> None:
    with serving(index, before=NOTHING_IS_DEAR, workers=3, rate_limit="20/day", trusted_proxies=1) as server:
        found = [status(server, "api/v1/search?q=x", "192.0.2.1") for _ in range(60)]
        assert sorted(found) == [200] * 20 + [429] * 40
        assert status(server, "api/v1/search?q=x", "192.0.2.2") == 200


def test_a_client_has_so_many_under_way_and_others_are_answered(index: Path, tmp_path: Path) -> None:
    """Of four workers, two answer others while two are held."""
    begun, go = tmp_path / "begun", tmp_path / "go"
    begun.mkdir()
    before = HELD.format(begun=str(begun), go=str(go))
    with (
        serving(index, before=before, workers=4, trusted_proxies=1, client_searches=2) as server,
        ThreadPoolExecutor(MANY + OTHERS) as many,
    ):
        first: list[Future[int]] = []

        def ask(count: int, client: str, query: str) -> list[Future[int]]:
            return [many.submit(status, server, f"api/v1/search?q={query}", client) for _ in range(count)]

        def ask_two_more() -> None:  # one worker may take many connections before another takes one
            first.extend(ask(2 if len(first) < MANY else 0, "192.0.2.1", "held"))

        def two_are_under_way() -> bool:
            ask_two_more()
            return len(list(begun.iterdir())) == 2

        def four_are_refused() -> bool:  # by the workers that nobody holds
            ask_two_more()
            return sum(each.done() for each in first) >= 4

        wait_until(two_are_under_way, "two searches are under way")
        wait_until(four_are_refused, "four are refused")
        assert {each.result() for each in first if each.done()} == {429}
        assert len(list(begun.iterdir())) == 2
        others: list[Future[int]] = []

        def four_of_others_are_answered() -> bool:
            n = len(others)
            others.extend(ask(1 if n < OTHERS else 0, f"192.0.2.{2 + n}", "x"))
            return sum(each.done() for each in others) >= 4

        wait_until(four_of_others_are_answered, "four of others are answered")
        assert {each.result() for each in others if each.done()} == {200}
        go.touch()
        assert [each.result() for each in others] == [200] * len(others)
        assert {each.result() for each in first} <= {200, 429}
