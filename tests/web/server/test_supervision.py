"""A server that is stopped, killed or forgotten: what becomes of its processes, its folders and its index."""

from __future__ import annotations

import signal
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from serving import Server, serving
from support import reindex, write_jsonl
from waiting import LIMIT, wait_until

from search.indexing.reindex import Options
from search.settings import Settings
from web.server.worker import STOP_SECONDS

pytestmark = pytest.mark.slow

HELD = """
import time
from search.searching.searcher import Searcher
answer, folder = Searcher.search, Path({folder!r})
def held(self, request):
    if request.query == "held":
        (folder / "begun").touch()
        while not (folder / "go").exists():
            time.sleep(0.01)
        time.sleep(0.3)
    return answer(self, request)
Searcher.search = held
"""
"""Code of a server on which a search for "held" says that it has begun and waits for word to go on; then it
goes on for less than a tenth of the time that a server has to stop, so that mostly it is stopping by then.
"""


@pytest.fixture
def indexed(settings: Settings, tmp_path: Path) -> Settings:
    """An index of one article."""
    reindex(settings, [write_jsonl(tmp_path / "articles" / "a.jsonl", [{"id": "1", "text": "وصلت السفينة"}])])
    return settings


def is_gone(process: int) -> bool:
    """Whether a process has ended, whoever is to hear of it."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_workers_leave_when_their_parent_is_killed(indexed: Settings, tmp_path: Path) -> None:
    tmp = tmp_path / "tmp"
    tmp.mkdir()
    with serving(indexed.index, tmp=tmp) as server:
        workers = server.workers()
        assert len(workers) == 2 and server.get("readyz")[0] == 200
        (left,) = tmp.glob("fihris-server-*")
        server.process.kill()
        wait_until(lambda: all(map(is_gone, workers)), "the workers have gone")
        with pytest.raises(OSError):
            server.connect()
        assert left.exists()
    with serving(indexed.index, tmp=tmp) as server:
        (own,) = tmp.glob("fihris-server-*")
        assert own != left
        with serving(indexed.index, tmp=tmp):  # a server that runs keeps its own
            assert own.exists() and len(list(tmp.glob("fihris-server-*"))) == 2
    assert list(tmp.glob("fihris-*-*")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_what_is_old_leaves_the_disk_though_nobody_asks(
    indexed: Settings, tmp_path: Path, engine: str
) -> None:
    folder = tmp_path / "articles"
    indexed = replace(indexed, engine=engine)
    reindex(indexed, [folder], Options(full=True))
    old = indexed.index / "generations" / "2"
    with serving(indexed.index) as server:
        assert opened(server, old)
        reindex(indexed, [folder], Options(full=True))
        wait_until(lambda: not old.exists(), "the old index leaves the disk")
        wait_until(lambda: not opened(server, old), "no worker has it open")
        segments = indexed.index / "generations" / "3"
        wait_until(lambda: opened(server, segments), "a worker has the new one open")
        before = opened(server, segments)
        write_jsonl(folder / "a.jsonl", [{"id": "1", "text": "غادرت السفينة"}])
        reindex(indexed, [folder])
        wait_until(
            lambda: not [path for path in opened(server, segments) & before if not path.exists()],
            "no worker has a file open that was removed",
        )


def opened(server: Server, folder: Path) -> set[Path]:
    """Files of a folder that a worker has open or in its memory, also those removed from it."""
    found: set[str] = set()
    for worker in server.workers():
        found |= {
            line.split(maxsplit=5)[-1] for line in Path(f"/proc/{worker}/maps").read_text().splitlines()
        }
        found |= {str(each.readlink()) for each in Path(f"/proc/{worker}/fd").iterdir() if each.is_symlink()}
    return {Path(name.removesuffix(" (deleted)")) for name in found if name.startswith(f"{folder}/")}


def test_searches_under_way_are_answered_before_the_server_ends(indexed: Settings, tmp_path: Path) -> None:
    with (
        serving(indexed.index, before=HELD.format(folder=str(tmp_path)), workers=1) as server,
        ThreadPoolExecutor(2) as many,
    ):
        first = many.submit(server.get, "api/v1/search?q=held")
        wait_until((tmp_path / "begun").exists, "the search has begun")
        second = many.submit(server.get, "api/v1/search?q=%D8%B3%D9%81%D9%8A%D9%86%D8%A9")
        server.process.send_signal(signal.SIGTERM)
        (tmp_path / "go").touch()
        assert server.process.wait(LIMIT) == 0
        assert first.result()[0] == 200
        assert second.exception() or second.result()[0] == 200


def test_a_search_that_takes_too_long_does_not_keep_the_server(indexed: Settings, tmp_path: Path) -> None:
    assert STOP_SECONDS < 5
    with (
        serving(indexed.index, before=HELD.format(folder=str(tmp_path)), workers=2) as server,
        ThreadPoolExecutor(1) as one,
    ):
        cut: Future[tuple[int, str]] = one.submit(server.get, "api/v1/search?q=held")
        wait_until((tmp_path / "begun").exists, "the search has begun")
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(LIMIT) == 0
        assert isinstance(cut.exception(), OSError)
