"""The way back from nothing: other queries, with the number of articles they really find."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from math import inf

from search.analysis.levels import Analyzer
from search.analysis.normalise import fold, surface
from search.analysis.stopwords import folded_stopwords
from search.analysis.tokenise import words
from search.model import Article, Suggestion
from search.query.correction.alternatives import recoveries
from search.query.correction.spelling import Speller, distance
from search.query.expansion.questions import asking
from search.query.language import tree
from search.query.language.printing import to_text
from search.query.language.tree import unfielded, unquoted
from search.query.vocabulary import Vocabulary
from search.searching.suggesting.unfold import as_written

FEW = 3
"""With more full hits than this a query is taken as meant."""
MANY_TIMES = 20
"""Where there are hits, a suggestion must find so many times as many."""
LIMIT = 5
SHORT = 3
"""Longer queries are respelled only where the index lacks one of their words."""
EACH_DROPPED, MOST_DROPPED = 5, 4
"""Of so many words each is left out by turns; longer queries lose their rarest, up to so many."""
FARTHEST, FARTHEST_KNOWN = {"unknown": inf, "name": 0.5}, 1.0
"""How far (see `spelling.distance`) words may be from what they were meant as, by their kind in the lexicon:
a word that it has is less likely a slip."""

Ask = Callable[[str], tuple[int, Sequence[Article]]]
"""Asks the index: how many articles match a query fully, and the best of them."""


def suggestions(
    query: str,
    total: int,
    parsed: tree.Node,
    analyzer: Analyzer,
    words_of: Callable[[], tuple[Vocabulary, Speller]],
    ask: Ask,
    held: Callable[[str], int],
) -> list[Suggestion]:
    """Queries that find more than `query`, which finds `total` articles, does; the surest first.

    `held` tells how many articles hold a surface form.
    """
    if total > FEW or not _is_plain(parsed):
        return []
    vocabulary, speller = words_of()
    typed = [word for word in words(query) if not analyzer.analyse(word).stop]
    found: dict[str, Suggestion] = {}
    lemmas = set[tuple[str, ...]]()
    if len(typed) <= SHORT or not all(fold(word) in vocabulary for word in typed):
        for each in recoveries(query, vocabulary, speller, LIMIT):
            meant = tuple(analyzer.analyse(word).lemma for word in each.words)
            if meant in lemmas or (each.kind == "spelling" and not _is_slip(query, each.words, analyzer)):
                continue  # وأستراليا finds what أستراليا does; تركيا is no slip of ترى
            count, articles = ask(" ".join(each.words))
            if count > total * MANY_TIMES:
                lemmas.add(meant)
                written = " ".join(as_written(each.words, articles, held))
                found.setdefault(written, Suggestion(each.kind, written, count))
    if not total:
        for fewer, count in _fewer(typed, vocabulary, ask):
            found.setdefault(fewer, Suggestion("fewer_words", fewer, count))
    return list(found.values())[:LIMIT]


def loosened(
    query: str, parsed: tree.Node, filtered: bool, count: Callable[[tree.Node, bool], int]
) -> list[Suggestion]:
    """What a query that finds nothing finds without its filters, with its phrases as plain words, and without
    its fields and dates.

    `count` tells how many articles a tree matches fully, within the filters or without them.
    """
    ways = [("no_filters", query, parsed, False)] if filtered else []
    for kind, free in (("no_quotes", unquoted(parsed)), ("no_fields", unfielded(parsed))):
        ways += [(kind, to_text(free), free, True)] if free != parsed else []
    return [Suggestion(kind, text, found) for kind, text, node, kept in ways if (found := count(node, kept))]


def _fewer(typed: Sequence[str], vocabulary: Vocabulary, ask: Ask) -> Iterator[tuple[str, int]]:
    """The query without one word; where that finds nothing, or it is long, without its rarest words."""
    kept = list(typed)
    if 1 < len(kept) <= EACH_DROPPED:
        parts = [" ".join(part) for part in combinations(kept, len(kept) - 1)]
        if found := [(part, count) for part in parts if (count := ask(part)[0])]:
            yield from found
            return
    for _ in range(min(MOST_DROPPED, len(kept) - 1)):
        kept.remove(min(kept, key=lambda word: vocabulary.count(fold(word))))
        if count := ask(" ".join(kept))[0]:
            yield " ".join(kept), count
            return


def _is_slip(query: str, meant: Sequence[str], analyzer: Analyzer) -> bool:
    """Whether the folded words `meant` are near enough to those typed: nearer to words of the lexicon."""
    typed = list(map(fold, words(query)))
    if len(typed) != len(meant):  # a space too much or too few
        return True
    kind_of = [analyzer.stemmer.best(surface(word)).kind for word in words(query)]
    if any(asks and not also for asks, also in zip(asking(typed), asking(meant), strict=True)):
        return False  # وين أبها does not ask for وان
    return all(
        other == word or _is_meant(word, kind, other, analyzer)
        for word, kind, other in zip(typed, kind_of, meant, strict=True)
    )


def _is_meant(word: str, kind: str, other: str, analyzer: Analyzer) -> bool:
    """Whether the folded `other` may be meant by `word`, which is its beginning or near."""
    is_particle = analyzer.stemmer.best(other).kind == "particle"
    if is_particle and kind != "particle" and other not in folded_stopwords():
        return False  # لينا is a name, but nearly everything holds ل
    return other.startswith(word) or distance(word, other) <= FARTHEST.get(kind, FARTHEST_KNOWN)


def _is_plain(node: tree.Node) -> bool:
    if isinstance(node, tree.And):
        return all(isinstance(each, tree.Word) for each in node.children)
    return isinstance(node, tree.Word)
