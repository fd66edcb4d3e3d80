"""Where built indexes live: generations/<n>/ beside each other, CURRENT naming the one that answers.

A generation is complete before CURRENT names it; the swap is one atomic rename. Readers hold a shared lock on
the generation they have open, so that it is collected only once nobody uses it.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from search.engines.base import Engine
from search.engines.choose import open_engine
from search.model import IndexBusy, NoIndex


@dataclass(frozen=True, slots=True)
class Generation:
    """One built index: its number, the engine that made it, the fingerprint of its analysis."""

    number: int
    engine: str
    fingerprint: str


class Generations:
    """The generations under an index folder."""

    def __init__(self, index: Path) -> None:
        self.index = index

    def folder(self, number: int) -> Path:
        """The folder of a generation."""
        return self.index / "generations" / str(number)

    def current(self) -> Generation | None:
        """The generation that answers, None before the first; raises NoIndex when it is damaged."""
        number = self.current_number()
        if number is None:
            return None
        try:
            return Generation(**json.loads((self.folder(number) / "generation.json").read_text("utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise _damaged(self.index, number) from error

    def current_number(self) -> int | None:
        """The number that CURRENT names; cheap enough to ask at every request."""
        try:
            return int((self.index / "CURRENT").read_text("ascii"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise NoIndex(
                f"{self.index / 'CURRENT'} cannot be read: run `fihris reindex --full`.",
                f"تتعذّر قراءة الملف {self.index / 'CURRENT'}؛ شغّل fihris reindex --full لبنائه من جديد.",
            ) from error

    def create(self, engine: str, fingerprint: str) -> Generation:
        """A new generation beside the others, not yet the one that answers."""
        taken = [int(each.name) for each in self._folders()]
        generation = Generation(max(taken, default=0) + 1, engine, fingerprint)
        folder = self.folder(generation.number)
        folder.mkdir(parents=True)
        (folder / "generation.json").write_text(json.dumps(asdict(generation)), "utf-8")
        return generation

    def open(self, generation: Generation, *, create: bool = False) -> Engine:
        """The engine of a generation; `create` for one not yet written. Raises NoIndex when it is damaged."""
        try:
            return open_engine(generation.engine, self.folder(generation.number) / "engine", create=create)
        except NoIndex as error:
            raise _damaged(self.index, generation.number) from error

    def publish(self, generation: Generation) -> None:
        """Flush a complete generation to disk and make it the one that answers, atomically."""
        folder = self.folder(generation.number)
        for path in [*folder.rglob("*"), folder, folder.parent]:
            _flush(path)
        fresh = self.index / "CURRENT.new"
        fresh.write_text(f"{generation.number}\n", "ascii")
        _flush(fresh)
        fresh.replace(self.index / "CURRENT")
        _flush(self.index)

    def discard(self, generation: Generation) -> None:
        """Remove a generation that was never published."""
        shutil.rmtree(self.folder(generation.number), ignore_errors=True)

    def clean(self) -> None:
        """Remove generations that do not answer and that nobody has open."""
        current = self.current_number()
        for folder in self._folders():
            if int(folder.name) == current:
                continue
            with hold(folder / "USE", exclusive=True) as held:
                if held:
                    shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer; raises IndexBusy saying who is."""
        self.index.mkdir(parents=True, exist_ok=True)
        path = self.index / "LOCK"
        with hold(path, exclusive=True) as held:
            if not held:
                holder = path.read_text("utf-8", errors="replace").strip() or "?"
                raise IndexBusy(
                    f"Another reindex is writing {self.index} ({holder}): wait for it or stop it.",
                    f"ثمة عملية فهرسة أخرى تكتب في {self.index} ({holder})؛ انتظر انتهاءها أو أوقفها.",
                )
            path.write_text(f"process {os.getpid()} on {socket.gethostname()}\n", "utf-8")
            yield

    def _folders(self) -> list[Path]:
        parent = self.index / "generations"
        return [each for each in parent.iterdir() if each.name.isdigit()] if parent.is_dir() else []


@contextmanager
def hold(path: Path, *, exclusive: bool) -> Iterator[bool]:
    """Hold a file lock that the system frees when the process ends, however it ends; False if it is taken."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


def _damaged(index: Path, number: int) -> NoIndex:
    return NoIndex(
        f"The index in {index} is damaged (generation {number}): run `fihris reindex --full`.",
        f"الفهرس في {index} تالف (الجيل {number})؛ شغّل fihris reindex --full لبنائه من جديد.",
    )


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
