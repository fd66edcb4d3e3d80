"""The words of a commit, read from its index by one process and mapped by all that share a folder."""

from __future__ import annotations

import fcntl
from contextlib import suppress
from hashlib import blake2b
from mmap import ACCESS_READ, mmap
from pathlib import Path

from search.disk import put
from search.engines.base import Engine
from search.query.word_table import WordTable, packed

_KIND = "words-"


def words_of(engine: Engine, generation: int, folder: Path | None) -> WordTable:
    """The words that `engine` holds now. The first process that asks for those of this commit keeps them in
    `folder`, while others wait; without one, or where it cannot be written, each has them in its own memory.
    """
    if folder is not None:
        with suppress(OSError):
            return _shared(engine, generation, folder)
    return WordTable(packed(engine.words()))


def _shared(engine: Engine, generation: int, folder: Path) -> WordTable:
    version = engine.version()
    path = folder / f"{_KIND}{blake2b(f'{generation} {version}'.encode(), digest_size=8).hexdigest()}"
    with (folder / "words").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            data = packed(engine.words())
            if engine.version() != version:  # a commit came meanwhile
                return WordTable(data)
            put(path, data)
            for other in folder.glob(f"{_KIND}*"):
                if other != path:
                    other.unlink(missing_ok=True)
        with path.open("rb") as file:
            return WordTable(mmap(file.fileno(), 0, access=ACCESS_READ))
