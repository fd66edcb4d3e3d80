"""The searcher of a process: opened when there is an index, made ready beside the requests."""

from __future__ import annotations

from threading import Event

import pytest
from fake import FakeSearcher

from search.settings import Settings
from web.live import Live


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
    live = Live(Settings(), searcher)
    live.warms = True
    assert live.searcher() is searcher and not searcher.warmed.is_set()
    searcher.changed = True
    assert live.searcher() is searcher
    assert searcher.warmed.wait(5)


def test_commits_in_a_row_are_not_made_ready_all_at_once() -> None:
    searcher, go_on, begun = Changing(), Event(), []
    searcher.warm = lambda: begun.append(go_on.wait(5))  # type: ignore[method-assign]
    live = Live(Settings(), searcher)
    live.warms = True
    for _ in range(5):
        searcher.changed = True
        live.searcher()
    go_on.set()
    assert live._warming is not None
    live._warming.join(5)
    assert begun == [True]


def test_only_servers_make_ready_what_nobody_asked_for() -> None:
    searcher = Changing()
    searcher.changed = True
    Live(Settings(), searcher).searcher()
    assert not searcher.warmed.wait(0.2)
