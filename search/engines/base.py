"""The seam between search and the libraries that hold inverted indexes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from search.model import Article, Sort
from search.query.plan import Plan

TEXT_FIELDS: Mapping[str, bool] = {
    "vocalised": False,
    "surface": True,
    "folded": True,
    "lemma": False,
    "root": False,
    "title_surface": True,
    "title_folded": True,
    "title_lemma": False,
    "source_folded": True,
    "author_folded": True,
    "tag_folded": True,
}
"""Text fields, holding terms joined by spaces, and whether they keep positions."""

BODY_HASH = "body"
"""The value field that is equal for copies of one text. Indexes have it under this name: another would make
those there are unreadable, with all they hold of files that are gone."""

BANDS = "bands"
"""The value field of which articles nearly the same have a value in common; it is never counted."""

VALUE_FIELDS = ("id", "source", "author", "tag", "month", "origin", BODY_HASH, BANDS)
"""Fields that hold values letter for letter: filters, facets, what incremental runs and folding need.
`tag` may hold many, and so may `bands`; `month` is YYYY-MM of the date; `origin` the file, encoded."""

BOUNDARY = "\u00b6"
"""The term between title and body, and between values: no phrase crosses it. PILCROW SIGN, not a letter."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article analysed: what an engine writes. Engines never look into the text themselves."""

    article: Article
    """Without its text, which is in `packed`: bytes cost less to hand over, and are written as they are."""
    terms: Mapping[str, bytes]
    """Text field to its terms, spaces between them, in UTF-8 and the `alphabet` of indexes; fields that are
    missing or b"" hold no term."""
    body_hash: str
    """Hash of the folded body: equal for copies of one text."""
    origin: str
    """The article's origin, encoded on one line."""
    packed: bytes
    """The whole article, as `stored.pack` makes it."""

    def __reduce__(self) -> tuple[type[Prepared], tuple[object, ...]]:
        """For another process, as `Article` has it."""
        return Prepared, (self.article, self.terms, self.body_hash, self.origin, self.packed)


class RawHit(NamedTuple):
    """An article that matches, and its score; sorted by day, every score is 0."""

    score: float
    article: Article


@dataclass(frozen=True, slots=True)
class RawHits:
    """What an engine answers: the hits from `offset`, best first, how many match in all, facet counts."""

    hits: Sequence[RawHit] = ()
    total: int = 0
    facets: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)


class Engine(Protocol):
    """An inverted index in one place (a folder, or a name on a cluster).

    Writing is staged: nothing that `write` and `delete` do is seen by anyone before `commit`, which is
    atomic and durable. Reading sees the last commit that `refresh` took in. One writer at a time; readers
    may be many, in other processes and threads. All errors of the library come out as FihrisError.
    """

    def write(self, batches: Iterable[Sequence[Prepared]]) -> None:
        """Stage articles, replacing any with the same id."""

    def delete(self, ids: Iterable[str]) -> None:
        """Stage the removal of articles; unknown ids are no error."""

    def commit(self) -> None:
        """Make all that is staged visible and durable, or nothing of it."""

    def close(self) -> None:
        """Drop what is staged and free files and locks."""

    def refresh(self) -> bool:
        """Take in commits made elsewhere; True when there was one."""

    def version(self) -> str:
        """A name of the commit that searches see: differs after every commit."""

    def count(self) -> int:
        """How many articles searches see."""

    def search(
        self,
        plan: Plan,
        *,
        sort: Sort = Sort.RELEVANCE,
        offset: int = 0,
        limit: int = 10,
        facets: Sequence[str] = (),
    ) -> RawHits:
        """Articles matching `plan`, best first (equal scores by id), or by day with undated ones last.

        `facets` names value fields, or "day"; each is answered with (value, articles) pairs over all matches,
        most frequent first then by value, at most 100; months newest first, at most 1,200, and ISO days, at
        most 200.
        `limit` may be 0.
        """

    def fetch(self, ids: Sequence[str]) -> list[Article]:
        """The articles with these ids, in that order; unknown ids are left out."""

    def articles(self) -> Iterator[Article]:
        """Every article, in no particular order."""

    def values(self, field: str) -> Iterable[tuple[str, int]]:
        """Every distinct value of a value field with its article count."""

    def words(self) -> Iterable[tuple[str, int]]:
        """Every distinct folded word with its article count, in no particular order.

        Counts may still include articles deleted since the library last merged.
        """
