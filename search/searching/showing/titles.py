"""The title to show for an article, which may have none."""

from __future__ import annotations

import re
from dataclasses import replace

from search.model import Article

TITLE_LETTERS = 90
"""How much of the first sentence stands in for a missing title."""

_SENTENCE = re.compile(r"\s*(.+?)(?:[.!؟?](?=\s|$)|\n|$)", re.DOTALL)


def shown_title(article: Article) -> str:
    """The title; where there is none, the first sentence, shortened at a word."""
    return article.title or sentence(article.text, *lead(article.text))


def sentence(text: str, start: int, end: int) -> str:
    """What stands in for a title, between these places of a text."""
    shortened = end < len(text) and text[end] not in ".!؟?\n"
    return text[start:end] + ("…" if shortened else "")


def head(article: Article) -> Article:
    """The article without its text, but for what stands in for a missing title."""
    return replace(article, text="" if article.title else article.text[: TITLE_LETTERS * 4])


def lead(text: str) -> tuple[int, int]:
    """Where the first sentence of a text begins, and where it ends or is shortened."""
    match = _SENTENCE.match(text[: TITLE_LETTERS * 4])
    start, end = match.span(1) if match else (0, 0)
    if end - start > TITLE_LETTERS:
        space = text.rfind(" ", start, start + TITLE_LETTERS)
        end = space if space > start else start + TITLE_LETTERS
    return start, end
