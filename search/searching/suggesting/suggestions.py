"""The way back from nothing: other queries, with the number of articles they really find."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from math import inf

from search.analysis.levels import Analyzer
from search.analysis.normalise import fold, surface
from search.analysis.stopwords import folded_stopwords
from search.analysis.tokenise import words
from search.model import Suggestion
from search.query.correction.alternatives import recoveries
from search.query.correction.spelling import distance
from search.query.expansion.questions import asking
from search.query.language import tree
from search.query.language.dates import one_spelling, read_dates
from search.query.language.parser import parse
from search.query.language.printing import to_text
from search.query.language.tree import unfielded, unquoted
from search.searching.suggesting.probe import Probe
from search.searching.suggesting.unfold import unfolded

_DIGIT = re.compile(r"\d")
DAY = re.compile(
    r"(?<!\S)(?:[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{4}|[0-9]{4}[/-][0-9]{1,2}[/-][0-9]{1,2})(?!\S)"
)
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


def suggestions(query: str, parsed: tree.Node, total: int, index: Probe) -> list[Suggestion]:
    """Queries that find more than `query`, which is `parsed` and finds `total` articles, the surest
    first; before them, one that finds the articles of a day that it names.
    """
    return [*_dated(query, index), *_wider(query, parsed, total, index)]


def _dated(query: str, index: Probe) -> Iterator[Suggestion]:
    """A query with its first day in numbers as a date."""
    if not _DIGIT.search(query):
        return
    spelled = one_spelling(query)
    for day in DAY.finditer(spelled):
        if read_dates(spelled, day.start(), "date"):
            dated = f"{query[: day.start()]}تاريخ:{query[day.start() :]}"
            if total := index.count(parse(dated).tree):
                yield Suggestion("date", dated, total)
            return


def _wider(query: str, parsed: tree.Node, total: int, index: Probe) -> list[Suggestion]:
    if total > FEW:
        return []
    looser = [] if total else list(_looser(query, parsed, index))
    if any(suggestion.kind in ("no_quotes", "no_fields") for suggestion in looser):
        return looser
    if not (total or _is_plain(parsed)):
        parsed = unquoted(unfielded(parsed))
        query = to_text(parsed)
    return [*looser, *_others(query, total, index)] if _is_plain(parsed) else looser


def _looser(query: str, parsed: tree.Node, index: Probe) -> Iterator[Suggestion]:
    """What a query that finds nothing finds without its filters, with its phrases as plain words, and without
    its fields and dates.
    """
    if index.filters and (total := index.count(parsed, filtered=False)):
        yield Suggestion("no_filters", query, total)
    if _is_plain(parsed):
        return
    for kind, free in (("no_quotes", unquoted(parsed)), ("no_fields", unfielded(parsed))):
        if free != parsed and (total := index.count(free)):
            yield Suggestion(kind, to_text(free), total)


def _is_plain(parsed: tree.Node) -> bool:
    """Whether it is plain words, all wanted."""
    return all(isinstance(part, tree.Word) for part in tree.parts(parsed))


def _others(query: str, total: int, index: Probe) -> list[Suggestion]:
    """Other words for the plain ones of a query, and fewer of them."""
    analyse = index.analyzer.analyse
    typed = [word for word in words(query) if not analyse(word).stop]
    others: dict[str, Suggestion] = {}
    if len(typed) <= SHORT or not all(fold(word) in index.words.vocabulary for word in typed):
        lemmas = set[tuple[str, ...]]()
        for other in recoveries(query, index.words.vocabulary, index.words.speller, LIMIT):
            meant = tuple(analyse(word).lemma for word in other.words)
            if meant in lemmas or (
                other.kind == "spelling" and not _is_slip(query, other.words, index.analyzer)
            ):
                continue  # وأستراليا finds what أستراليا does; تركيا is no slip of ترى
            count = index.count_words(" ".join(other.words))
            if count > total * MANY_TIMES:
                lemmas.add(meant)
                articles = index.best(" ".join(other.words))
                written = " ".join(unfolded(other.words, articles, index.holding))
                others.setdefault(written, Suggestion(other.kind, written, count))
    if not total:
        for fewer, count in _fewer(typed, index):
            others.setdefault(fewer, Suggestion("fewer_words", fewer, count))
    return list(others.values())[:LIMIT]


def _fewer(typed: Sequence[str], index: Probe) -> Iterator[tuple[str, int]]:
    """The query without the words that ask, else without one word; where that finds nothing, or it is long,
    without its rarest words.
    """
    count_of = cache(index.count_words)  # of a short query the rarest word is one of those left out by turns
    asks = asking(list(map(fold, typed)))
    kept = [word for word, asked in zip(typed, asks, strict=True) if not asked] or list(typed)
    if len(kept) < len(typed) and (count := count_of(" ".join(kept))):
        yield " ".join(kept), count
        return
    if 1 < len(kept) <= EACH_DROPPED:
        shorter = [" ".join(some) for some in combinations(kept, len(kept) - 1)]
        if finding := [(some, count) for some in shorter if (count := count_of(some))]:
            yield from finding
            return
    rarest = sorted(kept, key=lambda word: index.words.vocabulary.count(fold(word)))
    for word in rarest[: min(MOST_DROPPED, len(kept) - 1)]:
        kept.remove(word)
        if count := count_of(" ".join(kept)):
            yield " ".join(kept), count
            return


def _is_slip(query: str, meant: Sequence[str], analyzer: Analyzer) -> bool:
    """Whether the folded words `meant` are near enough to those typed: nearer to words of the lexicon."""
    typed = list(map(fold, words(query)))
    if len(typed) != len(meant):  # a space too much or too few
        return True
    kind_of = [analyzer.best(surface(word)).kind for word in words(query)]
    if any(asks and not also for asks, also in zip(asking(typed), asking(meant), strict=True)):
        return False  # وين أبها does not ask for وان
    return all(
        other == word or _is_meant(word, kind, other, analyzer)
        for word, kind, other in zip(typed, kind_of, meant, strict=True)
    )


def _is_meant(word: str, kind: str, other: str, analyzer: Analyzer) -> bool:
    """Whether the folded `other` may be meant by `word`, which is its beginning or near."""
    is_particle = analyzer.best(other).kind == "particle"
    if is_particle and kind != "particle" and other not in folded_stopwords():
        return False  # لينا is a name, but nearly everything holds ل
    return other.startswith(word) or distance(word, other) <= FARTHEST.get(kind, FARTHEST_KNOWN)
