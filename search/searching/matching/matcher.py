"""Which words of a text match a query: what ranking counts and what pages mark.

A text is looked at word by word with the analysis that indexed it, so that what matches here is what the
engine found. Offsets are code points of the stored text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from search.analysis.letters import SAYINGS
from search.analysis.levels import Analyzer
from search.analysis.stemming.reading import told
from search.analysis.tokenise import tokens
from search.query.expansion.parts import Needle
from search.searching.bounds import MAX_PLACES
from search.searching.matching.bare import Piece
from search.searching.matching.matches import FAR, NEAR, PieceMatches, WordMatch
from search.searching.matching.phrases import one_a_word
from search.searching.matching.prefilter import Prefilter

SLOTS = 8
"""To try a word in so many slots of the query costs as much as to read it."""


class Text(NamedTuple):
    """What is looked at; `field` is title or body."""

    text: str
    field: str

    @classmethod
    def until(cls, text: str, field: str, end: int) -> Text:
        """`text` before code point `end`, cut at a space."""
        return cls(text if end >= len(text) else text[: text.rfind(" ", 0, end) + 1 or end], field)


class Matcher:
    """Finds one query's needles in texts. What was found is remembered for the query's life."""

    def __init__(self, needles: Sequence[Needle], analyzer: Analyzer) -> None:
        self.needles = needles
        self.analyzer = analyzer
        self.words = len({needle.text for needle in needles})
        """How many words and phrases are asked for, each in one way or several."""
        self._phrases = {number for number, needle in enumerate(needles) if len(needle.slots) > 1}
        self._far_apart = 1 + max((needle.slop for needle in needles), default=0)
        """So many words between two words of a text, and they are in no phrase together."""
        self._prefilter = Prefilter(needles, analyzer.stemmer)
        self.most_letters = self._prefilter.most_letters
        self._near = PieceMatches(needles, analyzer, NEAR)
        self._read: dict[Text, list[WordMatch]] = {}
        self.is_cut = False

    def read(self, texts: Iterable[Text]) -> None:
        """Look for the needles in texts: in several together for less than in one after the other.

        At most MAX_PLACES places of them are looked at; where there are more, `is_cut` is true from now on.
        """
        new = [text for text in dict.fromkeys(texts) if text not in self._read]
        most = MAX_PLACES // max(1, self._near.most_slots // SLOTS)
        pieces, is_cut = self._prefilter.near([text.text for text in new], most)
        self.is_cut |= is_cut
        for text, its in zip(new, pieces, strict=True):
            self._read[text] = self._matches(text, its, self._near)

    def read_part(self, part: Text, whole: Text, start: int) -> None:
        """Take for read what begins at code point `start` of a text and ends with a word of it."""
        end = start + len(part.text)
        self._read[part] = [
            match._replace(start=match.start - start, end=match.end - start)
            for match in self.near(whole)
            if start <= match.start and match.end <= end
        ]

    def near(self, text: Text) -> list[WordMatch]:
        """The words of a text that match nearer than by a root, in order."""
        if text not in self._read:
            self.read((text,))
        return self._read[text]

    def article(
        self, title: Text, body: Text, *, roots: bool = True
    ) -> tuple[list[WordMatch], list[WordMatch]]:
        """The matches of an article's title and body, in order, at most one a word.

        An untitled article's shown title is text of its body. With `roots`, words that share but a root match
        needles found no nearer.
        """
        texts = (title, body)
        matches = [self.near(text) for text in texts]
        if roots and (missing := self._missing(matches)):
            far = [self._matches(text, self._prefilter.far(text.text, missing), self._far) for text in texts]
            matches = [
                near + [match for match in by_root if match.needle in missing]
                for near, by_root in zip(matches, far, strict=True)
            ]
        in_title, in_body = map(self._one_a_word, matches)
        return in_title, in_body

    def _missing(self, matches: Iterable[Iterable[WordMatch]]) -> set[int]:
        return set(range(len(self.needles))) - {match.needle for its in matches for match in its}

    @cached_property
    def _far(self) -> PieceMatches:
        return PieceMatches(self.needles, self.analyzer, FAR)

    def _matches(self, text: Text, pieces: Iterable[Piece], known: PieceMatches) -> list[WordMatch]:
        matches: list[WordMatch] = []
        whole, field = text
        position = after = 0
        for piece, piece_end in pieces:
            for begin, end, slots in known[whole[piece:piece_end]]:
                start = piece + begin
                if self._phrases and not self._phrases.isdisjoint([needle for needle, _, _ in slots]):
                    position += 1 + _words_between(whole, after, start, self._far_apart)
                    after = piece + end
                for needle, slot, level in slots:
                    if field in self.needles[needle].fields:
                        matches.append(told(WordMatch, (start, piece + end, needle, level, slot, position)))
        return matches

    def _one_a_word(self, matches: list[WordMatch]) -> list[WordMatch]:
        if not self._phrases and len({match.start for match in matches}) == len(matches):
            return sorted(matches)
        return one_a_word(self.needles, matches)


def _words_between(text: str, start: int, end: int, most: int) -> int:
    """How many words stand between two places, signs aside; no more than `most` are counted."""
    between = (word for word, _, _ in tokens(text[start:end]) if word not in SAYINGS)
    return len(list(islice(between, most)))
