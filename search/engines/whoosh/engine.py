"""The engine in pure Python, for small collections: Whoosh keeps the postings, we score and sort them.

Whoosh keeps parts of its index as pickles: open only folders that this program has made.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import RLock

from whoosh.codec.base import Segment
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, EmptyIndexError, FileIndex, LockError, clean_files
from whoosh.writing import SegmentWriter

from search.disk import flush
from search.engines import failures
from search.engines.base import Prepared, RawHit, RawHits
from search.engines.facets import ranked
from search.engines.stored import UNDATED, encodable, iso_day, rounded
from search.engines.whoosh.evaluate import evaluate
from search.engines.whoosh.reader import Snapshot
from search.engines.whoosh.schema import document, schema
from search.errors import FihrisError
from search.model import Article, Sort
from search.query.plan import Plan

# mypy: allow-untyped-calls


class _DurableStorage(FileStorage):
    """A folder whose files are flushed to disk before the rename that commits them."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        for entry in os.scandir(self.folder):
            if entry.is_file():
                flush(entry.path)
        super().rename_file(oldname, newname, safe)
        flush(self.folder)


class WhooshEngine:
    """A Whoosh index in `folder`; see `Engine` for what the methods promise.

    Meant for some hundred articles; right, if slow, for some ten thousand. What is staged is kept in memory
    until `commit`. Raises NoIndex when there is no index in `folder` and not `create`, or it cannot be read;
    OtherIndex when its fields differ from ours.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self._folder = folder
        self._lock = RLock()  # the library's readers share file positions
        self._writer: SegmentWriter | None = None
        self._added: dict[str, Prepared] = {}
        self._deleted: set[str] = set()
        self._index = self._open(create)
        self._load()

    def _open(self, create: bool) -> FileIndex:
        with failures.told_as(failures.broken, self._folder):
            if create:
                self._folder.mkdir(parents=True, exist_ok=True)
            elif not self._folder.is_dir():
                raise failures.missing(self._folder)
            storage = _DurableStorage(str(self._folder))
            try:
                index = FileIndex(storage)
            except EmptyIndexError:
                if not create:
                    raise failures.missing(self._folder) from None
                index = FileIndex.create(storage, schema())
            if _shape(index.schema) != _shape(schema()):
                raise failures.outdated(self._folder)
            return index

    # Writing

    def write(self, batches: Iterable[Sequence[Prepared]]) -> None:
        """Stage articles, replacing any with the same id."""
        for batch in batches:
            self._open_writer()
            self._added.update((prepared.article.id, prepared) for prepared in batch)

    def delete(self, ids: Iterable[str]) -> None:
        """Stage the removal of articles; unknown ids are no error."""
        for id in filter(encodable, ids):
            self._open_writer()
            self._added.pop(id, None)
            self._deleted.add(id)

    def commit(self) -> None:
        """Make all that is staged visible and durable, or nothing of it."""
        writer = self._writer
        if writer is None:
            return
        with failures.told_as(failures.unwritable, self._folder), self._lock:
            try:
                for id in {*self._deleted, *self._added}:
                    writer.delete_by_term("id", id)
                for prepared in self._added.values():
                    writer.add_document(**document(prepared))
                mostly_deleted = writer.deleted_count() > len(self._snapshot.ids)
                writer.commit(optimize=mostly_deleted)
            except BaseException:
                self.close()
                raise
            self._forget()
            self._load()

    def close(self) -> None:
        """Drop what is staged and free files and locks."""
        writer = self._writer
        self._forget()
        if writer is None:
            return
        # What fails here loses nothing: the rest was to be dropped. A writer that failed closed itself and
        # left files that change until the objects that write them are gone.
        drop = [self._clear_up] if writer.is_closed else [writer.cancel, self._clear_up]
        for step in drop:
            with suppress(FihrisError), failures.told_as(failures.unwritable, self._folder):
                step()

    def _clear_up(self, *written: Segment) -> None:
        """Remove what writers left that failed or were killed: files of segments in no commit."""
        committed = TOC.read(self._index.storage, self._index.indexname)
        segments = [*committed.segments, *written]
        clean_files(self._index.storage, self._index.indexname, committed.generation, segments)

    def _forget(self) -> None:
        self._writer = None
        self._added = {}
        self._deleted = set()

    def _open_writer(self) -> None:
        if self._writer is None:
            with failures.told_as(failures.unwritable, self._folder):
                try:
                    self._writer = SegmentWriter(self._index, codec=W3Codec(compression=0))
                except LockError:
                    raise failures.busy(self._folder) from None
                self._clear_up(self._writer.newsegment)

    # Reading

    def refresh(self) -> bool:
        """Take in commits made elsewhere; True when there was one."""
        with failures.told_as(failures.broken, self._folder), self._lock:
            if self._index.latest_generation() == self._generation:
                return False
            self._load()
            return True

    def _load(self) -> None:
        with failures.told_as(failures.broken, self._folder):
            while True:
                generation: int = self._index.latest_generation()
                snapshot = Snapshot(self._index)
                if generation == self._index.latest_generation():
                    break
            self._generation, self._snapshot = generation, snapshot

    def version(self) -> str:
        """A name of the commit that searches see: differs after every commit."""
        return str(self._generation)

    def count(self) -> int:
        """How many articles searches see."""
        return len(self._snapshot.ids)

    def search(
        self,
        plan: Plan,
        *,
        sort: Sort = Sort.RELEVANCE,
        offset: int = 0,
        limit: int = 10,
        facets: Sequence[str] = (),
    ) -> RawHits:
        """Articles matching `plan`; see `Engine.search`. Sorted by day, every score is 0."""
        with failures.told_as(failures.broken, self._folder), self._lock:
            snapshot = self._snapshot
            scores = evaluate(plan, snapshot)
            rows = _sorted(scores, sort, snapshot)[offset : offset + limit]
            return RawHits(
                [RawHit(score, snapshot.article(number)) for score, number in rows],
                len(scores),
                {name: ranked(name, _counts(snapshot, name, scores.keys())) for name in facets},
            )

    def fetch(self, ids: Sequence[str]) -> list[Article]:
        """The articles with these ids, in that order; unknown ids are left out."""
        with failures.told_as(failures.broken, self._folder), self._lock:
            numbers = (number for id in ids for number in self._snapshot.holding("id", id))
            return [self._snapshot.article(number) for number in numbers]

    def articles(self) -> Iterator[Article]:
        """Every article, in no particular order."""
        snapshot = self._snapshot
        for number in snapshot.ids:
            with failures.told_as(failures.broken, self._folder), self._lock:
                article = snapshot.article(number)
            yield article

    def values(self, field: str) -> Iterable[tuple[str, int]]:
        """Every distinct value of a value field with its article count."""
        with failures.told_as(failures.broken, self._folder), self._lock:
            return list(_counts(self._snapshot, field, self._snapshot.ids.keys()))

    def words(self) -> Iterable[tuple[str, int]]:
        """Every distinct folded word with its article count, in no particular order."""
        with failures.told_as(failures.broken, self._folder), self._lock:
            return list(self._snapshot.terms("folded"))


def _sorted(scores: dict[int, float], sort: Sort, on: Snapshot) -> list[tuple[float, int]]:
    ids, days = on.ids, on.days
    if sort is Sort.RELEVANCE:
        rows = [(rounded(score), number) for number, score in scores.items()]
        return sorted(rows, key=lambda row: (-row[0], ids[row[1]]))
    sign = 1 if sort is Sort.OLDEST else -1
    numbers = sorted(scores, key=lambda n: (days[n] == UNDATED, sign * days[n], ids[n]))
    return [(0.0, number) for number in numbers]


def _counts(snapshot: Snapshot, field: str, among: Iterable[int]) -> Iterator[tuple[str, int]]:
    if field == "day":
        days = Counter(snapshot.days[number] for number in among)
        yield from ((iso_day(day), count) for day, count in days.items() if day != UNDATED)
        return
    wanted = set(among)
    for value, _ in snapshot.terms(field):
        if count := len(wanted & snapshot.holding(field, value)):
            yield value, count


def _shape(fields: Schema) -> dict[str, str]:
    return {name: type(getattr(field, "format", None)).__name__ for name, field in fields.items()}
