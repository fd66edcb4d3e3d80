"""Archives: the articles inside .zip and .gz, one level deep, with limits on what they unpack to."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from search.articles.encoding.decode import decode
from search.articles.result import MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED, RATIO_FREE, Read, Skipped, skipped
from search.errors import Unreadable

Reading = Callable[[BinaryIO, str], Iterator[Read | Skipped]]
"""Reads an open file of the given name; the name's ending says how."""


def read_gz(stream: BinaryIO, name: str, inner: str, reading: Reading) -> Iterator[Read | Skipped]:
    """The articles of one gzipped file, whose name inside is `inner`; members are as of the file unpacked."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    with gzip.GzipFile(fileobj=stream) as unpacked:
        try:
            yield from reading(bounded(cast(BinaryIO, unpacked), size), inner)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise _damaged("gzip") from None


def read_zip(
    stream: BinaryIO, name: str, wanted: Callable[[str], bool], reading: Reading
) -> Iterator[Read | Skipped]:
    """The articles of the `wanted` files of a zip archive; each member begins with its path there."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise _damaged("zip") from None
    with archive:
        files = sorted(
            (info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename
        )
        if len(files) > MAX_MEMBERS:
            raise Unreadable("It holds more than {max_members} files.", max_members=MAX_MEMBERS)
        if sum(info.compress_size for info in files) > stream.seek(0, io.SEEK_END):
            raise _bomb()  # members that share their bytes
        named = [(info, path) for info in files if wanted(path := _path(info))]
        if not named:
            raise Unreadable("It holds no article files.")
        left = MAX_UNPACKED
        for info, path in named:
            left -= info.file_size
            where = f"{name}!{path}"
            if left < 0:
                yield skipped(where, _bomb())
                return
            yield from _member(archive, info, path, where, reading)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, where: str, reading: Reading
) -> Iterator[Read | Skipped]:
    if PurePosixPath(path).suffix.lower() in (".zip", ".gz"):
        yield skipped(where, Unreadable("It is an archive inside an archive; unpack it first."))
        return
    try:
        with archive.open(info) as unpacked:
            for result in reading(bounded(cast(BinaryIO, unpacked), info.compress_size), where):
                if isinstance(result, Read):
                    result = replace(result, member=f"{path}!{result.member}" if result.member else path)
                yield result
    except Unreadable as error:
        yield skipped(where, error)
    except RuntimeError:  # what zipfile raises for a member with a password
        yield skipped(where, Unreadable("It is protected by a password."))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError, OSError):
        yield skipped(where, _damaged("zip"))


def bounded(stream: BinaryIO, packed: int) -> BinaryIO:
    """The stream, raising Unreadable once it gives more than MAX_RATIO times its `packed` size."""
    limit = min(MAX_UNPACKED, RATIO_FREE + MAX_RATIO * packed)
    return cast(BinaryIO, io.BufferedReader(_Bounded(stream, limit), 64 * 1024))


class _Bounded(io.RawIOBase):
    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise _bomb()
        buffer[: len(data)] = data
        return len(data)


def _path(info: zipfile.ZipInfo) -> str:
    """The path of a member; names written by Arabic Windows come in its own encoding, read as cp437."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    try:
        return decode(info.filename.encode("cp437")).text
    except (UnicodeError, Unreadable):
        return info.filename


def _bomb() -> Unreadable:
    return Unreadable(
        "It unpacks to far more than its size, as an archive bomb does; unpack it yourself if it is sound."
    )


def _damaged(kind: str) -> Unreadable:
    return Unreadable("It is not a {kind} archive that can be read.", kind=kind)
