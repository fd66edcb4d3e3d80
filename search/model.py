"""The words every layer speaks: articles, search requests, pages of hits."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import field, fields
from enum import StrEnum
from operator import attrgetter

from search.messages import Message
from search.value import value


@value
class Origin:
    """The file an article was read from, as it was then: what an incremental run compares.

    `root` is the absolute path given to reindex and `path` the file below it with forward slashes ("" when
    the root is the file itself); `size` is in bytes, `modified` in
    nanoseconds, `digest` a hash of the file's content.
    """

    root: str
    path: str
    size: int
    modified: int
    digest: str

    @property
    def location(self) -> str:
        """The file's absolute path: two roots that overlap name one file once."""
        return f"{self.root}/{self.path}" if self.path else self.root


@value
class Article:
    """One article. Only `text` is never missing; `date` is ISO (YYYY-MM-DD), `title` may be empty."""

    id: str
    text: str
    title: str = ""
    date: str | None = None
    date_inferred: bool = False
    source: str | None = None
    author: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    origin: Origin | None = None
    repairs: Mapping[str, int] = field(default_factory=dict)
    body_hash: str = ""
    """Hash of the folded body, equal for copies of one text; set when the article is indexed."""
    bands: str = ""
    """What articles of nearly the same body have in common, apart by spaces; set when it is indexed."""

    @property
    def digest(self) -> str:
        """A hash of everything a reader or a filter sees: equal digests need no new indexing."""
        seen = (
            self.text,
            self.title,
            self.date,
            self.date_inferred,
            self.source,
            self.author,
            self.url,
            self.tags,
        )
        return hashlib.blake2b(repr(seen).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    def __reduce__(self) -> tuple[type[Article], tuple[object, ...]]:
        """For another process: dataclasses with slots take three times as long by themselves."""
        return Article, _values_of(self)


_values_of = attrgetter(*(field.name for field in fields(Article)))


class Sort(StrEnum):
    """The orders a search may ask for. Undated articles come last in both orders by date."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class Fold(StrEnum):
    """Which articles are folded under the best of them: those whose bodies are the same, or nearly so."""

    OFF = "off"
    IDENTICAL = "identical"
    NEAR = "near"


FACETS = ("source", "author", "tag", "month")
MAX_QUERY = 512
"""Code points of a query."""
MAX_HITS = 10_000
"""Hits that the pages of one query may reach."""


@value
class SearchRequest:
    """A search as a user asks for it. Dates are inclusive and may be YYYY, YYYY-MM or YYYY-MM-DD."""

    query: str = ""
    page: int = 1
    size: int = 10
    sort: Sort = Sort.RELEVANCE
    date_from: str | None = None
    date_to: str | None = None
    sources: Sequence[str] = ()
    authors: Sequence[str] = ()
    tags: Sequence[str] = ()
    facets: Sequence[str] = ()
    """Some of FACETS; "day" beside "month" counts days, where the months of the answer are few."""
    full_only: bool = False
    fold: Fold = Fold.OFF
    plain: bool = False
    """Words only: quotes, dashes and field names are text (evaluation collections)."""
    snippet: int = 240
    """Length of snippets and passages in letters; 0 for none."""
    passages: int = 0
    """How many passages of each article are wanted, beside its snippet."""


class Match(StrEnum):
    """Full: the query is true of the article. Partial: a word is missing, or only its root was found."""

    FULL = "full"
    PARTIAL = "partial"


@value
class Highlight:
    """A matched word: code points `start` to `end` of the stored field (title or body)."""

    field: str
    start: int
    end: int


@value
class Why:
    """Why a hit matched: the query's word, the form found, the level they share, how the form differs."""

    word: str
    found: str
    level: str
    how: str = ""
    """written, marks, spelling, affix, inflection, plural, root or pattern."""


@value
class Hit:
    """One article of an answer. The html strings hold no markup but <mark>; all else is escaped."""

    article: Article
    score: float
    match: Match
    title_html: str
    snippet_html: str
    highlights: Sequence[Highlight] = ()
    why: Sequence[Why] = ()
    passages: Sequence[tuple[int, int]] = ()
    """Stretches of the body that tell most, the best first: code points, none over another."""
    copies: Sequence[Article] = ()
    """The other articles that are folded under this hit, oldest first, whether they match or not."""


SUGGESTION_KINDS = (
    "date", "no_filters", "no_quotes", "no_fields",
    "spelling", "keyboard", "arabizi", "variant", "fewer_words",
)  # fmt: skip
"""How other queries differ: with a day as a date; without filters, phrases or fields; respelled; on another
keyboard layout; in Arabic letters; in another spelling of a name; with fewer words."""


@value
class Suggestion:
    """Another query that finds `total` articles; `kind` is one of SUGGESTION_KINDS."""

    kind: str
    query: str
    total: int


@value
class Remark:
    """Something in the query that was ignored or bounded; offsets are code points of the query."""

    code: str
    start: int
    end: int
    message: Message


@value
class SearchPage:
    """An answer: `total` counts full hits, `total_partial` the others, folded ones included;
    `folded` says how many of the first hits are: so many fewer stand on the pages.

    Facets count full hits; that of a field which the request filters counts as if it did not.
    """

    request: SearchRequest
    total: int
    total_partial: int
    generation: int
    took_ms: float
    hits: Sequence[Hit] = ()
    facets: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    suggestions: Sequence[Suggestion] = ()
    warnings: Sequence[Remark] = ()
    folded: int = 0
