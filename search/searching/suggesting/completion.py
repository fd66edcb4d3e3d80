"""Completions while typing: the last word, by the folded words of the index, and whole titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from search.analysis.normalise import fold, fold_in_place
from search.analysis.particles import ARTICLE
from search.analysis.stopwords import folded_stopwords
from search.analysis.tokenise import Token, tokens
from search.engines.base import Engine
from search.model import Article
from search.query.correction.keyboard import swapped
from search.query.expansion.forms.names import SON
from search.query.expansion.index_words import IndexWords
from search.query.plan import Bool, InOrder, Plan, Term
from search.searching.suggesting.unfold import unfolded

TITLES = 3
TITLE_WORDS = 30
"""So many words that the last one may become are looked for in titles."""
STOP_WORDS = 110
"""At most so many stop words begin with the same letter."""
FREQUENT, BESIDE = 20, 10
"""So many frequent words that the last one may become, and so many that stand beside the word before, are
ranked by how often they follow it."""
APART = 0.25
"""What a word counts that was nowhere read beside the word before: it mostly follows a full stop."""
READ = 60
"""So many articles that hold the word before, in titles first, are read for what stands beside it."""
READ_LETTERS = 5_000
"""So much of each."""
READ_OTHERWISE = 6
"""What has more words is completed as it is typed or not at all."""
SLIPS = 3
"""So many words that the last one may be a slip of are tried."""
SHORTEST_SLIP = 3
"""A beginning of fewer letters is none that was mistyped."""


@dataclass(frozen=True, slots=True)
class Completions:
    """Queries that begin with what was typed, likeliest first, and articles whose titles hold it."""

    queries: Sequence[str] = ()
    titles: Sequence[Article] = ()


class Completer:
    """Completions out of one snapshot of an index; how words are written is looked up once each."""

    def __init__(self, engine: Engine, words: IndexWords) -> None:
        self._engine = engine
        self._words = words.vocabulary
        self._speller = words.speller
        self._written = lru_cache(maxsize=20_000)(self._look_up)

    def complete(self, typed: str, limit: int) -> Completions:
        """At most `limit` completions of `typed` or, where it has none, of what it was meant as: the same
        keys on the other keyboard, else its words without a slip.
        """
        answers = (self._begun(reading, limit) for reading in self._readings(typed))
        return next((answer for answer in answers if answer.queries or answer.titles), Completions())

    def _begun(self, typed: str, limit: int) -> Completions:
        """The last word completed, and titles that hold it all."""
        words = _words(typed)
        if not words:
            return Completions()
        titles = self._titles([fold(token.text) for token in words])
        begun = typed[: words[-1].start]
        longer = dict.fromkeys(begun + self._written(word) for word in self._last_word(words, limit))
        room = max(limit - len(titles), limit - TITLES)
        queries = list(longer)[:room]
        return Completions(queries, titles[: limit - len(queries)])

    def _readings(self, typed: str) -> Iterator[str]:
        yield typed
        words = _words(typed)
        if 0 < len(words) <= READ_OTHERWISE and len(typed) > 1:
            yield from swapped(typed)
            yield from self._mended(typed, words)

    def _mended(self, typed: str, words: Sequence[Token]) -> Iterator[str]:
        """`typed` with the likeliest words in place of those that the index lacks."""
        *whole, last = words
        begun, end = "", 0
        for token in whole:
            word = fold(token.text)
            slips = [] if word in self._words else self._speller.candidates(word)
            begun += typed[end : token.start] + (" ".join(slips[0].words) if slips else token.text)
            end = token.end
        begun += typed[end : last.start]
        word = fold(last.text)
        if self._words.starts(word):
            yield begun + last.text
        elif len(word) >= SHORTEST_SLIP:
            near = (" ".join(slip.words) for slip in self._speller.candidates(word, last=True))
            others = dict.fromkeys(chain(near, self._words.begun_nearly(word, SLIPS)))
            yield from (begun + other for other in list(others)[:SLIPS])

    def _last_word(self, words: Sequence[Token], limit: int) -> list[str]:
        """What the last word may become: in a query of several, by what stands beside the word before it."""
        last, stop = fold(words[-1].text), folded_stopwords().difference(SON)
        begun = self._words.complete(last, limit + FREQUENT + STOP_WORDS)
        frequent = [word for word in begun if word == last or word not in stop]
        if len(words) == 1:
            return frequent[:limit]
        before = fold(words[-2].text)
        beside = [word for word in self._beside(before, last) if word in self._words and word not in stop]
        likely = dict.fromkeys([*beside[:BESIDE], *frequent[:FREQUENT]])
        found = _most_frequent(
            {word: self._following(before, word) * (1 if word in beside else APART) for word in likely}
        )
        return (found or _most_frequent({word: self._together(before, word) for word in likely}))[:limit]

    def _beside(self, before: str, last: str) -> list[str]:
        """Words that begin with `last`, or with the article and it, and follow `before` in some articles that
        hold it; the most frequent there first.
        """
        pattern = re.compile(rf"(?<!\w){re.escape(before)}\s+((?:{ARTICLE})?{re.escape(last)}\w*)")
        holding = Bool(should=(Term("folded", before), Term("title_folded", before)))
        hits = self._engine.search(holding, limit=READ).hits
        texts = (fold_in_place(f"{article.title}\n{article.text[:READ_LETTERS]}") for _, article in hits)
        words = Counter(word for text in texts for word in pattern.findall(text))
        return [fold(word) for word, _ in words.most_common()]

    def _following(self, before: str, word: str) -> int:
        return self._engine.search(InOrder("folded", ((before,), (word,))), limit=0).total

    def _together(self, before: str, word: str) -> int:
        both = Bool(must=(Term("folded", before), Term("folded", word)))
        return self._engine.search(both, limit=0).total

    def _titles(self, folded: list[str]) -> list[Article]:
        *whole, last = folded
        begun, _ = self._words.prefix(last, TITLE_WORDS)
        if not begun:
            return []
        must: list[Plan] = [Term("title_folded", word) for word in whole]
        must.append(Bool(should=tuple(Term("title_folded", word) for word in begun)))
        hits = self._engine.search(Bool(must=tuple(must)), limit=TITLES).hits
        return list({article.title: article for _, article in reversed(hits)}.values())[::-1]

    def _look_up(self, folded: str) -> str:
        hits = self._engine.search(Term("folded", folded), limit=2).hits
        return unfolded([folded], [article for _, article in hits], self._holding)[0]

    def _holding(self, surface: str) -> int:
        return self._engine.search(Term("surface", surface), limit=0).total


def _words(typed: str) -> list[Token]:
    """The words of what was typed, the last of them not typed to its end; none where that one is."""
    words = list(tokens(typed))
    return words if words and words[-1].end == len(typed) else []


def _most_frequent(counts: Mapping[str, float]) -> list[str]:
    """The words that were found, the most frequent first."""
    return sorted(filter(counts.get, counts), key=lambda word: -counts[word])
