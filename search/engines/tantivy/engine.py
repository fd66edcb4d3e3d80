"""The engine for large collections: tantivy, Lucene's formulas in Rust, one folder on one machine."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import tantivy
from tantivy import Query, Searcher

from search.disk import flush
from search.engines import failures
from search.engines.alphabet import plain
from search.engines.base import Prepared, RawHit, RawHits
from search.engines.facets import TOLD, counted
from search.engines.stored import encodable
from search.engines.tantivy.counts import count, counts
from search.engines.tantivy.links import Links
from search.engines.tantivy.order import Shelf, article_at, best, in_order
from search.engines.tantivy.query import Translator, constant_score
from search.engines.tantivy.schema import SCHEMA, document_of
from search.errors import FihrisError
from search.model import Article, Sort
from search.query.plan import Const, Plan


class _Commit(NamedTuple):
    """One commit, its articles kept at hand, and what makes queries for it."""

    searcher: Searcher
    shelf: Shelf
    translate: Translator

    @classmethod
    def of(cls, searcher: Searcher) -> _Commit:
        """The commit that `searcher` sees."""
        return cls(searcher, Shelf(searcher), Translator(SCHEMA, partial(count, searcher)))


class TantivyEngine:
    """A tantivy index in `folder`; see `Engine` for what the methods promise.

    `writer_memory`, in bytes, is kept in memory before a segment is written; that takes half as much again
    (300,000 articles: 700 MB in all processes with 100 MB here, and two segments of 29,795 become three).
    Few large segments search faster (a headline among 29,795 articles: .44 ms in one, .50 in two, .73 in
    seven), and one thread writes faster than several processes analyse. Segments are sorted by id: equal
    scores come out by id.

    Raises NoIndex when there is no index in `folder` and not `create`, or it cannot be read; OtherIndex when
    its fields differ from ours; EngineUnavailable when this process may not open it.
    """

    def __init__(self, folder: Path, *, create: bool = False, writer_memory: int = 130_000_000) -> None:
        self._folder = folder
        self._writer_memory = writer_memory
        self._writer: tantivy.IndexWriter | None = None
        self._staged = False
        self._new: set[int] | None = None
        """Of an index that holds nothing yet, hashes of the ids staged for it."""
        self._lock = Lock()
        self._meta = folder / "meta.json"
        self._links: Links | None = None
        self._index = self._open(create)
        self._seen: tuple[int, ...] = ()
        self._version = ""
        self._commit: _Commit
        self._load()

    def _open(self, create: bool) -> tantivy.Index:
        with failures.told_as(failures.broken, self._folder):
            if create:
                self._folder.mkdir(parents=True, exist_ok=True)
            if self._meta.exists():
                if not os.access(self._meta, os.R_OK):  # tantivy writes it for its owner alone
                    raise failures.forbidden(self._folder)
                if not self._may_be_locked():
                    self._links = Links(self._folder)
                index = tantivy.Index.open(str(self._links.folder if self._links else self._folder))
                if index.schema != SCHEMA:
                    raise failures.outdated(self._folder)
            elif create:
                index = tantivy.Index(SCHEMA, str(self._folder), sort_by_field="id")
            else:
                raise failures.missing(self._folder)
            index.config_reader("manual")
            return index

    def _may_be_locked(self) -> bool:
        """tantivy's readers open their lock for writing."""
        lock = self._folder / ".tantivy-meta.lock"
        return os.access(lock if lock.exists() else self._folder, os.W_OK)

    # Writing

    def write(self, batches: Iterable[Sequence[Prepared]]) -> None:
        """Stage articles, replacing any with the same id."""
        for batch in batches:
            writer = self._open_writer()
            with failures.told_as(failures.unwritable, self._folder):
                for prepared in batch:
                    self._replace(writer, prepared.article.id)
                    writer.add_document(document_of(prepared))

    def _replace(self, writer: tantivy.IndexWriter, id: str) -> None:
        """Stage the removal of an article written before: in a new index, only of an id that comes again, as
        tantivy keeps a kilobyte of each removal until the commit."""
        if self._new is None or hash(id) in self._new:
            writer.delete_documents_by_term("id", id)
        else:
            self._new.add(hash(id))

    def delete(self, ids: Iterable[str]) -> None:
        """Stage the removal of articles; unknown ids are no error."""
        for id in filter(encodable, ids):
            writer = self._open_writer()
            with failures.told_as(failures.unwritable, self._folder):
                writer.delete_documents_by_term("id", id)

    def commit(self) -> None:
        """Make all that is staged visible and durable, or nothing of it."""
        if self._writer is None:
            return
        with failures.told_as(failures.unwritable, self._folder):
            self._writer.commit()
            flush(self._folder)  # tantivy flushes the files, not always the folder's new entries
            self._staged, self._new = False, None
            self._writer.garbage_collect_files()
        self.refresh()

    def close(self) -> None:
        """Drop what is staged and free files and locks; waits for merges that run in the background."""
        writer, self._writer = self._writer, None
        if self._links:
            self._links.close()
        if writer is None:
            return
        # What fails here loses nothing: the rest was to be dropped, a merge can be done another time.
        with suppress(FihrisError), failures.told_as(failures.unwritable, self._folder):
            if self._staged:
                writer.rollback()
                writer.garbage_collect_files()
            writer.wait_merging_threads()

    def _open_writer(self) -> tantivy.IndexWriter:
        self._staged = True
        if self._writer is None:
            with failures.told_as(_not_writable, self._folder):
                self._writer = self._index.writer(self._writer_memory, num_threads=1)
                # What a killed writer left has names that this one may choose again; tantivy refuses them.
                self._writer.garbage_collect_files()
                self._new = None if json.loads(self._meta.read_bytes())["segments"] else set()
        return self._writer

    # Reading

    def refresh(self) -> bool:
        """Take in commits made elsewhere; True when there was one."""
        with failures.told_as(failures.broken, self._folder), self._lock:
            if _stamp(self._meta) == self._seen:
                return False
            before = self._version
            self._load()
            return self._version != before

    def _load(self) -> None:
        with failures.told_as(failures.broken, self._folder):
            stamp, version = _stamp(self._meta), _opstamp(self._meta)
            while True:
                try:
                    if self._links:
                        self._links.renew()
                    self._index.reload()
                except Exception:  # of a commit that was replaced meanwhile, where readers cannot hold it
                    if _opstamp(self._meta) == version:
                        raise
                after = _opstamp(self._meta)
                if version == after:
                    break
                stamp, version = _stamp(self._meta), after
            self._seen, self._version = stamp, version
            self._commit = _Commit.of(self._index.searcher())

    def version(self) -> str:
        """A name of the commit that searches see: differs after every commit."""
        return self._version

    def count(self) -> int:
        """How many articles searches see."""
        return self._commit.searcher.num_docs

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
        with failures.told_as(failures.broken, self._folder):
            searcher, shelf, translate = self._commit
            query = translate.last(plan if limit or isinstance(plan, Const) else Const(plan))
            if not limit:
                return counts(searcher, query, facets)
            page, score = range(offset, offset + limit), constant_score(plan)
            if sort is Sort.RELEVANCE and score is None:
                total, rows = best(searcher, shelf, query, page)
                hits = [RawHit(row.score, shelf.article(row.address)) for row in rows]
            else:
                total, articles = in_order(searcher, shelf, query, sort, page, is_cheap=score is not None)
                same = score if score and sort is Sort.RELEVANCE else 0.0
                hits = [RawHit(same, article) for article in articles]
            if not facets:
                return RawHits(hits, total)
            if len(hits) == total and TOLD.keys() >= set(facets):
                return RawHits(hits, total, counted([hit.article for hit in hits], facets))
            return RawHits(hits, total, counts(searcher, query, facets).facets)

    def fetch(self, ids: Sequence[str]) -> list[Article]:
        """The articles with these ids, in that order; unknown ids are left out."""
        if not ids:
            return []
        with failures.told_as(failures.broken, self._folder):
            searcher = self._commit.searcher
            results = searcher.search(
                Query.term_set_query(SCHEMA, "id", list(filter(encodable, ids))), limit=len(ids), count=False
            )
            by_id = {article.id: article for _, at in results.hits for article in [article_at(searcher, at)]}
        return [by_id[id] for id in ids if id in by_id]

    def articles(self) -> Iterator[Article]:
        """Every article, in no particular order."""
        searcher = self._commit.searcher
        with failures.told_as(failures.broken, self._folder):
            results = searcher.search(Query.all_query(), limit=max(searcher.num_docs, 1), count=False)
        for _, address in results.hits:
            with failures.told_as(failures.broken, self._folder):
                article = article_at(searcher, address)
            yield article

    def values(self, field: str) -> Iterable[tuple[str, int]]:
        """Every distinct value of a value field with its article count."""
        with failures.told_as(failures.broken, self._folder):
            return self._commit.searcher.terms_with_prefix(field, "", Query.all_query())

    def words(self) -> Iterable[tuple[str, int]]:
        """Every distinct folded word with its article count, in no particular order."""
        with failures.told_as(failures.broken, self._folder):
            held = dict(self._commit.searcher.terms_with_prefix("folded", ""))
        words = plain("\n".join(held).encode()).split("\n")
        return zip(words, held.values(), strict=False)  # an index without words: one empty line


def _not_writable(folder: Path, detail: str) -> FihrisError:
    return failures.busy(folder) if "LockBusy" in detail else failures.unwritable(folder, detail)


def _stamp(meta: Path) -> tuple[int, ...]:
    state = meta.stat()
    return state.st_ino, state.st_mtime_ns, state.st_size


def _opstamp(meta: Path) -> str:
    return str(json.loads(meta.read_bytes())["opstamp"])
