"""How an article is cited: in words, and in the formats of programs that keep references."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search.export.citations import bibtex, ris
from search.model import Article
from search.searching.showing.titles import shown_title
from web.language import _, day, language


def citations(article: Article, address: str) -> Sequence[tuple[str, str]]:
    """Names of formats, and the article in them; it is cited at its source's address, else at this one."""
    cited = replace(article, title=shown_title(article), url=_outside(article) or address)
    formats = (("BibTeX", bibtex(cited)), ("RIS", ris(cited)))
    return [(_("As text"), _in_words(cited)), *((name, text.strip()) for name, text in formats)]


def _outside(article: Article) -> str:
    url = article.url or ""
    return url if url.startswith(("http://", "https://")) else ""


def _in_words(article: Article) -> str:
    title = _("“{title}”", title=article.title)
    parts = (
        article.author,
        title,
        article.source,
        article.date and day(article.date, language()),
        article.url,
    )
    return _(", ").join(part for part in parts if part)
