"""Ranked articles to what a reader sees: titles and snippets with marks, and why each hit matched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from search.model import Article, Highlight, Hit, Match, Remark, SearchRequest, Why
from search.query.expansion.allowance import even_share
from search.query.language.warnings import texts_cut
from search.query.weights import FEW_WORDS
from search.searching.deadline import Deadline
from search.searching.matching.matcher import Matcher, Text
from search.searching.matching.matches import FARTHEST, WordMatch, farness
from search.searching.matching.reason import reason
from search.searching.ranking.collapse import Ranked
from search.searching.showing.sections import Section
from search.searching.showing.snippet import SNIPPET_LETTERS, inside, to_html, windows
from search.searching.showing.titles import head, lead, sentence


class _Texts(NamedTuple):
    """What is shown of an article: its title, which may be text of the body, and the body up to a place."""

    title: Text
    body: Text


def show(
    hits: Sequence[Ranked],
    matcher: Matcher,
    request: SearchRequest,
    copies: Mapping[str, Sequence[Article]],
    deadline: Deadline,
) -> tuple[list[Hit], tuple[Remark, ...]]:
    """Each hit with its marked title, the snippet and passages that `request` asks for, its copies.

    Also what is to be said of texts that were too many or too long to be looked through. Once `deadline` is
    over, only titles are.
    """
    most = 0 if not request.snippet or deadline.is_over() else SNIPPET_LETTERS
    lengths = [min(len(hit.article.text), most) for hit in hits]
    share = even_share(lengths, matcher.most_letters)
    leads = [_lead(hit.article) for hit in hits]
    texts = [
        _Texts(_title(hit.article, at), Text.until(hit.article.text, "body", min(length, share)))
        for hit, at, length in zip(hits, leads, lengths, strict=True)
    ]
    _read(matcher, texts, leads)
    snippets = [
        _hit(hit, its_texts, matcher, request, copies.get(hit.article.id, ()))
        for hit, its_texts in zip(hits, texts, strict=True)
    ]
    return snippets, (texts_cut(),) if matcher.is_cut or max(lengths, default=0) > share else ()


def marked(article: Article, matcher: Matcher, section: Section | None = None) -> tuple[str, str]:
    """Title and body of an article, or a section of its body, escaped and with marks: as far into it as one
    query may look.
    """
    start, end = section or Section(0, len(article.text))
    title, body = _title(article, _lead(article)), Text(article.text[start:end], "body")
    in_title, in_body = matcher.article(title, Text.until(body.text, "body", matcher.most_letters))
    return to_html(title.text, in_title), to_html(body.text, in_body)


def _lead(article: Article) -> tuple[int, int] | None:
    """Where in the body of an article without a title what stands in for it begins and ends."""
    return None if article.title else lead(article.text)


def _title(article: Article, at: tuple[int, int] | None) -> Text:
    return Text(sentence(article.text, *at), "body") if at else Text(article.title, "title")


def _read(matcher: Matcher, texts: Sequence[_Texts], leads: Sequence[tuple[int, int] | None]) -> None:
    """Look for the needles in titles and bodies; a title that is text of its body is not read again."""
    parts = [
        (title, body, at[0])
        for (title, body), at in zip(texts, leads, strict=True)
        if at and at[1] <= len(body.text)
    ]
    known = {title for title, _, _ in parts}
    matcher.read(text for text in chain.from_iterable(texts) if text not in known)
    for part in parts:
        matcher.read_part(*part)


def _hit(
    hit: Ranked, texts: _Texts, matcher: Matcher, request: SearchRequest, copies: Sequence[Article]
) -> Hit:
    score, article, match = hit
    roots = match is Match.PARTIAL and matcher.words <= FEW_WORDS
    in_title, in_body = matcher.article(*texts, roots=roots)
    most = max(1, request.passages) if request.snippet else 0
    passages = windows(article.text, in_body, request.snippet, most)
    start, end = passages[0] if passages else (0, 0)
    in_window = inside(in_body, start, end)
    snippet = to_html(article.text, in_window, start, end).strip()
    if snippet:
        snippet = f"{'… ' if start else ''}{snippet}{' …' if end < len(article.text) else ''}"
    highlights = [Highlight("title", mark.start, mark.end) for mark in in_title if article.title]
    highlights += [Highlight("body", mark.start, mark.end) for mark in in_window]
    title_html = to_html(texts.title.text, in_title)
    return Hit(
        article,
        score,
        match,
        title_html,
        snippet,
        highlights,
        _why(matcher, texts, in_title, in_body),
        passages[: request.passages],
        [head(copy) for copy in copies],
    )


def _why(
    matcher: Matcher, texts: _Texts, in_title: Sequence[WordMatch], in_body: Sequence[WordMatch]
) -> list[Why]:
    """The nearest form found of each word, the first found of each phrase."""
    best: dict[int, tuple[WordMatch, Text, Sequence[WordMatch]]] = {}
    nearest: dict[int, int] = {}
    for text, matches in zip(texts, (in_title, in_body), strict=True):
        for match in matches:
            number, far = match.needle, farness(match.level)
            if far < nearest.get(number, FARTHEST):
                best[number] = match, text, matches
                is_phrase = len(matcher.needles[number].slots) > 1
                nearest[number] = 0 if is_phrase else far
    return [_reason(matcher, *best[number]) for number in sorted(best)]


def _reason(matcher: Matcher, match: WordMatch, text: Text, matches: Sequence[WordMatch]) -> Why:
    """Why the needle of `match` matched: a phrase in all its words, judged by the first."""
    needle = matcher.needles[match.needle]
    length = len(needle.slots)
    if length == 1:
        asked, end = needle.text, match.end
    else:
        run = islice((other for other in matches if other.needle == match.needle), length)
        asked, end = needle.text.split()[0], max(other.end for other in run)
    form = " ".join(text.text[match.start : end].split())
    how = reason(asked, text.text[match.start : match.end], match.level, matcher.analyzer)
    if length > 1 == len(needle.text.split()):
        how = "spelling"  # one word written apart, or a number in words
    return Why(needle.text, form, match.level, how)
