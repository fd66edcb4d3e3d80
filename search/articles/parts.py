"""A large file of JSON lines in parts, so that several processes may read one file."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from search.articles.encoding.decode import is_wide

PART = 4 * 1024 * 1024
"""Bytes of a part, more or less: parts end where lines end."""
_LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes `start` to `stop` of a file; `line` is how many lines stand before them."""

    start: int
    stop: int
    line: int


def parts(path: Path, size: int = PART) -> list[Part]:
    """The parts of a file that `read` takes one by one; empty for a file that is read whole.

    Costs one pass over the bytes. Raises OSError as opening the file does.
    """
    if path.suffix.lower() not in _LINES:
        return []
    pieces: list[Part] = []
    with path.open("rb") as stream:
        if is_wide(stream.read(4096)):
            return []
        stream.seek(0)
        start = line = 0
        while block := stream.read(size):
            block += stream.readline()
            pieces.append(Part(start, start + len(block), line))
            start += len(block)
            line += block.count(b"\n")
    return pieces if len(pieces) > 1 else []


def opened(stream: BinaryIO, part: Part) -> BinaryIO:
    """The stream as if it held that part alone."""
    stream.seek(part.start)
    return cast(BinaryIO, io.BufferedReader(_Limited(stream, part.stop - part.start), 256 * 1024))


class _Limited(io.RawIOBase):
    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(min(len(buffer), self._left))
        self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)
