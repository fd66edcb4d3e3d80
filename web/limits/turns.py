"""Whose request comes next in a worker, which answers one at a time: clients by turns, not who asks most."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from typing import NamedTuple

from web.limits.shares import Shares

MAX_WAITING = 100
"""Requests of one client that wait in one worker."""

PATIENCE = 2.0
"""Seconds that those wait which a client asks beyond what it may have under way."""

LOOK_SECONDS = 0.02
"""How often those are looked at that may not begin yet, as other workers may end what is under way."""


class TooMany(Exception):
    """A client asks for more at once than it may."""


class Gone(Exception):
    """Who asked no longer waits for an answer."""


class Line(NamedTuple):
    """In which line a request stands: what costs little waits for nothing else that its client asks."""

    client: str
    is_cheap: bool


class Turns:
    """The requests that wait in one worker; belongs to its event loop. `at_once`: how many of a client may be
    under way, 0 for any number.
    """

    def __init__(self, shares: Shares, at_once: int) -> None:
        self._shares = shares
        self._at_once = at_once
        self._lines: OrderedDict[Line, deque[asyncio.Future[None]]] = OrderedDict()
        self._is_busy = False
        self._served: Line | None = None
        """The line that was served last: it comes after all others."""
        self._requests = 0
        self._look_handle: asyncio.Handle | None = None

    def take_at_once(self, line: Line) -> bool:
        """Take the turn for a request in `line`, where there is nobody else to choose from; tell whether it
        was taken, to `leave`.
        """
        if self._is_busy or self._lines or self._look_handle or not self._may_begin(line):
            return False
        self._begin(line)
        self._tell(1)
        return True

    async def take(self, line: Line, gone: asyncio.Future[None] | None = None) -> None:
        """Wait until a request in `line` may be answered; `leave` once it is.

        Raises TooMany, and Gone once `gone` is done.
        """
        waiting = self._lines.setdefault(line, deque())
        if self._at_once and len(waiting) >= MAX_WAITING:
            raise TooMany
        turn = asyncio.get_running_loop().create_future()
        waiting.append(turn)
        self._tell(1)
        self._look_soon()
        patience = PATIENCE if 0 < self._at_once < len(waiting) else None
        try:
            ends = (turn, gone) if gone else (turn,)
            await asyncio.wait(ends, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
            if gone and gone.done():
                raise Gone
            if not turn.done():
                raise TooMany
        except BaseException:
            if turn.done():
                self.leave()
            else:
                turn.cancel()
                self._tell(-1)
            raise
        finally:
            if turn in waiting:
                waiting.remove(turn)
            if not waiting and self._lines.get(line) is waiting:
                del self._lines[line]

    def leave(self) -> None:
        """The request whose turn it was has been answered."""
        self._is_busy = False
        self._shares.end()
        self._tell(-1)
        self._look_soon()

    def is_crowded(self) -> bool:
        """Whether a client that is answered now had better come to another worker next time."""
        return self._shares.is_crowded()

    def _tell(self, more: int) -> None:
        self._requests += more
        self._shares.tell(self._requests)

    def _look_soon(self) -> None:
        """After all that has come meanwhile stands in line, too."""
        if self._look_handle:
            self._look_handle.cancel()
        self._look_handle = asyncio.get_running_loop().call_soon(self._look)

    def _look(self) -> None:
        self._look_handle = None
        if self._is_busy:
            return
        if self._served and self._served in self._lines:
            self._lines.move_to_end(self._served)
        for line, waiting in self._lines.items():
            while waiting and waiting[0].done():  # who asked is gone
                waiting.popleft()
            if waiting and self._may_begin(line):
                self._begin(line)
                waiting.popleft().set_result(None)
                return
        if self._lines:
            self._look_handle = asyncio.get_running_loop().call_later(LOOK_SECONDS, self._look)

    def _may_begin(self, line: Line) -> bool:
        return line.is_cheap or self._shares.begin(line.client)

    def _begin(self, line: Line) -> None:
        self._is_busy, self._served = True, line
