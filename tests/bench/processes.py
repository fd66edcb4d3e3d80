"""What commands and servers take: seconds, CPU time and memory of all their processes."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIHRIS = (sys.executable, "-m", "search.cli.commands")
EVERY = 0.2
"""Seconds between two looks at the memory of a command."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command from start to exit: wall and CPU seconds, megabytes at the highest, its output.

    Memory is the highest sum over all processes of Pss_Anon (what they allocated, shared pages counted once)
    and of Pss (with the pages of mapped files, which the system may drop): /proc/PID/smaps_rollup.
    """

    seconds: float
    cpu_seconds: float
    anonymous_mb: float
    pss_mb: float
    output: str

    def __str__(self) -> str:
        return (
            f"{self.seconds:>8.2f} s {self.cpu_seconds:>8.2f} s CPU"
            f" {self.anonymous_mb:>6.0f} MB anonymous {self.pss_mb:>6.0f} MB in all"
        )


def run(command: Sequence[str | Path], **environment: str | Path) -> Run:
    """Run a command to its end; exits where it fails. Exit code 1 of `fihris` tells of articles left out."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **{name: str(each) for name, each in environment.items()}}
    began, before = time.perf_counter(), _ended()
    with (
        tempfile.TemporaryFile() as printed,  # a pipe holds 64 KB, and nobody reads it meanwhile
        subprocess.Popen(command, env=env, stdout=printed, stderr=subprocess.DEVNULL) as process,
    ):
        anonymous = pss = 0
        while True:
            now = [_memory(pid) for pid in family(process.pid)]
            anonymous = max(anonymous, sum(each["Pss_Anon"] for each in now))
            pss = max(pss, sum(each["Pss"] for each in now))
            try:
                process.wait(EVERY)
                break
            except subprocess.TimeoutExpired:
                continue
        seconds, cpu = time.perf_counter() - began, _ended() - before
        printed.seek(0)
        output = printed.read().decode()
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(map(str, command))}: exit code {process.returncode}")
    return Run(seconds, cpu, anonymous / 1024, pss / 1024, output)


def family(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found = children.read_text().split()
        except OSError:
            continue
        for child in found:
            yield from family(int(child))


def cpu_seconds(processes: Iterable[int]) -> float:
    """User and system time of running processes: what other work on the machine changes least."""
    lines = [Path(f"/proc/{pid}/stat").read_text("ascii") for pid in processes]
    ticks = [sum(map(int, line.rpartition(")")[2].split()[11:13])) for line in lines]
    return sum(ticks) / os.sysconf("SC_CLK_TCK")


def pss_mb(pid: int) -> int:
    """Memory of a process, what it shares divided by those it shares it with."""
    return _memory(pid)["Pss"] // 1024


def _ended() -> float:
    """CPU seconds of all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory(pid: int) -> dict[str, int]:
    """Kilobytes of a process; nothing of one that has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        lines = []
    found = {line.split(":")[0]: int(line.split()[1]) for line in lines}
    return {name: found.get(name, 0) for name in ("Pss", "Pss_Anon")}
