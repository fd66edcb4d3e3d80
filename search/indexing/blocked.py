"""Files to read again though they are unchanged: something kept an article of theirs out, and it is gone.

Such files and what they wait for are kept with what was taken down.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from search.engines.base import Engine
from search.indexing.files import File, below
from search.indexing.ledger import Ledger
from search.indexing.origins import located
from search.store.tombstones import Tombstones


class BlockedFiles:
    """What waits before a run over `files`, found below `roots`, and what after it.

    `files` are asked for only when something waits. Nothing is known of files below `unseen`. `read` are the
    files that the run reads in any case.
    """

    def __init__(
        self,
        down: Tombstones,
        files: Callable[[], Iterable[File]],
        roots: Collection[str],
        unseen: Collection[str],
        read: Iterable[File],
    ) -> None:
        self._down, self._files = down, files
        self._is_walked, self._is_unseen = below(roots), below(unseen)
        self._read = {file.place for file in read} if down.waiting else set[str]()

    def late(self, engine: Engine | None, ledger: Ledger) -> list[File]:
        """Once the changed files are read: those whose time has come. The ledger expects their articles."""
        gone = ledger.gone_from() if self._down.waiting else ()
        places = {place for place, holder in self._down.waiting if holder in gone} - self._read
        late = [file for file in self._files() if file.place in places] if places else []
        if late and engine is not None:
            there = {file.place for file in late}
            ledger.expect([origin for place, origin in located(engine) if place in there])
            ledger.report.unchanged_files -= len(late)
            self._read |= there
        return late

    def after(self, ledger: Ledger, is_full: bool) -> Tombstones:
        """What is down after the run: what was read waits no more; what was left out of it does.

        What a full build leaves out is not known one by one: all that waits elsewhere is to be read again.
        """
        again = (place for place in self._down.again if self._is_left(place) or ledger.is_unsure(place))
        down = replace(self._down, again=frozenset(again))
        if down.waiting:
            there = {file.place for file in self._files()}
            waiting = frozenset(
                blocked
                for blocked in down.waiting
                if blocked.place not in self._read
                and (blocked.place in there or self._is_left(blocked.place))
            )
            down = replace(down, waiting=waiting)
            holders = {blocked.holder for blocked in waiting}
            down = down.without(holders if is_full else holders & ledger.gone_from())
        return replace(down, waiting=down.waiting | ledger.waiting)

    def _is_left(self, place: str) -> bool:
        """Whether the run has nothing to do with a file."""
        return not self._is_walked(place) or self._is_unseen(place)
