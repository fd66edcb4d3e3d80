"""The contract of the API, version 1: what each request may say and what each answer holds.

Requests are pydantic models, so that what the documentation promises is what is checked; answers are typed
dictionaries, so that mypy holds the code that builds them against what the documentation promises.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from search.analysis.levels import Levels
from search.model import FACETS, MAX_HITS, MAX_QUERY, SUGGESTION_KINDS, Sort
from search.query.language.warnings import EVERY_CODE
from search.searching.matching.reason import REASONS

MAX_TEXT = 2_000
"""Longest text that /analyze takes, in code points."""

MAX_SNIPPET = 2_000
"""Longest snippet, in letters."""

FACET_ORDER = (
    "Under each name that was asked for, values with their numbers of full matches: the most frequent first, "
    "at most 100; months, the newest first."
)

YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
"""Any but 0000, without a look ahead, which many programs that read the contract cannot do."""

DATE = rf"^{YEAR}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"


def _date(text: str) -> str:
    if not re.fullmatch(DATE, text):
        raise PydanticCustomError("date", "not a date")
    if len(text) == 10 and int(text[8:]) > monthrange(int(text[:4]), int(text[5:7]))[1]:
        raise PydanticCustomError("date", "not a date")
    return text


def _comma_list(values: Any) -> Any:
    return [part for value in values for part in value.split(",") if part]


Date = Annotated[
    str, AfterValidator(_date), WithJsonSchema({"type": "string", "pattern": DATE, "examples": ["2021-03"]})
]
Value = Annotated[str, Field(min_length=1, max_length=300)]
Values = Annotated[list[Value], Field(max_length=50)]
Language = Literal["ar", "en"]


def _one_of(names: Iterable[str]) -> WithJsonSchema:
    """Tells readers of the contract which names there are."""
    return WithJsonSchema({"type": "string", "enum": list(names)})


def _told(description: str) -> Any:
    """What readers of the contract are told of a value of an answer."""
    return Field(description=description)


Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
Level = Annotated[str, _one_of(Levels._fields[:5])]
How = Annotated[str, _one_of(REASONS)]
Kind = Annotated[str, _one_of(SUGGESTION_KINDS)]
Code = Annotated[str, _one_of(EVERY_CODE)]


class Parameters(BaseModel):
    """What every request may say."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    lang: Language | None = None
    """Language of messages; without it the Accept-Language header decides, else English."""


class QueryParameters(Parameters):
    """A request about a query."""

    q: str = Field(default="", max_length=MAX_QUERY)
    """The query; the forms it may take are on the page /help. Empty: no hits."""


class SearchParameters(QueryParameters):
    """A search. Its names are the page's names too."""

    page: int = Field(default=1, ge=1, le=MAX_HITS)
    """Page number; page x size may not exceed 10,000."""
    size: int = Field(default=10, ge=1, le=100)
    """Hits on a page."""
    sort: Sort = Sort.RELEVANCE
    """Order; undated articles come last in both orders by date."""
    from_: Date | None = Field(default=None, alias="from")
    """First day, month or year, inclusive."""
    to: Date | None = None
    """Last day, month or year, inclusive."""
    source: Values = Field(default_factory=list)
    """Any of these sources, exactly as facets name them; may be repeated."""
    author: Values = Field(default_factory=list)
    """Any of these authors; may be repeated."""
    tag: Values = Field(default_factory=list)
    """Any of these tags; may be repeated."""
    facets: Annotated[list[Literal["source", "author", "tag", "month"]], BeforeValidator(_comma_list)] = (
        Field(default_factory=list)
    )
    """Counts to answer with, separated by commas. A filter on sources, authors or tags does not narrow the
    counts of its own field: they tell what another value would add.
    """
    match: Literal["full"] | None = None
    """`full` leaves partial matches out."""
    snippet: int = Field(default=240, ge=0, le=MAX_SNIPPET)
    """Length of snippets in letters; 0 for none."""
    collapse: Literal["0", "1"] = "0"
    """`1` folds articles with the same body under one hit."""


class SuggestParameters(QueryParameters):
    """What has been typed so far."""

    size: int = Field(default=8, ge=1, le=20)
    """How many completions."""


class ArticleParameters(QueryParameters):
    """One article; with a query, its words are marked."""


class RelatedParameters(Parameters):
    """Articles like one article."""

    size: int = Field(default=5, ge=1, le=20)
    """How many articles."""


class AnalyzeParameters(Parameters):
    """A text to look at."""

    text: str = Field(default="", max_length=MAX_TEXT)
    """The text whose words are looked at."""


class ArticleHead(TypedDict):
    """What identifies an article, without its text."""

    id: str
    title: Annotated[str, _told("Empty where the article has none.")]
    url: str | None
    source: str | None
    author: str | None
    date: Annotated[Day | None, _told("The day of the article, where it is known.")]
    date_inferred: Annotated[bool, _told("The date was read out of the text, not given beside it.")]
    tags: list[str]


class HighlightAnswer(TypedDict):
    """A matched word: code points `start` to `end` of the stored field."""

    field: Literal["title", "body"]
    start: int
    end: int


class WhyAnswer(TypedDict):
    """The query's word, the form found in the article, the level on which they meet, how the form differs."""

    word: str
    found: str
    level: Level
    how: How


class HitAnswer(ArticleHead):
    """One hit. The html holds no markup but <mark>."""

    score: Annotated[float, _told("Higher is nearer, within one answer; 0 where the order is by date.")]
    match: Annotated[Literal["full", "partial"], _told("Partial: lacks a word, or shares a root only.")]
    title_html: Annotated[str, _told("The title; where there is none, the first sentence of the text.")]
    snippet_html: Annotated[str, _told("The part of the text that tells most; empty for snippet=0.")]
    highlights: Annotated[list[HighlightAnswer], _told("The words marked in title and snippet.")]
    why: Annotated[list[WhyAnswer], _told("For each word or phrase found, the form nearest to it.")]
    copies: Annotated[int, _told("Other articles with the same body, folded under this one by collapse=1.")]


class SuggestionAnswer(TypedDict):
    """Another query and how many articles it finds."""

    kind: Kind
    query: str
    total: int


class WarningAnswer(TypedDict):
    """Something in the query that was ignored or bounded; offsets are code points of the query."""

    code: Code
    start: int
    end: int
    message: str


class SearchAnswer(TypedDict):
    """A page of hits: `total` counts full matches, `total_partial` the others."""

    query: str
    total: int
    total_partial: int
    generation: Annotated[int, _told("The build of the index that answered.")]
    page: int
    size: int
    took_ms: Annotated[float, _told("Milliseconds that the search took, without its way here and back.")]
    hits: Annotated[list[HitAnswer], _told("Full matches first, but for questions and long queries.")]
    facets: Annotated[dict[str, list[tuple[str, int]]], _told(FACET_ORDER)]
    suggestions: Annotated[list[SuggestionAnswer], _told("On page 1, where few or no articles match fully.")]
    warnings: list[WarningAnswer]


class SuggestAnswer(TypedDict):
    """Completions of what was typed, likeliest first."""

    query: str
    completions: list[str]


class ArticleAnswer(ArticleHead):
    """One article whole; the html is there when a query was given."""

    text: str
    title_html: str | None
    text_html: str | None


class RelatedAnswer(TypedDict):
    """Articles like one article, nearest first."""

    id: str
    articles: list[ArticleHead]


class ReadingAnswer(TypedDict):
    """One way of reading a word, and how likely it is beside the others."""

    lemma: str
    root: str
    weight: float


class WordAnswer(TypedDict):
    """One word of a text on the five levels; a level that does not apply is empty. `start` and `end` count
    code points of the text.
    """

    word: str
    start: int
    end: int
    vocalised: str
    surface: str
    folded: str
    lemma: str
    root: str
    stop: bool
    kind: str
    readings: list[ReadingAnswer]


class AnalyzeAnswer(TypedDict):
    """The words of a text, in order."""

    text: str
    words: list[WordAnswer]


class ErrorBody(TypedDict, total=False):
    """`code` is for programs, `message` for people; `parameter` names what was wrong in a request."""

    code: str
    message: str
    parameter: str


class ErrorAnswer(TypedDict):
    """The one shape of every error."""

    error: ErrorBody


ERRORS = {
    "bad_request": 400,
    "query_too_long": 400,
    "not_found": 404,
    "method_not_allowed": 405,
    "too_large": 413,
    "uri_too_long": 414,
    "rate_limited": 429,
    "internal": 500,
    "no_index": 503,
    "index_outdated": 503,
    "index_busy": 503,
    "engine_unavailable": 503,
}
"""Every error code and the HTTP status it comes with."""

assert set(FACETS) == {"source", "author", "tag", "month"}  # noqa: S101 - the two lists must not part
