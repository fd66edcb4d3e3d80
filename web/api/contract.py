"""What each answer of the API holds, version 1, and the errors it may meet.

Answers are typed dictionaries, so that mypy holds the code that builds them against what the documentation
promises.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, WithJsonSchema
from typing_extensions import TypedDict

from search.analysis.levels import Levels
from search.model import SUGGESTION_KINDS
from search.query.language.warnings import EVERY_CODE
from search.searching.matching.reason import REASONS

FACET_ORDER = (
    "Under each name that was asked for, values with their numbers of full matches: the most frequent first, "
    "at most 100; months, the newest first."
)


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
    copies: Annotated[int, _told("How many other articles are folded under this one; 0 without folding.")]
    copies_from: Annotated[list[str], _told("The sources of these articles, each once.")]
    similar: Annotated[str | None, _told("Where these articles are listed; null where there are none.")]


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
    folding: Annotated[Literal["off", "identical", "near"], _told("Which articles are folded under one hit.")]
    took_ms: Annotated[float, _told("Milliseconds that the search took, without its way here and back.")]
    hits: Annotated[list[HitAnswer], _told("Full matches first, but for questions and long queries.")]
    facets: Annotated[dict[str, list[tuple[str, int]]], _told(FACET_ORDER)]
    suggestions: Annotated[list[SuggestionAnswer], _told("On page 1: for a bare day, where few match fully.")]
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


class SimilarAnswer(TypedDict):
    """Other articles that are the same as one article, or nearly so, oldest first; at most 100."""

    id: str
    kind: Literal["identical", "near"]
    articles: list[ArticleHead]


class ReadingAnswer(TypedDict):
    """One way of reading a word, and how likely it is beside the likeliest, which has the weight 1.

    `kind` is the part of speech, `form` how the word relates to its lemma. `by` says what knows it: "table",
    "lexicon", "forms" (those with the article, in a list of frequencies), or "letters" where nothing does.
    `indexed`: a text's word is found by it.
    """

    lemma: str
    root: str
    kind: str
    form: str
    weight: float
    by: str
    indexed: bool


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

TOTAL = "X-Total-Count"
"""The header of an export that says how many articles match fully."""
