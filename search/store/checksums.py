"""Checksums of a generation's files: what a disk or a copy has changed is noticed before it is searched.

CRC-32, which finds every flipped bit and torn block, at 10 GB/s; it is no protection from people.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from search import deflate
from search.disk import flush, replace

NAME = "seals"
LEFT_OUT = "left-out"
"""The file of what a generation lacks of its files."""
BYTES_A_LOOK = 100_000_000
"""Beyond so many a look reads no further file; a file is read whole."""
_BLOCK = 1024 * 1024


class Seal(NamedTuple):
    """What a file was as it was written."""

    crc: int
    size: int
    modified: int

    @classmethod
    def of(cls, path: Path) -> Seal:
        """Of a file as it is now. Raises OSError."""
        state = path.stat()
        return cls(_sum(path), state.st_size, state.st_mtime_ns)


def seal(folder: Path) -> None:
    """Keep the checksums of the files of a generation. A failure costs the next run its look, no more."""
    with suppress(OSError):
        seals = {str(path.relative_to(folder)): Seal.of(path) for path in sealed_files(folder)}
        replace(folder / NAME, json.dumps(seals))


def unseal(folder: Path) -> None:
    """Forget them, durably, as the files are about to change: were they to come back after a power cut, what
    is written then would count as damage. Raises OSError."""
    with suppress(FileNotFoundError):
        (folder / NAME).unlink()
        flush(folder)


def damaged(folder: Path) -> list[str]:
    """Files of a generation that are gone or not as they were sealed; none where nothing was, nor while a run
    changes them."""
    try:
        text = _read(folder)
    except FileNotFoundError:
        return []
    return _still(
        folder, text, lambda seals: [n for n, seal in seals.items() if not _is(folder / n, seal.crc)]
    )


class Look:
    """A look that is cheap enough to take all the time, at one generation after the other.

    Sizes and times tell nearly all that happens to files; where only the time differs, as in a copy, the
    checksum decides, and what it said is remembered until the generation is sealed anew.
    """

    def __init__(self) -> None:
        self._seen: tuple[Path, bytes] | None = None
        self._sound: dict[tuple[str, int], bool] = {}

    def damaged(self, folder: Path) -> list[str]:
        """Files that are gone or not as they were sealed; none while a run changes them."""
        try:
            text = _read(folder)
        except OSError:
            return []
        if self._seen != (folder, text):
            self._seen, self._sound = (folder, text), {}
        return _still(folder, text, lambda seals: self._damaged(folder, seals))

    def _damaged(self, folder: Path, seals: Mapping[str, Seal]) -> list[str]:
        damaged, left = [], BYTES_A_LOOK
        for name, seal in seals.items():
            try:
                state = (folder / name).stat()
            except OSError:
                damaged.append(name)
                continue
            known = name, state.st_mtime_ns
            if state.st_size == seal.size and state.st_mtime_ns != seal.modified and known not in self._sound:
                if left <= 0:
                    continue
                left -= seal.size
                self._sound[known] = _is(folder / name, seal.crc)
            if state.st_size != seal.size or not self._sound.get(known, True):
                damaged.append(name)
        return damaged


def sealed_files(folder: Path) -> Iterator[Path]:
    """What is searched or listed: no locks, which are empty, and nothing that may be lost."""
    yield folder / "generation.json"
    if (folder / LEFT_OUT).exists():
        yield folder / LEFT_OUT
    for path in sorted((folder / "engine").rglob("*")):
        if path.is_file() and path.stat().st_size:
            yield path


def _still(folder: Path, text: bytes, look: Callable[[Mapping[str, Seal]], list[str]]) -> list[str]:
    """What `look` finds damaged by the seals in `text`, if they are the folder's afterwards as well: else a
    run has begun meanwhile, or another has replaced the generation."""
    try:
        damaged = look(_decoded(text))
    except ValueError:
        return [NAME]
    with suppress(OSError):
        if not damaged or _read(folder) == text:
            return damaged
    return []


def _read(folder: Path) -> bytes:
    return (folder / NAME).read_bytes()


def _decoded(text: bytes) -> dict[str, Seal]:
    """What `seal` wrote. Raises ValueError for anything else."""
    try:
        return {name: Seal(*map(int, seal)) for name, seal in json.loads(text).items()}
    except (AttributeError, TypeError) as error:
        raise ValueError("not the seals of files") from error


def _is(path: Path, known: int) -> bool:
    try:
        return _sum(path) == known
    except OSError:
        return False


def _sum(path: Path) -> int:
    crc = 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            crc = deflate.crc32(block, crc)
    return crc
