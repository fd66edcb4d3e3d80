"""What is on disk is safe only once it has been flushed."""

from __future__ import annotations

import errno
import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS)


def flush(path: Path | str) -> None:
    """Make a file's content, or a folder's entries, durable. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace(path: Path, text: str) -> None:
    """Put `text` in the place of a file, or make it: after a crash it is there whole, or as before."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(text, "utf-8")
    flush(fresh)
    fresh.replace(path)
    flush(path.parent)


def put(path: Path, data: bytes) -> None:
    """Keep what can be made again, where the disk allows it.

    Nobody sees a part of it; of several at once the last one's stays. A power cut may lose or tear it.
    """
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            try:
                file.write(data)
                file.flush()
                Path(file.name).replace(path)
            except OSError:
                Path(file.name).unlink()
                raise


@contextmanager
def hold(path: Path, *, exclusive: bool) -> Iterator[bool]:
    """Hold a file's lock.

    Exclusive: the file is made where there is none; False if the lock is taken. Shared: raises
    FileNotFoundError if there is none or its lock is taken, which is so only while it is being removed; to
    read the file is all the permission that is needed. Where a file system has no locks, as some that are
    mounted to be read have none, nothing is held.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT if exclusive else os.O_RDONLY, 0o644)
    _held.add(descriptor)
    try:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            if not exclusive:
                raise FileNotFoundError(f"{path} is being removed") from None
            yield False
        except OSError as error:
            if exclusive or error.errno not in NO_LOCKS:
                raise
            yield True
        else:
            yield True
    finally:
        if descriptor in _held:
            _held.remove(descriptor)
            os.close(descriptor)


_held: set[int] = set()


def _let_go() -> None:
    """A lock belongs to parent and child alike: an orphan of a killed run would keep it for ever."""
    while _held:
        os.close(_held.pop())


os.register_at_fork(after_in_child=_let_go)
