"""A page of hits as the JSON of the contract: one shape for the endpoint and the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from search.model import Article, Hit, SearchPage


def as_dict(page: SearchPage, language: str = "en") -> dict[str, Any]:
    """The answer with warnings in `language`."""
    return {
        "query": page.request.query,
        "total": page.total,
        "total_partial": page.total_partial,
        "generation": page.generation,
        "page": page.request.page,
        "size": page.request.size,
        "folding": page.request.fold.value,
        "folded": page.folded,
        "took_ms": round(page.took_ms, 2),
        "hits": [_hit(hit) for hit in page.hits],
        "facets": {name: [list(count) for count in counts] for name, counts in page.facets.items()},
        "suggestions": [{"kind": s.kind, "query": s.query, "total": s.total} for s in page.suggestions],
        "warnings": [
            {
                "code": warning.code,
                "start": warning.start,
                "end": warning.end,
                "message": warning.message.text(language),
            }
            for warning in page.warnings
        ],
    }


def sources_of(articles: Iterable[Article]) -> list[str]:
    """The sources of articles, each once, in their order."""
    return list(dict.fromkeys(article.source for article in articles if article.source))


def head(article: Article) -> dict[str, Any]:
    """What is known of an article but its text."""
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "author": article.author,
        "date": article.date,
        "date_inferred": article.date_inferred,
        "tags": list(article.tags),
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        **head(hit.article),
        "score": round(hit.score, 4),
        "match": hit.match.value,
        "title_html": hit.title_html,
        "snippet_html": hit.snippet_html,
        "highlights": [{"field": m.field, "start": m.start, "end": m.end} for m in hit.highlights],
        "why": [
            {"word": why.word, "found": why.found, "level": why.level, "how": why.how} for why in hit.why
        ],
        "passages": [
            {"start": start, "end": end, "text": hit.article.text[start:end]} for start, end in hit.passages
        ],
        "copies": len(hit.copies),
        "copies_from": sources_of(hit.copies),
    }
