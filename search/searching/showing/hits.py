"""Raw hits to what a reader sees: titles and snippets with marks, and why each hit matched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, islice

from search.analysis.levels import Analyzer
from search.model import Article, Highlight, Hit, Match, Why
from search.query.expansion.expand import Needle
from search.query.weights import FEW_WORDS
from search.searching.matching.matcher import Highlighter, Mark, Text, farness
from search.searching.matching.reason import reason
from search.searching.ranking.collapse import Found
from search.searching.showing.snippet import SNIPPET_LETTERS, to_html, window
from search.searching.showing.titles import shown_title


def show(
    hits: Sequence[Found],
    highlighter: Highlighter,
    letters: int,
    copies: Mapping[str, int],
) -> list[Hit]:
    """Each hit with its marked title, a snippet of about `letters` code points (none for 0), its copies."""
    texts = [_texts(article, SNIPPET_LETTERS if letters else 0) for _, article, _ in hits]
    highlighter.read(chain.from_iterable(texts))
    return [
        _hit(hit, *each, highlighter, letters, copies.get(hit[1].id, 0))
        for hit, each in zip(hits, texts, strict=True)
    ]


def marked(article: Article, needles: Sequence[Needle], analyzer: Analyzer) -> tuple[str, str]:
    """The whole article with its marks: title and body, escaped."""
    highlighter = Highlighter(needles, analyzer)
    title, body = _texts(article, len(article.text))
    in_title, in_body = highlighter.marks(title, body)
    return to_html(title.text, in_title), to_html(article.text, in_body)


def _texts(article: Article, end: int) -> tuple[Text, Text]:
    """The shown title, which may be text of the body, and the body before code point `end`."""
    title = Text(shown_title(article), "title" if article.title else "body")
    return title, Text.until(article.text, "body", end)


def _hit(hit: Found, title: Text, body: Text, highlighter: Highlighter, letters: int, copies: int) -> Hit:
    score, article, match = hit
    roots = match is Match.PARTIAL and len(highlighter.needles) <= FEW_WORDS
    in_title, in_body = highlighter.marks(title, body, roots=roots)
    start, end = window(article.text, in_body, letters) if letters else (0, 0)
    shown = [mark for mark in in_body if start <= mark.start and mark.end <= end]
    snippet = to_html(article.text, shown, start, end).strip()
    if snippet:
        snippet = f"{'… ' if start else ''}{snippet}{' …' if end < len(article.text) else ''}"
    highlights = [Highlight("title", mark.start, mark.end) for mark in in_title if article.title]
    highlights += [Highlight("body", mark.start, mark.end) for mark in shown]
    why = _why(highlighter, [(title.text, in_title), (body.text, in_body)])
    return Hit(article, score, match, to_html(title.text, in_title), snippet, highlights, why, copies)


def _why(highlighter: Highlighter, marked_texts: Sequence[tuple[str, Sequence[Mark]]]) -> list[Why]:
    """The nearest form found of each word, the first found of each phrase."""
    best: dict[int, tuple[Mark, str, Sequence[Mark]]] = {}
    for text, marks in marked_texts:
        for mark in marks:
            known = best.get(mark.needle)
            if known is None or (
                farness(mark.level) < farness(known[0].level)
                and len(highlighter.needles[mark.needle].slots) == 1
            ):
                best[mark.needle] = mark, text, marks
    return [_reason(highlighter, *best[number]) for number in sorted(best)]


def _reason(highlighter: Highlighter, mark: Mark, text: str, marks: Sequence[Mark]) -> Why:
    """Why the needle of `mark` matched: a phrase in all its words, judged by the first."""
    start, end, number, level, _, _ = mark
    needle = highlighter.needles[number]
    length = len(needle.slots)
    if length == 1:
        asked, last = needle.shown, end
    else:
        run = islice((each for each in marks if each.needle == number), length)
        asked, last = needle.shown.split()[0], max(each.end for each in run)
    found = " ".join(text[start:last].split())
    return Why(needle.shown, found, level, reason(asked, text[start:end], level, highlighter.analyzer))
