"""Completions while typing: the last word, by the folded words of the index, and whole titles."""

from __future__ import annotations

from functools import lru_cache

from search.analysis.normalise import fold
from search.analysis.stopwords import folded_stopwords
from search.analysis.tokenise import Token, tokens
from search.engines.base import Engine
from search.query.plan import Bool, InOrder, Plan, Term
from search.query.vocabulary import Vocabulary
from search.searching.suggesting.unfold import unfolded

TITLES = 3
TITLE_WORDS = 30
"""So many words that the last one may become are looked for in titles."""
STOP_WORDS = 110
"""At most so many stop words begin with the same letter."""
FOLLOWING = 40
"""So many words that the last one may become are ranked by how often they follow the word before."""


class Completer:
    """Completions out of one snapshot of an index; how words are written is looked up once each."""

    def __init__(self, engine: Engine, words: Vocabulary) -> None:
        self._engine = engine
        self._words = words
        self._written = lru_cache(maxsize=20_000)(self._look_up)

    def complete(self, typed: str, limit: int) -> list[str]:
        """At most `limit` completions of `typed`: its last word completed, then titles that hold it all."""
        words = list(tokens(typed))
        if not words or words[-1].end != len(typed):
            return []
        titles = self._titles([fold(token.text) for token in words])
        begun = typed[: words[-1].start]
        longer = [begun + self._written(word) for word in self._last_word(words, limit)]
        room = max(limit - len(titles), limit - TITLES)
        return list(dict.fromkeys([*longer[:room], *titles]))[:limit]

    def _last_word(self, words: list[Token], limit: int) -> list[str]:
        last = fold(words[-1].text)
        if len(words) == 1:  # a stop word begins a longer query, but is none by itself
            begun = self._words.complete(last, limit + STOP_WORDS)
            return [word for word in begun if word == last or word not in folded_stopwords()][:limit]
        before = fold(words[-2].text)
        follows = {word: self._count(before, word) for word in self._words.complete(last, FOLLOWING)}
        return sorted((word for word in follows if follows[word]), key=lambda word: -follows[word])[:limit]

    def _count(self, before: str, word: str) -> int:
        return self._engine.search(InOrder("folded", ((before,), (word,))), limit=0).total

    def _titles(self, folded: list[str]) -> list[str]:
        *whole, last = folded
        begun, _ = self._words.prefix(last, TITLE_WORDS)
        if not begun:
            return []
        must: list[Plan] = [Term("title_folded", word) for word in whole]
        must.append(Bool(should=tuple(Term("title_folded", word) for word in begun)))
        hits = self._engine.search(Bool(must=tuple(must)), limit=TITLES).hits
        return list(dict.fromkeys(article.title for _, article in hits))

    def _look_up(self, folded: str) -> str:
        hits = self._engine.search(Term("folded", folded), limit=2).hits
        return unfolded([folded], [article for _, article in hits], self._holding)[0]

    def _holding(self, surface: str) -> int:
        return self._engine.search(Term("surface", surface), limit=0).total
