"""Files to read again though they are unchanged: something kept an article of theirs out, and it is gone.

The pairs of such files and what they wait for are kept with the list of what was taken down.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from search.engines.base import Engine
from search.indexing.files import File, below
from search.indexing.ledger import Ledger
from search.indexing.origins import decode_origin
from search.indexing.tombstones import Tombstones


class Waiting:
    """What waits before a run over `files`, found below `roots`, and what after it.

    `files` are asked for only when something waits. Nothing is known of files below `unseen`. `read` are the
    places of the files read so far.
    """

    def __init__(
        self,
        down: Tombstones,
        files: Callable[[], Iterable[File]],
        roots: Collection[str],
        unseen: Collection[str],
    ) -> None:
        self._down, self._files = down, files
        self._is_walked, self._is_unseen = below(roots), below(unseen)
        self.read: set[str] = set()

    def late(self, engine: Engine | None, ledger: Ledger) -> list[File]:
        """Once the changed files are read: those whose time has come. The ledger expects their articles."""
        gone = ledger.gone_from() if self._down.waiting else ()
        places = {place for place, holder in self._down.waiting if holder in gone} - self.read
        late = [file for file in self._files() if file.place in places] if places else []
        if late and engine is not None:
            found = {file.place for file in late}
            lines = (line for line, _ in engine.values("origin") if line)
            located = ((origin.location, line) for line in lines if (origin := decode_origin(line)))
            ledger.expect([line for place, line in located if place in found])
            ledger.report.unchanged_files -= len(late)
            self.read |= found
        return late

    def after(self, ledger: Ledger, is_full: bool) -> Tombstones:
        """The list after the run: what was read waits no more; what was left out of it does.

        What a full build leaves out is not known one by one: all that waits elsewhere is to be read again.
        """
        again = (each for each in self._down.again if self._is_left(each) or ledger.is_unsure(each))
        down = replace(self._down, again=frozenset(again))
        if down.waiting:
            there = {file.place for file in self._files()}
            waits = (
                (place, holder)
                for place, holder in down.waiting
                if place not in self.read and (place in there or self._is_left(place))
            )
            down = replace(down, waiting=frozenset(waits))
            holders = {holder for _, holder in down.waiting}
            down = down.without(holders if is_full else holders & ledger.gone_from())
        return replace(down, waiting=down.waiting | ledger.waiting | self._twice(ledger))

    def _twice(self, ledger: Ledger) -> set[tuple[str, str]]:
        """Files an article of which was left out, and the file of this run whose article has the id."""
        hashes = {each for _, each in ledger.twice}
        places = (file.place for file in self._files()) if hashes else ()
        holders = {hash(place): place for place in places if hash(place) in hashes}
        pairs = ((place, holders.get(each, place)) for place, each in ledger.twice)
        return {(place, holder) for place, holder in pairs if place != holder}

    def _is_left(self, place: str) -> bool:
        """Whether the run has nothing to do with a file."""
        return not self._is_walked(place) or self._is_unseen(place)
