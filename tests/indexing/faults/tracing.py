"""What a run asks of the system, told by strace, which can also make any of it fail."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from support import ROOT
from waiting import LIMIT

CALLS = (
    *(
        "openat",
        "write",
        "pwrite64",
        "lseek",
        "ftruncate",
        "fsync",
        "fdatasync",
        "sendfile",
        "copy_file_range",
    ),
    *("rename", "renameat", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir"),
)
"""All that changes files or makes the change durable, and what tells where."""


class Descriptor(NamedTuple):
    """An open file; the one called -100 is the folder that a process is in."""

    number: int
    path: str


class Call(NamedTuple):
    """A call of the system: the how-maniest of its name in its thread, what it was given, what came of it."""

    name: str
    number: int
    given: Sequence[str | bytes | Descriptor]
    result: int
    is_injected: bool


_LINE = re.compile(r"(?P<thread>\d+) +(?:<\.\.\. \w+ resumed>|(?P<name>\w+)\()(?P<rest>.*)")
_GIVEN = re.compile(
    r'"(?P<bytes>[^"]*)"(?P<cut>\.\.\.)?|(?P<descriptor>\d+|AT_FDCWD)<(?P<path>[^>]*)>|(?P<word>[\w|]+)'
)
_ENDED = re.compile(r"(?P<given>.*)\) += (?P<result>-?\d+)(?P<why>.*)")
_UNFINISHED = " <unfinished ...>"


def calls(log: str) -> Iterator[Call]:
    """The calls in the order in which they ended."""
    begun: dict[str, tuple[str, str]] = {}
    numbers = Counter[tuple[str, str]]()
    for line in log.splitlines():
        if not (found := _LINE.fullmatch(line)):
            continue  # a signal, the end of a thread
        thread, name, rest = found["thread"], found["name"], found["rest"]
        if name:
            numbers[thread, name] += 1
            begun[thread] = name, ""
        name, before = begun.pop(thread)
        if rest.endswith(_UNFINISHED):
            begun[thread] = name, before + rest.removesuffix(_UNFINISHED)
            continue
        if ended := _ENDED.fullmatch(before + rest):
            number, is_injected = numbers[thread, name], "(INJECTED)" in ended["why"]
            yield Call(name, number, [*_given(ended["given"])], int(ended["result"]), is_injected)


def _given(text: str) -> Iterator[str | bytes | Descriptor]:
    for found in _GIVEN.finditer(text):
        assert not found["cut"], "strace cut a string short"
        if found["word"]:
            yield found["word"]
        elif found["descriptor"]:
            number = -100 if found["descriptor"] == "AT_FDCWD" else int(found["descriptor"])
            yield Descriptor(number, os.fsdecode(_unescaped(found["path"])))
        else:
            yield _unescaped(found["bytes"])


def _unescaped(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


class Ended(NamedTuple):
    """How a run ended: the error it raised, the calls it made."""

    error: str | None
    calls: list[Call]


class Runs:
    """Runs of `traced.py`, one by one."""

    def __init__(self, folder: Path, *words: str) -> None:
        self._log = folder / "strace.log"
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("traced.py")), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    def __call__(self, *faults: str, kind: str, size: int = 0) -> Ended:
        """Change the index; `faults` as strace takes them. Skips the test where strace may not trace."""
        assert self._process.stdin is not None and self._process.stdout is not None
        print(f"{kind} {size}", file=self._process.stdin, flush=True)
        child = int(self._process.stdout.readline())
        words = ("strace", "-f", "-y", "-xx", "-s", "1000000", "-o", str(self._log), "-p", str(child))
        wanted = ("-e", f"trace={','.join(CALLS)}", *(f"--inject={fault}" for fault in faults))
        with subprocess.Popen([*words, *wanted], stderr=subprocess.PIPE, text=True) as tracer:
            assert tracer.stderr is not None
            said = tracer.stderr.readline()
            os.kill(child, signal.SIGCONT)
            error = json.loads(self._process.stdout.readline())
            tracer.wait(LIMIT)
        if "attached" not in said:
            pytest.skip(f"strace may not trace here: {said}")
        return Ended(error, [*calls(self._log.read_text("ascii"))])

    def end(self) -> None:
        """No more runs."""
        self._process.communicate(timeout=LIMIT)


@contextmanager
def tracing(folder: Path, *words: str) -> Iterator[Runs]:
    """Runs with a log in `folder`; skips the test without strace."""
    if not shutil.which("strace"):
        pytest.skip("needs strace")
    runs = Runs(folder, *words)
    try:
        yield runs
    finally:
        runs.end()
