"""Run as a script by the crash tests: reindexing that is killed, and a reader that searches all along.

`crashing.py write INDEX ENGINE FOLDER` takes lines "FULL EVENT SECONDS" and answers each with a line of JSON.
A line is a run in a process of its own, killed at its EVENT-th use of a file or after SECONDS; 0 is never.
`crashing.py read INDEX` searches until its input ends; to each line it answers with what it found.
`crashing.py reopen INDEX` opens the index for each search, and answers a line with what it found.
"""

from __future__ import annotations

import json
import os
import re
import select
import signal
import sys
import time
from pathlib import Path

from search.indexing.reindex import Options, reindex
from search.model import SearchRequest
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
        full, event, seconds = line.split()
        began = time.monotonic()
        told, tell = os.pipe()
        child = os.fork()
        if not child:
            _run(settings, Path(folder), full == "1", int(event), tell)
        os.close(tell)
        if float(seconds):
            time.sleep(float(seconds))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        with os.fdopen(told) as answer:
            events = int(answer.read() or 0)
        killed = os.WIFSIGNALED(status)
        failed = not killed and os.waitstatus_to_exitcode(status) != 0
        taken = time.monotonic() - began
        print(
            json.dumps({"killed": killed, "failed": failed, "events": events, "seconds": taken}), flush=True
        )


def _run(settings: Settings, folder: Path, full: bool, last: int, tell: int) -> None:
    events = 0

    def count(event: str, _: object) -> None:
        nonlocal events
        if event.startswith(EVENTS):
            events += 1
            if events == last:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        sys.addaudithook(count)
        reindex(settings, generations_of(settings), [folder], Options(full=full))
        os.write(tell, str(events).encode())
    except BaseException as error:
        print(repr(error), file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def read(index: str) -> None:
    """Search and search again. An answer has what is found now, all that was since, and how often."""
    module.REFRESH_SECONDS = 0.0
    searcher, searches = _searcher(index), 0
    seen: set[tuple[tuple[str, ...], int]] = set()
    while True:
        asked = bool(select.select([sys.stdin], [], [], 0)[0])
        if asked and not sys.stdin.readline():
            return
        searcher.refresh()
        page = searcher.search(SearchRequest("مدرسة", size=100))
        versions = {each for hit in page.hits for each in re.findall(r"نسخة(\d+)", hit.article.text)}
        searches += 1
        seen.add((tuple(sorted(versions)), page.total))
        if asked:
            now = (sorted(versions), page.total)
            print(json.dumps({"now": now, "seen": sorted(seen), "searches": searches}), flush=True)
            seen = set()


def _searcher(index: str) -> Searcher:
    settings = Settings(index=Path(index))
    return Searcher(settings, generations_of(settings))


def reopen(index: str) -> None:
    """Open the index, search, close it, and again. The answer has all that was found, and how often."""
    searches, seen = 0, set[int]()
    while not select.select([sys.stdin], [], [], 0)[0]:
        searcher = _searcher(index)
        seen.add(searcher.search(SearchRequest("مدرسة")).total)
        searcher.close()
        searches += 1
    print(json.dumps({"seen": sorted(seen), "searches": searches}), flush=True)


if __name__ == "__main__":
    {"write": write, "read": read, "reopen": reopen}[sys.argv[1]](*sys.argv[2:])
