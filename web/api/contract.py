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
from search.messages import N_
from search.model import SUGGESTION_KINDS
from search.query.language.warnings import EVERY_CODE
from search.searching.matching.reason import REASONS

FACET_ORDER = N_(
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

    id: Annotated[
        str, _told(N_("Its own, or made from its file's path; in an address it is percent-encoded."))
    ]
    title: Annotated[str, _told(N_("Empty where the article has none."))]
    url: Annotated[
        str | None,
        _told(N_("Where it was published: any text that its file gives, so look before you link.")),
    ]
    source: Annotated[str | None, _told(N_("The newspaper, site or channel."))]
    author: Annotated[str | None, _told(N_("Who wrote it."))]
    date: Annotated[Day | None, _told(N_("The day of the article, where it is known."))]
    date_inferred: Annotated[bool, _told(N_("The date was read out of the text, not given beside it."))]
    tags: Annotated[list[str], _told(N_("Its tags."))]


class HighlightAnswer(TypedDict):
    """A matched word: code points `start` to `end` of the stored field."""

    field: Annotated[Literal["title", "body"], _told(N_("Where the word stands."))]
    start: Annotated[int, _told(N_("The code point it begins at."))]
    end: Annotated[int, _told(N_("The code point after it."))]


class WhyAnswer(TypedDict):
    """The query's word, the form found in the article, the level on which they meet, how the form differs."""

    word: Annotated[str, _told(N_("A word or phrase of the query."))]
    found: Annotated[str, _told(N_("The form of it that the article has."))]
    level: Annotated[Level, _told(N_("The nearest of the five levels on which both are the same."))]
    how: Annotated[How, _told(N_("How the form differs from the query's."))]


class PassageAnswer(TypedDict):
    """A stretch of the text of an article as /articles/{id} gives it: code points `start` to `end`."""

    start: Annotated[int, _told(N_("The code point of the text it begins at."))]
    end: Annotated[int, _told(N_("The code point after it."))]
    text: Annotated[str, _told(N_("The text from there to there."))]


class HitAnswer(ArticleHead):
    """One hit. The html holds no markup but <mark>."""

    score: Annotated[float, _told(N_("Higher is nearer, within one answer; 0 where the order is by date."))]
    match: Annotated[Literal["full", "partial"], _told(N_("`partial` lacks a word, or shares a root only."))]
    title_html: Annotated[str, _told(N_("The title; where there is none, the first sentence of the text."))]
    snippet_html: Annotated[str, _told(N_("The part of the text that tells most; empty for `snippet=0`."))]
    highlights: Annotated[list[HighlightAnswer], _told(N_("The words marked in title and snippet."))]
    why: Annotated[list[WhyAnswer], _told(N_("For each word or phrase found, the form nearest to it."))]
    passages: Annotated[
        list[PassageAnswer], _told(N_("As many as asked for, the one that tells most first."))
    ]
    copies: Annotated[int, _told(N_("How many other articles are folded under this one; 0 without folding."))]
    copies_from: Annotated[list[str], _told(N_("The sources of these articles, each once."))]
    similar: Annotated[str | None, _told(N_("Where these articles are listed; `null` where there are none."))]


class SuggestionAnswer(TypedDict):
    """Another query and how many articles it finds."""

    kind: Annotated[Kind, _told(N_("What makes it another query."))]
    query: Annotated[str, _told(N_("The other query."))]
    total: Annotated[int, _told(N_("How many articles it finds."))]


class WarningAnswer(TypedDict):
    """Something in the query that was ignored or bounded; offsets are code points of the query."""

    code: Annotated[Code, _told(N_("What it is, for programs."))]
    start: Annotated[int, _told(N_("The code point of the query it begins at."))]
    end: Annotated[int, _told(N_("The code point after it."))]
    message: Annotated[str, _told(N_("A sentence for people, in the language of the request."))]


class SearchAnswer(TypedDict):
    """A page of hits: `total` counts full matches, `total_partial` the others."""

    query: Annotated[str, _told(N_("The query as it was asked."))]
    total: Annotated[int, _told(N_("How many articles match fully."))]
    total_partial: Annotated[int, _told(N_("How many match partially; 0 for `match=full`."))]
    generation: Annotated[int, _told(N_("The build of the index that answered."))]
    page: Annotated[int, _told(N_("The page's number."))]
    size: Annotated[int, _told(N_("Most hits on a page; folding may leave fewer."))]
    folding: Annotated[
        Literal["off", "identical", "near"], _told(N_("Which articles are folded under one hit."))
    ]
    folded: Annotated[
        int,
        _told(N_("How many of the first hits are folded under others: so many fewer stand on the pages.")),
    ]
    took_ms: Annotated[float, _told(N_("Milliseconds that the search took, without its way here and back."))]
    hits: Annotated[list[HitAnswer], _told(N_("Full matches first, but for questions and long queries."))]
    facets: Annotated[dict[str, list[tuple[str, int]]], _told(FACET_ORDER)]
    suggestions: Annotated[
        list[SuggestionAnswer],
        _told(N_("On page 1: for a day that the query names, or where few match fully.")),
    ]
    warnings: Annotated[
        list[WarningAnswer], _told(N_("What of the query was ignored, bounded or cut short."))
    ]


class TitleAnswer(TypedDict):
    """An article by its title."""

    id: Annotated[str, _told(N_("The article's id."))]
    title: Annotated[str, _told(N_("Its title."))]


class SuggestAnswer(TypedDict):
    """Completions of what was typed, likeliest first."""

    query: Annotated[str, _told(N_("What was typed."))]
    completions: Annotated[
        list[str], _told(N_("Queries, likeliest first, then titles that are not among them."))
    ]
    queries: Annotated[int, _told(N_("How many of the completions are queries."))]
    titles: Annotated[list[TitleAnswer], _told(N_("The articles whose titles hold what was typed."))]


class ArticleAnswer(ArticleHead):
    """One article whole; the html is there when a query was given."""

    text: Annotated[str, _told(N_("The whole text; paragraphs are lines."))]
    title_html: Annotated[str | None, _told(N_("The title with marks; `null` without a query."))]
    text_html: Annotated[str | None, _told(N_("The text with marks; `null` without a query."))]


class RelatedAnswer(TypedDict):
    """Articles like one article, nearest first."""

    id: Annotated[str, _told(N_("The article's id."))]
    articles: Annotated[list[ArticleHead], _told(N_("The others, nearest first."))]


class SimilarAnswer(TypedDict):
    """Other articles that are the same as one article, or nearly so, oldest first; at most 100."""

    id: Annotated[str, _told(N_("The article's id."))]
    kind: Annotated[Literal["identical", "near"], _told(N_("Whether the same, or nearly so."))]
    articles: Annotated[list[ArticleHead], _told(N_("The others, oldest first."))]


class ReadingAnswer(TypedDict):
    """One way of reading a word, and how likely it is beside the likeliest, which has the weight 1.

    `kind` is the part of speech, `form` how the word relates to its lemma. `by` says what knows it: "table",
    "lexicon", "forms" (those with the article, in a list of frequencies), or "letters" where nothing does.
    `indexed`: a text's word is found by it.
    """

    lemma: Annotated[str, _told(N_("The word's entry in a dictionary, folded."))]
    root: Annotated[str, _told(N_("Its root; empty where it has none."))]
    kind: Annotated[str, _told(N_("The part of speech."))]
    form: Annotated[str, _told(N_("How the word relates to its lemma."))]
    weight: Annotated[float, _told(N_("How likely it is; the likeliest has 1."))]
    by: Annotated[str, _told(N_("What knows it: `table`, `lexicon`, `forms` or `letters`."))]
    indexed: Annotated[bool, _told(N_("Whether the word of a text is found by it."))]


class WordAnswer(TypedDict):
    """One word of a text on the five levels; a level that does not apply is empty. `start` and `end` count
    code points of the text.
    """

    word: Annotated[str, _told(N_("The word as it stands in the text."))]
    start: Annotated[int, _told(N_("The code point it begins at."))]
    end: Annotated[int, _told(N_("The code point after it."))]
    vocalised: Annotated[str, _told(N_("With its vowel marks, where it has any."))]
    surface: Annotated[str, _told(N_("Without them."))]
    folded: Annotated[str, _told(N_("With letters of one sound or habit made one."))]
    lemma: Annotated[
        str, _told(N_("Its entry in a dictionary, folded; two with a space where two are nearly as likely."))
    ]
    root: Annotated[str, _told(N_("Its root, or the roots of both; empty where it has none."))]
    stop: Annotated[bool, _told(N_("Whether it is a stop word, such as في."))]
    kind: Annotated[str, _told(N_("The part of speech of the likeliest reading."))]
    readings: Annotated[list[ReadingAnswer], _told(N_("All readings, likeliest first."))]


class AnalyzeAnswer(TypedDict):
    """The words of a text, in order."""

    text: Annotated[str, _told(N_("The text as it was given."))]
    words: Annotated[list[WordAnswer], _told(N_("Its words, in order."))]


class ErrorBody(TypedDict, total=False):
    """`code` is for programs, `message` for people; `parameter` names what was wrong in a request."""

    code: Annotated[str, _told("What is wrong, for programs.")]
    message: Annotated[str, _told("What is wrong, for people, in the language of the request.")]
    parameter: Annotated[str, _told("Which parameter is wrong, where it is one.")]


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
