"""The API, version 1: one function per endpoint, each from the searcher's words to the contract's."""

from __future__ import annotations

from typing import cast

from flask import current_app

from search.model import Article, SearchPage
from search.searching.analyze import table
from search.searching.as_json import as_dict, head
from search.store.analyzer import load_analyzer
from web.api import contract as c
from web.api.endpoints import ENDPOINTS, api, endpoint
from web.api.parameters import search_request
from web.language import language
from web.live import Searching
from web.metrics import observe

__all__ = ["ENDPOINTS", "api"]


@endpoint(
    "/search",
    summary="Search the articles",
    parameters=c.SearchParameters,
    answer=c.SearchAnswer,
    errors=("query_too_long",),
    example="q=المدرسة&facets=source,month",
)
def search(searcher: Searching, given: c.SearchParameters) -> c.SearchAnswer:
    """Hits that hold all words first, then partial ones."""
    page = searcher.search(search_request(given))
    observe(page)
    return answer(page)


@endpoint(
    "/suggest",
    summary="Complete a query while it is typed",
    parameters=c.SuggestParameters,
    answer=c.SuggestAnswer,
    errors=("query_too_long",),
    example="q=مد",
)
def suggest(searcher: Searching, given: c.SuggestParameters) -> c.SuggestAnswer:
    """Completions, likeliest first."""
    return {"query": given.q, "completions": list(searcher.suggest(given.q, given.size)) if given.q else []}


@endpoint(
    "/articles/<id>",
    summary="Read one article",
    parameters=c.ArticleParameters,
    answer=c.ArticleAnswer,
    errors=("not_found", "query_too_long"),
)
def article(searcher: Searching, given: c.ArticleParameters, id: str) -> c.ArticleAnswer:
    """One article whole, with the words of `q` marked where it is given."""
    found = searcher.article(id)
    title_html, text_html = searcher.marked(found, given.q) if given.q else (None, None)
    return {**_head(found), "text": found.text, "title_html": title_html, "text_html": text_html}


@endpoint(
    "/articles/<id>/related",
    summary="Find articles like one article",
    parameters=c.RelatedParameters,
    answer=c.RelatedAnswer,
    errors=("not_found",),
)
def related(searcher: Searching, given: c.RelatedParameters, id: str) -> c.RelatedAnswer:
    """The nearest articles."""
    return {"id": id, "articles": [_head(each) for each in searcher.related(id, given.size)]}


@endpoint(
    "/analyze",
    summary="Show the five levels of each word of a text",
    parameters=c.AnalyzeParameters,
    answer=c.AnalyzeAnswer,
    example="text=وبالمدرسة",
    needs_index=False,
)
def analyze(_: None, given: c.AnalyzeParameters) -> c.AnalyzeAnswer:
    """What the index would keep of each word."""
    analyzer, _fingerprint = load_analyzer(current_app.config["FIHRIS"].lexicon)
    return {"text": given.text, "words": cast(list[c.WordAnswer], table(given.text, analyzer))}


def answer(page: SearchPage) -> c.SearchAnswer:
    """A page of hits in the words of the contract."""
    return cast(c.SearchAnswer, as_dict(page, language()))


def _head(article: Article) -> c.ArticleHead:
    return cast(c.ArticleHead, head(article))
