"""The way back from nothing: other queries, with the number of articles they really find."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from search.analysis.levels import Analyzer
from search.analysis.tokenise import words
from search.model import Article, Suggestion
from search.query import tree
from search.query.recovery import recoveries
from search.query.spelling import Speller
from search.query.vocabulary import Vocabulary
from search.service.written import as_written

FEW = 3
"""With more full hits than this a query is taken as meant."""
MANY_TIMES = 20
"""Where there are hits, a suggestion must find so many times as many."""
LIMIT = 5
MAX_WORDS = 8

Ask = Callable[[str], tuple[int, Sequence[Article]]]
"""Asks the index: how many articles match a query fully, and the best of them."""


def suggestions(
    query: str,
    total: int,
    parsed: tree.Node,
    analyzer: Analyzer,
    words_of: Callable[[], tuple[Vocabulary, Speller]],
    ask: Ask,
) -> list[Suggestion]:
    """Queries that find more than `query`, which finds `total` articles, does; the surest first."""
    if total > FEW or not _is_plain(parsed):
        return []
    vocabulary, speller = words_of()
    found: dict[str, Suggestion] = {}
    for kind, folded in (*_respelled(query, vocabulary, speller), *_fewer(query, total, analyzer)):
        count, articles = ask(" ".join(folded))
        if count > total * MANY_TIMES:
            written = " ".join(as_written(folded, articles))
            found.setdefault(written, Suggestion(kind, written, count))
    return list(found.values())[:LIMIT]


def _respelled(query: str, vocabulary: Vocabulary, speller: Speller) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in recoveries(query, vocabulary, speller, LIMIT):
        yield each.kind, each.words


def _fewer(query: str, total: int, analyzer: Analyzer) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The query without one of its words, where nothing holds them all."""
    typed = [word for word in words(query) if not analyzer.analyse(word).stop]
    if total or not 1 < len(typed) <= MAX_WORDS:
        return
    for kept in combinations(typed, len(typed) - 1):
        yield "fewer_words", kept


def _is_plain(node: tree.Node) -> bool:
    if isinstance(node, tree.And):
        return all(isinstance(each, tree.Word) for each in node.children)
    return isinstance(node, tree.Word)
