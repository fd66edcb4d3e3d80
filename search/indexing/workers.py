"""Units of work in worker processes, in order, with bounded memory.

Each worker reads and analyses its units and passes batches through a queue that holds those of a unit or two;
the engine is fed in the order of the files. With one worker all happens in this process.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import queue
import signal
from collections.abc import Iterable, Iterator, Sequence
from threading import Thread
from typing import Any

from search.errors import CannotIndex
from search.indexing.files import no_garbage
from search.indexing.units import Batch, Reader, Unit
from search.store.forms import KeptForms
from search.store.terms import load_terms

QUEUED_BATCHES = 8
"""About two units' worth: a worker goes on while the engine is fed from another one."""
QUEUED_UNITS = 2
NICE = 5
"""How far workers stand back behind searches and the engine's writing: what it has not yet come to waits in
memory, with tantivy up to 10,000 articles."""


def run(
    work: Iterable[Unit], reader: Reader, workers: int, forms: KeptForms | None = None
) -> Iterator[Batch]:
    """The batches of all units in order. What is kept in `forms` is not analysed again; what is, they take.

    Raises CannotIndex when a worker dies.
    """
    batches = _forked(work, reader, forms, workers) if workers > 1 else _here(work, reader, forms)
    if forms is None:
        yield from batches
        return
    forms.look()
    for batch in batches:
        forms.add(batch.learned)
        yield batch
    forms.keep()


def _here(work: Iterable[Unit], reader: Reader, forms: KeptForms | None) -> Iterator[Batch]:
    try:
        _know(reader, forms)
        with reader.slow.watched():
            for unit in work:
                yield from reader.batches(unit)
    finally:
        load_terms(reader.lexicon).know(None)


def _know(reader: Reader, forms: KeptForms | None) -> None:
    with no_garbage():
        load_terms(reader.lexicon).know(forms.terms() if forms else None)


def _forked(work: Iterable[Unit], reader: Reader, forms: KeptForms | None, workers: int) -> Iterator[Batch]:
    load_terms(reader.lexicon)  # once, here: the workers share its memory
    context = multiprocessing.get_context("fork")
    todo = [context.Queue(QUEUED_UNITS) for _ in range(workers)]
    done = [context.Queue(QUEUED_BATCHES) for _ in range(workers)]
    processes = [
        context.Process(target=_work, args=(reader, forms, todo[n], done[n]), daemon=True)
        for n in range(workers)
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
                "A worker process died, perhaps for lack of memory: try again with --workers 1."
            ) from None
        if batch is None:
            return
        if isinstance(batch, Exception):
            raise batch
        yield batch


def _work(reader: Reader, forms: KeptForms | None, todo: Any, done: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    # Not the parent's handler: Python would not run it while a queue is waited for.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.nice(NICE)
    Thread(target=_end_with_parent, daemon=True).start()
    _know(reader, forms)  # each for itself: to free here what was shared costs more than to read it twice
    gc.freeze()
    gc.disable()
    with reader.slow.watched():
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
