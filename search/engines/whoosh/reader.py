"""One commit of a Whoosh index, opened for reading: postings with their scores, positions, articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from whoosh.index import FileIndex
from whoosh.reading import TermNotFound

from search.engines.alphabet import coded, plain
from search.engines.base import TEXT_FIELDS
from search.engines.bm25 import K1, idf, length_norms
from search.engines.stored import decode, encodable
from search.engines.whoosh.schema import read_row
from search.model import Article

# mypy: allow-untyped-calls


KEPT_TERMS = 2_000
"""Scored postings of so many terms are kept for the next query."""


class Snapshot:
    """What one commit holds. `ids` and `days` are those of the articles, by the library's document number.

    Articles that were deleted are in no list, but count in N and n of BM25 until the library merges, as
    they do in Lucene.
    """

    def __init__(self, index: FileIndex) -> None:
        self._reader = index.reader()
        self._articles = self._reader.doc_count_all()
        self._lengths: dict[str, list[int]] = {name: [] for name in TEXT_FIELDS}
        self.ids: dict[int, str] = {}
        self.days: dict[int, int] = {}
        self._read_rows()
        self._norms: dict[str, dict[int, float]] = {}
        for name, lengths in self._lengths.items():
            average = sum(lengths) / max(len(lengths), 1) or 1.0
            self._norms[name] = length_norms(set(lengths), average)
        self._stored = self._column("article")
        self.scored = lru_cache(KEPT_TERMS)(self._scored)

    def _column(self, name: str) -> Any:
        return self._reader.column_reader(name, translate=False) if self._articles else ()

    def _read_rows(self) -> None:
        rows = self._column("row")
        for number in range(self._articles):
            row = read_row(rows[number])
            for name, length in zip(TEXT_FIELDS, row.lengths, strict=True):
                self._lengths[name].append(length)
            if not self._reader.is_deleted(number):
                self.ids[number] = row.id
                self.days[number] = row.day

    def _scored(self, field: str, text: str) -> Mapping[int, float]:
        matcher = self._matcher(field, text)
        if matcher is None:
            return {}
        matching = self._reader.doc_frequency(field, _written(field, text))
        factor = (K1 + 1) * idf(self._articles, matching)
        lengths, norms = self._lengths[field], self._norms[field]
        scores: dict[int, float] = {}
        while matcher.is_active():
            number, frequency = matcher.id(), matcher.weight()
            scores[number] = factor * frequency / (frequency + norms[lengths[number]])
            matcher.next()
        return scores

    def holding(self, field: str, text: str) -> set[int]:
        """The articles whose `field` holds `text`, a term or a value."""
        matcher = self._matcher(field, text)
        return set(matcher.all_ids()) if matcher is not None else set()

    def positions(self, field: str, text: str, among: set[int]) -> dict[int, list[int]]:
        """Where `text` stands in `field` of those of the articles `among` that hold it, ascending."""
        places: dict[int, list[int]] = {}
        matcher = self._matcher(field, text)
        while matcher is not None and matcher.is_active():
            number = matcher.id()
            if number in among:
                places[number] = matcher.value_as("positions")
            matcher.next()
        return places

    def article(self, number: int) -> Article:
        """The article stored under a document number."""
        return decode(bytes(self._stored[number]))

    def terms(self, field: str) -> Iterator[tuple[str, int]]:
        """Every term of a field with its article count, deleted ones included."""
        for term in self._reader.lexicon(field):
            text = plain(term) if field in TEXT_FIELDS else term.decode("utf-8", "surrogatepass")
            yield text, self._reader.doc_frequency(field, term)

    def _matcher(self, field: str, text: str) -> Any:
        if not encodable(text):
            return None
        try:
            return self._reader.postings(field, _written(field, text))
        except TermNotFound:
            return None


def _written(field: str, text: str) -> str:
    """A term or a value as the index has it."""
    return coded(text) if field in TEXT_FIELDS else text
