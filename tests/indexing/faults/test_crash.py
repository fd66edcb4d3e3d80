"""Runs killed at any moment: searches answer throughout, the next run ends right and cleans up."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from support import ROOT
from versions import ARTICLES, expected, write_version
from waiting import LIMIT

KILLS = 13
"""For each of two engines, in place and whole: 52 in all."""


class Process:
    """A script that answers each line with a line of JSON."""

    def __init__(self, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("crashing.py")), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    def __call__(self, line: str = "") -> dict[str, Any]:
        assert self.process.stdin is not None and self.process.stdout is not None
        print(line, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        assert answer, "it died"
        return dict(json.loads(answer))


@contextmanager
def process(*words: str) -> Iterator[Process]:
    """A script that ends with the `with`."""
    started = Process(*words)
    try:
        yield started
    finally:
        try:  # its input ends, and so does the script with a run that it has stopped
            started.process.communicate(timeout=LIMIT)
        finally:
            started.process.kill()


@pytest.mark.slow
@pytest.mark.parametrize("full", [False, True], ids=["in-place", "full"])
@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_killed_at_any_moment(tmp_path: Path, engine: str, full: bool) -> None:
    chance = random.Random(f"{engine} {full}")
    folder, index = tmp_path / "articles", tmp_path / "index"
    write_version(folder, 0)
    with process("write", str(index), engine, str(folder)) as run:
        run("0 0 0")
        with process("read", str(index)) as reader:
            write_version(folder, 1)
            whole = run(f"{int(full)} 0 0")
            assert reader()["now"] == expected(1)
            files = names(index)
            killed, version = 0, 1
            while killed < KILLS:  # a run may take fewer steps than the first
                version += 1
                assert version < 4 * KILLS
                write_version(folder, version)
                # By turns at a use of a file, which is where states change, and anywhere in between.
                use, call = chance.randint(1, whole["uses"]), chance.randint(1, whole["calls"])
                step = f"{use} 0" if version % 2 else f"0 {call}"
                seen = []
                if run(f"{int(full)} {step}")["stopped"]:
                    killed += 1
                    seen += reader()["seen"]
                    assert not run()["failed"]
                seen += reader()["seen"]
                assert run("0 0 0")["failed"] is False, step
                after = reader()
                assert after["now"] == expected(version), step
                for found in (*seen, *after["seen"]):
                    assert found in (expected(version - 1), expected(version)), step
            assert len(names(index)) <= len(files) + 10
    assert len(list((index / "generations").iterdir())) <= 2  # the one that answers, one that was being read


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_readers_open_what_a_writer_replaces(tmp_path: Path, engine: str) -> None:
    """A generation may be gone between the look at CURRENT and its opening: nobody is to see that."""
    folder, index = tmp_path / "articles", tmp_path / "index"
    write_version(folder, 0)
    with process("write", str(index), engine, str(folder)) as run:
        run("0 0 0")
        with process("reopen", str(index)) as one, process("reopen", str(index)) as other:
            for _ in range(25):
                assert not run("1 0 0")["failed"]
                assert one()["seen"] == other()["seen"] == [ARTICLES]


def names(index: Path) -> list[str]:
    """The files of an index."""
    return sorted(str(path.relative_to(index)) for path in index.rglob("*") if path.is_file())
