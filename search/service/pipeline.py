"""Files to prepared articles, in worker processes, in order, with bounded memory.

Each worker reads and analyses its units and passes batches through a queue that holds those of a unit or two;
the engine is fed in the order of the files. With one worker all happens in this process.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import queue
import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from os.path import relpath
from pathlib import Path
from threading import Thread
from typing import Any

from search.articles import Part, Read, Skipped, parts, read
from search.engines.base import Prepared
from search.model import Article, CannotIndex, Origin
from search.service.files import File
from search.service.prepare import prepare
from search.service.resources import load_analyzer

BATCH = 100
"""Articles handed over at once; a batch also ends at BATCH_LETTERS."""
BATCH_LETTERS = 500_000
QUEUED_BATCHES = 8
"""About two units' worth: a worker goes on while the engine is fed from another one."""
QUEUED_UNITS = 2
UNIT_FILES = 200
UNIT_BYTES = 1_000_000
MUCH_BYTES = 4_000_000
"""More than this is worth the start of worker processes."""
MAX_ID = 200
NICE = 5
"""How far workers stand back behind searches and the engine's writing: what it has not yet come to waits in
memory, with tantivy up to 10,000 articles."""


@dataclass(slots=True)
class Batch:
    """Prepared articles, skipped places with their file, and how many bytes of files are done."""

    prepared: list[Prepared] = field(default_factory=list)
    skipped: list[tuple[str, Skipped]] = field(default_factory=list)
    done: int = 0


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a large file, whose origin is made once for all its parts."""

    file: File
    part: Part
    origin: Origin


Unit = Sequence[File] | Sequence[Slice] | Sequence[Article]


@dataclass(frozen=True, slots=True)
class Reader:
    """What every worker needs: an editor's lexicon, the index's place (ids hang on it), field names."""

    lexicon: Path | None
    index: Path
    mapping: Mapping[str, str]

    def batches(self, unit: Unit) -> Iterator[Batch]:
        """The unit's articles, prepared."""
        analyzer, _ = load_analyzer(self.lexicon)
        batch, letters = Batch(), 0
        for item in unit:
            for found in self._articles(item):
                if isinstance(found, Article):
                    batch.prepared.append(prepare(found, analyzer))
                    letters += len(found.text)
                else:
                    batch.skipped.append(found)
                if len(batch.prepared) >= BATCH or letters >= BATCH_LETTERS:
                    yield batch
                    batch, letters = Batch(), 0
            if isinstance(item, File):
                batch.done += item.size
            elif isinstance(item, Slice):
                batch.done += item.part.stop - item.part.start
        yield batch

    def _articles(self, item: File | Slice | Article) -> Iterator[Article | tuple[str, Skipped]]:
        if isinstance(item, Article):
            yield item
            return
        file, part = (item.file, item.part) if isinstance(item, Slice) else (item, None)
        try:
            origin = item.origin if isinstance(item, Slice) else file.origin()
        except OSError as error:
            yield str(file.location), _unreadable(file, error)
            return
        for found in read(file.location, name=file.path, mapping=self.mapping, part=part):
            if isinstance(found, Read):
                yield replace(found.article, id=identify(found, file, self.index), origin=origin)
            else:
                yield str(file.location), found


def _unreadable(file: File, error: OSError) -> Skipped:
    return Skipped(
        file.path or file.location.name,
        f"It cannot be read ({error.strerror}).",
        f"تتعذّر قراءته ({error.strerror}).",
    )


def identify(found: Read, file: File, index: Path) -> str:
    """The article's own id where it has a usable one, else one made from its place relative to the index."""
    own = found.article.id.strip()
    if own and len(own) <= MAX_ID and own.isprintable() and own not in (".", ".."):
        return own
    place = f"{relpath(file.location, index)}!{found.member}"
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in file.location.stem.lower())
    mark = blake2b(place.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
    return f"{name.strip('-')[:60] or 'article'}-{mark}"


def units(files: Iterable[File]) -> Iterator[Unit]:
    """Files grouped so that a unit is worth handing over; a large file that can be cut comes in slices."""
    unit: list[File] = []
    size = 0
    for file in files:
        if unit and (len(unit) >= UNIT_FILES or size + file.size > UNIT_BYTES):
            yield unit
            unit, size = [], 0
        if file.size > UNIT_BYTES and (slices := _slices(file)):
            yield from ([each] for each in slices)
            continue
        unit.append(file)
        size += file.size
    if unit:
        yield unit


def _slices(file: File) -> list[Slice]:
    try:
        cut = parts(file.location, UNIT_BYTES)
        origin = file.origin() if cut else None
    except OSError:
        return []  # the reader will say why
    return [Slice(file, part, origin) for part in cut] if origin else []


def run(work: Iterable[Unit], reader: Reader, workers: int) -> Iterator[Batch]:
    """The batches of all units in order. Raises CannotIndex when a worker dies."""
    if workers <= 1:
        for unit in work:
            yield from reader.batches(unit)
        return
    load_analyzer(reader.lexicon)  # once, here: the workers share its memory
    context = multiprocessing.get_context("fork")
    todo = [context.Queue(QUEUED_UNITS) for _ in range(workers)]
    done = [context.Queue(QUEUED_BATCHES) for _ in range(workers)]
    processes = [
        context.Process(target=_work, args=(reader, todo[n], done[n]), daemon=True) for n in range(workers)
    ]
    for process in processes:
        process.start()
    try:
        yield from _in_order(work, todo, done, processes)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()


def _in_order(
    work: Iterable[Unit], todo: Sequence[Any], done: Sequence[Any], processes: Sequence[Any]
) -> Iterator[Batch]:
    pending: list[int] = []
    for number, unit in enumerate(work):
        lane = number % len(processes)
        if len(pending) >= QUEUED_UNITS * len(processes):
            yield from _batches_of(pending.pop(0), done, processes)
        todo[lane].put(unit)
        pending.append(lane)
    for lane in pending:
        yield from _batches_of(lane, done, processes)


def _batches_of(lane: int, done: Sequence[Any], processes: Sequence[Any]) -> Iterator[Batch]:
    while True:
        try:
            batch = done[lane].get(timeout=1)
        except queue.Empty:
            if processes[lane].is_alive():
                continue
            raise CannotIndex(
                "A worker process died, perhaps for lack of memory: try again with --workers 1.",
                "توقفت إحدى عمليات الفهرسة، ربما لنقص الذاكرة؛ أعد المحاولة مع ‎--workers 1.",
            ) from None
        if batch is None:
            return
        if isinstance(batch, Exception):
            raise batch
        yield batch


def _work(reader: Reader, todo: Any, done: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    # Not the parent's handler: Python would not run it while a queue is waited for.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.nice(NICE)
    Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()
    gc.disable()
    while True:
        unit = todo.get()
        gc.collect(0)  # what the unit before left; going through all that is remembered would take long
        try:
            for batch in reader.batches(unit):
                done.put(batch)
            done.put(None)
        except Exception as error:
            done.put(error)


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
