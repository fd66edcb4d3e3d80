"""Run as a script by the crash tests: reindexing that is killed, and a reader that searches all along.

`crashing.py write INDEX ENGINE FOLDER` takes lines "FULL USE CALL" and answers each with a line of JSON.
A line is a run in a process of its own, stopped at its USE-th use of a file or CALL-th call of a function; 0
is never. Where it was stopped, the next line kills it.
`crashing.py read INDEX` searches until its input ends; to each line it answers with what it found.
`crashing.py reopen INDEX` opens the index for each search; to each line it answers with what it found.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
from pathlib import Path

from versions import EVERY, versions

from search.indexing.reindex import Options, reindex
from search.searching import searcher as module
from search.searching.searcher import Searcher
from search.settings import Settings
from search.store.analyzer import load_analyzer
from search.store.choose import generations_of

EVENTS = ("open", "os.", "shutil.", "fcntl.")


def write(index: str, engine: str, folder: str) -> None:
    """Run as told, line by line."""
    settings = Settings(index=Path(index), engine=engine, workers=1)
    load_analyzer(None)
    for line in sys.stdin:
        full, use, call = map(int, line.split())
        told, tell = os.pipe()
        child = os.fork()
        if not child:
            _run(settings, Path(folder), bool(full), Steps(use, call), tell)
        os.close(tell)
        _, status = os.waitpid(child, os.WUNTRACED)
        stopped = os.WIFSTOPPED(status)
        if stopped:
            answer({"stopped": True})
            sys.stdin.readline()
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
        with os.fdopen(told) as steps:
            answer(
                {"stopped": False, "failed": not stopped and status != 0, **json.loads(steps.read() or "{}")}
            )


class Steps:
    """Counts uses of files and calls of functions; the process stops at the one it is told of."""

    def __init__(self, use: int, call: int) -> None:
        self.last = {"uses": use, "calls": call}
        self.done = {"uses": 0, "calls": 0}

    def count(self) -> None:
        """Count from now on."""
        sys.addaudithook(self._use)
        sys.setprofile(self._call)

    def _use(self, event: str, _: object) -> None:
        if event.startswith(EVENTS):
            self._step("uses")

    def _call(self, _: object, event: str, __: object) -> None:
        if event in ("call", "c_call"):
            self._step("calls")

    def _step(self, kind: str) -> None:
        self.done[kind] += 1
        if self.done[kind] == self.last[kind]:
            os.kill(os.getpid(), signal.SIGSTOP)


def _run(settings: Settings, folder: Path, full: bool, steps: Steps, tell: int) -> None:
    try:
        steps.count()
        reindex(settings, generations_of(settings), [folder], Options(full=full))
        os.write(tell, json.dumps(steps.done).encode())
    except BaseException as error:
        print(repr(error), file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def answer(found: dict[str, object]) -> None:
    print(json.dumps(found), flush=True)


def read(index: str) -> None:
    """Search and search again. An answer has what is found now and all that was since."""
    module.REFRESH_SECONDS = 0.0
    searcher = _searcher(index)
    seen: list[object] = []
    while True:
        asked = bool(select.select([sys.stdin], [], [], 0)[0])
        if asked and not sys.stdin.readline():
            return
        searcher.refresh()
        now = versions(searcher.search(EVERY))
        if now not in seen:
            seen.append(now)
        if asked:
            answer({"now": now, "seen": seen})
            seen = []


def _searcher(index: str) -> Searcher:
    settings = Settings(index=Path(index))
    return Searcher(settings, generations_of(settings))


def reopen(index: str) -> None:
    """Open the index, search, close it, and again. An answer has all that was found since the last."""
    seen = set[int]()
    while True:
        asked = bool(select.select([sys.stdin], [], [], 0)[0])
        if asked and not sys.stdin.readline():
            return
        searcher = _searcher(index)
        seen.add(searcher.search(EVERY).total)
        searcher.close()
        if asked:
            answer({"seen": sorted(seen)})
            seen = set()


if __name__ == "__main__":
    {"write": write, "read": read, "reopen": reopen}[sys.argv[1]](*sys.argv[2:])
