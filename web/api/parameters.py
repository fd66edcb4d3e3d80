"""What each request to the API may say, version 1.

They are pydantic models, so that what the documentation promises is what is read. Types are read by pydantic,
bounds are told here and judged by `search.searching.request`, as they are for the command line.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from search.export.formats import Name
from search.messages import N_
from search.model import FACETS, MAX_HITS, MAX_QUERY, Fold, SearchRequest, Sort
from search.searching.request import (
    DATE,
    MAX_PASSAGES,
    MAX_SIZE,
    MAX_SNIPPET,
    MAX_VALUE,
    MAX_VALUES,
    check,
    check_length,
    check_query,
    check_within,
)
from web.live import settings

MAX_TEXT = 2_000
"""Longest text that /analyze takes, in code points."""

MAX_LISTED = 20
"""Most completions, or articles like one article."""

Date = Annotated[str, WithJsonSchema({"type": "string", "pattern": DATE, "examples": ["2021-03"]})]
Value = Annotated[str, WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_VALUE})]
Values = Annotated[list[Value], Field(json_schema_extra={"maxItems": MAX_VALUES})]
Facet = Literal["source", "author", "tag", "month"]
Language = Literal["ar", "en"]

_FOLDS = {"0": Fold.OFF, "1": Fold.IDENTICAL}

assert set(FACETS) == set(Facet.__args__)  # type: ignore[attr-defined]  # noqa: S101 - the two must not part


def _told(default: Any, description: str, **more: Any) -> Any:
    return Field(default=default, description=description, **more)


def _whole(default: int, least: int, most: int, description: str) -> Any:
    return _told(default, description, json_schema_extra={"minimum": least, "maximum": most})


def _text(most: int, description: str) -> Any:
    return _told("", description, json_schema_extra={"maxLength": most})


def _list(description: str) -> Any:
    return Field(default_factory=list, description=description)


def _comma_list(values: Any) -> Any:
    return [part for value in values for part in value.split(",") if part]


class Parameters(BaseModel):
    """What every request may say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: Language | None = _told(
        None,
        N_(
            "Language of messages; without it the header `Accept-Language` decides, else the server, else "
            "English."
        ),
    )

    def check(self) -> None:
        """Raise BadRequest, which names the parameter, where a value is out of bounds."""


class QueryParameters(Parameters):
    """A request about a query."""

    q: str = _text(MAX_QUERY, N_("The query; the forms it may take are on the page `/help`."))

    def check(self) -> None:
        """Raise QueryTooLong for a long query."""
        check_query(self.q)


class ResultParameters(QueryParameters):
    """Which articles, in which order. Its names are the page's names too."""

    q: str = _text(
        MAX_QUERY,
        N_(
            "The query; the forms it may take are on the page `/help`. `*` alone finds every article; empty, "
            "it finds all that the filters on dates, sources, authors and tags leave, and nothing where "
            "there are none."
        ),
    )
    sort: Sort = _told(
        Sort.RELEVANCE,
        N_(
            "Order; undated articles come last in both orders by date. A search that looks for no word in "
            "titles and texts is answered with the newest first where relevance is asked for."
        ),
    )
    from_: Date | None = _told(None, N_("First day, month or year, inclusive."), alias="from")
    to: Date | None = _told(None, N_("Last day, month or year, inclusive."))
    source: Values = _list(N_("Any of these sources, exactly as `facets` name them; may be repeated."))
    author: Values = _list(N_("Any of these authors; may be repeated."))
    tag: Values = _list(N_("Any of these tags; may be repeated."))

    def check(self) -> None:
        """Raise QueryTooLong or BadRequest where the search is out of bounds."""
        check(self.request())

    def request(self) -> SearchRequest:
        """The search that the parameters ask for."""
        return self._request()

    def _request(self, **more: Any) -> SearchRequest:
        return SearchRequest(
            query=self.q,
            sort=self.sort,
            date_from=self.from_,
            date_to=self.to,
            sources=self.source,
            authors=self.author,
            tags=self.tag,
            **more,
        )


class SearchParameters(ResultParameters):
    """A search."""

    page: int = _whole(1, 1, MAX_HITS, N_("Page number; `page` × `size` may not exceed 10,000."))
    size: int = _whole(10, 1, MAX_SIZE, N_("Hits on a page."))
    facets: Annotated[list[Facet], BeforeValidator(_comma_list)] = _list(
        N_(
            "Counts to answer with, separated by commas. A filter on sources, authors or tags does not "
            "narrow the counts of its own field: they tell what another value would add."
        )
    )
    match: Literal["full"] | None = _told(None, N_("`full` leaves partial matches out."))
    snippet: int = _whole(240, 0, MAX_SNIPPET, N_("Length of snippets and passages in letters; 0 for none."))
    passages: int = _whole(
        0,
        0,
        MAX_PASSAGES,
        N_(
            "How many passages of each article to give, plain and with their places, for programs that cite "
            "them."
        ),
    )
    collapse: Literal["off", "identical", "near", "auto", "0", "1"] = _told(
        "off",
        N_(
            "Which articles are folded under the best of them, and no hits of their own: `identical` those "
            "with the same body, `near` those with nearly the same. Pages are filled from the hits that "
            "follow, and may still hold fewer than their size; totals and facets count all. `auto` folds as "
            "the pages of this server do; `0` is another word for `off`, `1` for `identical`."
        ),
    )

    def request(self) -> SearchRequest:
        """The search that the parameters ask for."""
        return self._request(
            page=self.page,
            size=self.size,
            facets=self.facets,
            full_only=self.match == "full",
            fold=self._fold(),
            snippet=self.snippet,
            passages=self.passages,
        )

    def _fold(self) -> Fold:
        chosen = settings().fold if self.collapse == "auto" else self.collapse
        return _FOLDS.get(chosen) or Fold(chosen)


class ExportParameters(ResultParameters):
    """Articles for other programs. Those that match partially are left out."""

    format: Name = _told(
        "jsonl",
        N_(
            "`csv` for spreadsheets, `jsonl` (a JSON object a line) for programs, with texts; `bibtex` and "
            "`ris` are citations. `fihris reindex` reads `csv` and `jsonl`."
        ),
    )


class SuggestParameters(QueryParameters):
    """What has been typed so far."""

    size: int = _whole(8, 1, MAX_LISTED, N_("How many completions."))

    def check(self) -> None:
        """Raise QueryTooLong for a long query, BadRequest for too many completions."""
        super().check()
        check_within("size", self.size, 1, MAX_LISTED)


class ArticleParameters(QueryParameters):
    """One article; with a query, its words are marked."""


class RelatedParameters(Parameters):
    """Articles like one article."""

    size: int = _whole(5, 1, MAX_LISTED, N_("How many articles."))

    def check(self) -> None:
        """Raise BadRequest for too many articles."""
        check_within("size", self.size, 1, MAX_LISTED)


class SimilarParameters(Parameters):
    """Articles that are nearly the same as one article."""

    kind: Literal["identical", "near"] = _told("near", N_("`identical`: those with the same body only."))


class AnalyzeParameters(Parameters):
    """A text to look at."""

    text: str = _text(MAX_TEXT, N_("The text whose words are looked at."))

    def check(self) -> None:
        """Raise BadRequest for a long text."""
        check_length("text", self.text, MAX_TEXT)
