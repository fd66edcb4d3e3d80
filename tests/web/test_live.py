"""The searcher of a process: opened when there is an index, made ready beside the requests."""

from __future__ import annotations

from threading import Event
from threading import enumerate as enumerate_threads

import pytest
from fake import FakeSearcher
from waiting import LIMIT

from search.errors import NoIndex, OtherIndex
from search.settings import Settings
from web.live import Live, Warmer


class Changing(FakeSearcher):
    """A searcher whose index may change, and that notes when it was made ready."""

    def __init__(self, *, breaks: bool = False) -> None:
        super().__init__()
        self.changed, self.warmed, self.breaks = False, Event(), breaks

    def refresh(self) -> bool:
        changed, self.changed = self.changed, False
        return changed

    def warm(self) -> None:
        self.warmed.set()
        if self.breaks:
            raise OSError("gone")


@pytest.mark.parametrize("breaks", [False, True])
def test_a_new_commit_is_made_ready_beside_the_requests(breaks: bool) -> None:
    searcher = Changing(breaks=breaks)
    live = Live(Settings(), searcher, warmer := Warmer())
    assert live.searcher() is searcher and not searcher.warmed.is_set()
    searcher.changed = True
    assert live.searcher() is searcher
    warmer.wait()
    assert searcher.warmed.is_set()


def test_commits_in_a_row_are_not_made_ready_all_at_once() -> None:
    searcher, go_on, begun = Changing(), Event(), []
    searcher.warm = lambda: begun.append(go_on.wait(LIMIT))  # type: ignore[method-assign]
    live = Live(Settings(), searcher, warmer := Warmer())
    for _ in range(5):
        searcher.changed = True
        live.searcher()
    go_on.set()
    warmer.wait()
    assert begun == [True]


def test_only_servers_make_ready_what_nobody_asked_for() -> None:
    searcher, threads = Changing(), set(enumerate_threads())
    searcher.changed = True
    Live(Settings(), searcher).searcher()
    assert set(enumerate_threads()) <= threads and not searcher.warmed.is_set()


class Looking(FakeSearcher):
    """A searcher that tells of its index only when it looks, every third time it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def refresh(self) -> bool:
        self.asked += 1
        return super().refresh() if self.asked % 3 == 1 else False


@pytest.mark.parametrize("error", [NoIndex("Gone."), OtherIndex("Newer.")])
def test_an_index_that_cannot_be_read_is_told_to_every_request(
    error: Exception,
) -> None:
    searcher, now = Looking(), 100.0
    live = Live(Settings(), searcher, clock=lambda: now)
    assert live.searcher() is searcher
    searcher.fails, searcher.asked = error, 0
    for _ in range(5):
        with pytest.raises(type(error)):
            live.searcher()
    searcher.fails, searcher.asked = None, 0
    now += 1.1
    assert [live.searcher() for _ in range(5)] == [searcher] * 5
