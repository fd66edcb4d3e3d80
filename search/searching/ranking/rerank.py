"""The first hits once more, by what the engines do not see: where the query's words stand in the texts.

Engines score words wherever they stand, and each time again. Words that stand close together belong to each
other; a word said again and again does not answer better; a question names the title of what it asks about;
who types a whole title looks for that article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from search.analysis.normalise import fold
from search.analysis.tokenise import tokens, words
from search.model import Match
from search.query.expansion.answer_kinds import AnswerKind
from search.query.weights import ANSWER, CLOSE, CLOSE_ASKED, CLOSE_LETTERS, SAID_ONCE, SUBJECT, WHOLE_TITLE
from search.searching.matching.matcher import Matcher, Text
from search.searching.ranking.collapse import Ranked

BLOCK = 10
"""So many first hits are looked at, whatever the size of a page: nearly all the gain is there."""

LETTERS = 20_000
"""So far into the body: what one search may cost."""


_Place = tuple[int, int]
"""Where in a text something asked for stands, in code points, and what: a bit a word."""


class Reranker:
    """Ranks hits of one query by where its plain words stand, by lemma.

    `query` as typed; `asks`: whether it is a question; `answer`: what may answer it, if that is known.
    """

    def __init__(self, matcher: Matcher, query: str, asks: bool, answer: AnswerKind | None) -> None:
        self._matcher = matcher
        self._typed = list(map(fold, words(query)))
        self._asks = asks
        self._answer = answer
        self._close = CLOSE_ASKED if asks or answer else CLOSE
        self._bits = [
            1 << number
            if len(needle.slots) == 1 and needle.slots[0].get("lemma") and "body" in needle.fields
            else 0
            for number, needle in enumerate(matcher.needles)
        ]
        self._words = sum(map(bool, self._bits))
        self.matters = self._words > (0 if asks else 1)

    def rerank(self, hits: Sequence[Ranked], together: bool) -> list[Ranked]:
        """The first BLOCK hits in their new order, each with what the places of the words add to its score.

        Full hits stay before partial ones unless they are ranked `together`.
        """
        bodies = [Text.until(hit.article.text, "body", LETTERS) for hit in hits[:BLOCK]]
        self._matcher.read(bodies)
        scored = [
            Ranked(self._score(score, article.title, body), article, match)
            for (score, article, match), body in zip(hits, bodies, strict=False)
        ]
        scored.sort(key=lambda hit: (not together and hit.match is Match.PARTIAL, -hit.score))
        return [*scored, *hits[BLOCK:]]

    def _score(self, score: float, title: str, body: Text) -> float:
        places = self._places(body)
        close = _most(sorted([*places, *self._answers(body.text, places)]))
        once = self._words - _repeated(places)
        score += self._close * close + SAID_ONCE * once + SUBJECT * self._named(title)
        return score * WHOLE_TITLE if self._is_typed(title) else score

    def _is_typed(self, title: str) -> bool:
        """Whether a title is the query, word for word."""
        first = next(tokens(title), None)
        if first is None or [fold(first.text)] != self._typed[:1]:  # as most titles
            return False
        return list(map(fold, words(title))) == self._typed

    def _places(self, text: Text) -> list[_Place]:
        """Where words of the query stand."""
        near, bits = self._matcher.near(text), self._bits
        return [(match.start, bit) for match in near if (bit := bits[match.needle])]

    def _answers(self, body: str, places: Sequence[_Place]) -> Iterator[_Place]:
        """Where near `places` an answer may stand, as that of so many more words."""
        if self._answer is not None:
            bits = (1 << ANSWER) - 1 << len(self._bits)
            for start, end in _around(places):
                yield from ((place, bits) for place in self._answer.places(body, start, end))

    def _named(self, title: str) -> float:
        """Of a question, the share of a title's words that are words of the query."""
        places = {start for start, _ in self._places(Text(title, "title"))} if self._asks else ()
        return len(places) / len(words(title)) if places else 0.0


def _around(places: Iterable[_Place]) -> list[tuple[int, int]]:
    """The stretches of a text within reach of the places, which are in order."""
    spans: list[tuple[int, int]] = []
    for start, _ in places:
        begin = max(0, start - CLOSE_LETTERS)
        if spans and begin <= spans[-1][1]:
            begin = spans.pop()[0]
        spans.append((begin, start + CLOSE_LETTERS))
    return spans


def _most(places: Sequence[_Place]) -> int:
    """How many different words stand within CLOSE_LETTERS, at most."""
    possible = reduce(or_, {bits for _, bits in places}, 0).bit_count()
    if possible < 2:
        return possible
    most = 0
    for nth, (start, seen) in enumerate(places, 1):
        end = start + CLOSE_LETTERS
        for later, bit in places[nth : nth + CLOSE_LETTERS]:
            if later >= end:
                break
            seen |= bit
        if seen.bit_count() > most:
            most = seen.bit_count()
            if most == possible:
                break
    return most


def _repeated(places: Sequence[_Place]) -> float:
    """How much the words repeat themselves: for each from 0, said once, towards 1."""
    counts = Counter([bit for _, bit in places]).values()
    return sum([(times - 1) / (times + 1) for times in counts if times > 1])
