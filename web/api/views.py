"""The API, version 1: one function per endpoint, each from the searcher's words to the contract's."""

from __future__ import annotations

from typing import cast

from flask import Response, url_for

from search.export.formats import FORMATS
from search.messages import N_
from search.model import Article, Fold
from search.searching.analyze import table
from search.searching.as_json import as_dict, head
from search.store.analyzer import load_analyzer
from web.api import contract as c
from web.api import parameters as p
from web.api.endpoints import ENDPOINTS, api, endpoint
from web.api.export import exported
from web.language import language
from web.live import Searching, settings
from web.metrics import observe

__all__ = ["ENDPOINTS", "api"]


@endpoint(
    "/search",
    summary=N_("Search the articles"),
    parameters=p.SearchParameters,
    answer=c.SearchAnswer,
    errors=("query_too_long",),
    example="q=المدرسة&facets=source,month&size=1&snippet=50&collapse=near",
)
def search(searcher: Searching, parameters: p.SearchParameters) -> c.SearchAnswer:
    """Hits that hold all words first, then partial ones."""
    page = searcher.search(parameters.request())
    observe(page)
    answer = as_dict(page, language())
    for hit in answer["hits"]:
        listed = {"kind": answer["folding"]} if answer["folding"] != Fold.NEAR else {}
        hit["similar"] = url_for("api.similar", id=hit["id"], **listed) if hit["copies"] else None
    return cast(c.SearchAnswer, answer)


@endpoint(
    "/export",
    summary=N_("Export what matches fully, for spreadsheets, programs and collections of references"),
    parameters=p.ExportParameters,
    answer=str,
    errors=("not_found", "query_too_long"),
    example="q=المدرسة&format=csv",
    media=[style.mimetype for style in FORMATS.values()],
)
def export(searcher: Searching, parameters: p.ExportParameters) -> Response:
    """As many articles as the server allows, best or newest first, sent as they are read."""
    return exported(searcher, parameters.request(), parameters.format)


@endpoint(
    "/suggest",
    summary=N_("Complete a query while it is typed"),
    parameters=p.SuggestParameters,
    answer=c.SuggestAnswer,
    errors=("query_too_long",),
    example="q=مد",
)
def suggest(searcher: Searching, parameters: p.SuggestParameters) -> c.SuggestAnswer:
    """Completions, likeliest first."""
    found = searcher.suggest(parameters.q, parameters.size)
    return {
        "query": parameters.q,
        "completions": list(dict.fromkeys([*found.queries, *(article.title for article in found.titles)])),
        "queries": len(found.queries),
        "titles": [{"id": article.id, "title": article.title} for article in found.titles],
    }


@endpoint(
    "/articles/<id>",
    summary=N_("Read one article"),
    parameters=p.ArticleParameters,
    answer=c.ArticleAnswer,
    errors=("not_found", "query_too_long"),
    example="q=مدارس",
    example_id="school-1",
)
def article(searcher: Searching, parameters: p.ArticleParameters, id: str) -> c.ArticleAnswer:
    """One article whole, with the words of `q` marked where it is parameters."""
    read = searcher.article(id)
    title_html, text_html = searcher.marked(read, parameters.q) if parameters.q else (None, None)
    return {**_head(read), "text": read.text, "title_html": title_html, "text_html": text_html}


@endpoint(
    "/articles/<id>/related",
    summary=N_("Find articles like one article"),
    parameters=p.RelatedParameters,
    answer=c.RelatedAnswer,
    errors=("not_found",),
    example="size=1",
    example_id="school-1",
)
def related(searcher: Searching, parameters: p.RelatedParameters, id: str) -> c.RelatedAnswer:
    """The nearest articles."""
    return {"id": id, "articles": [_head(near) for near in searcher.related(id, parameters.size)]}


@endpoint(
    "/articles/<id>/similar",
    summary=N_("Find articles that are nearly the same as one article"),
    parameters=p.SimilarParameters,
    answer=c.SimilarAnswer,
    errors=("not_found",),
    example_id="school-1",
)
def similar(searcher: Searching, parameters: p.SimilarParameters, id: str) -> c.SimilarAnswer:
    """What a search folds under the best of them."""
    articles = searcher.similar(id, Fold(parameters.kind))
    return {"id": id, "kind": parameters.kind, "articles": [_head(each) for each in articles]}


@endpoint(
    "/analyze",
    summary=N_("Show the five levels of each word of a text"),
    parameters=p.AnalyzeParameters,
    answer=c.AnalyzeAnswer,
    example="text=وبالمدرسة",
    needs_index=False,
)
def analyze(_: None, parameters: p.AnalyzeParameters) -> c.AnalyzeAnswer:
    """What the index would keep of each word."""
    analyzer, _fingerprint = load_analyzer(settings().lexicon)
    return {"text": parameters.text, "words": cast(list[c.WordAnswer], table(parameters.text, analyzer))}


def _head(article: Article) -> c.ArticleHead:
    return cast(c.ArticleHead, head(article))
