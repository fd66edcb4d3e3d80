"""A word of a longer query that no article holds, read as the word it is most likely a slip of."""

from __future__ import annotations

from collections.abc import Callable

from search.analysis.levels import Analyzer
from search.analysis.particles import LAM_ARTICLE, WITHOUT_ARTICLE
from search.query.correction.spelling import Speller
from search.query.expansion.particles import with_particles
from search.query.vocabulary import Vocabulary

SHORTEST = 4
"""Shorter words are one slip away from too many others."""

FARTHEST = 1.5
"""A slip may cost so much (see `spelling.distance`): two letters often mistaken, or one and a half."""

NEAREST = 0.5
"""A name of the lexicon may be so far from the spelling that the index has: one letter of like sound."""


class Respeller:
    """Tells what unknown words were probably meant as; reads the vocabulary only when it meets one.

    `attached` tells by which other lemmas the index holds a name (see `attached`): such words are known.
    """

    def __init__(
        self,
        analyzer: Analyzer,
        words: Callable[[], Vocabulary],
        speller: Callable[[], Speller],
        attached: Callable[[str], tuple[str, ...]],
    ) -> None:
        self._analyzer = analyzer
        self._words = words
        self._speller = speller
        self._attached = attached

    def __call__(self, word: str) -> tuple[str, ...]:
        """The folded word of the index meant by `word`, two where a space was missing, or nothing.

        Doubted are words that the index lacks, with particles too, and the lexicon lacks or has as names.
        """
        levels = self._analyzer.analyse(word)
        kind = self._analyzer.stemmer.best(levels.surface).kind
        if len(levels.folded) < SHORTEST or kind not in ("unknown", "name"):
            return ()
        known = self._words()
        if _held(levels.folded, known) or _held(levels.lemma, known) or self._attached(word):
            return ()
        if kind == "name":
            return self._nearest(levels.lemma, NEAREST)
        before = (*WITHOUT_ARTICLE, LAM_ARTICLE)
        bare = (levels.folded.removeprefix(each) for each in before if levels.folded.startswith(each))
        held = next((form for form in bare if len(form) >= SHORTEST - 1 and form in known), None)
        if held:
            return (held,)
        return self._nearest(levels.folded, FARTHEST) or (
            self._nearest(levels.lemma, FARTHEST) if levels.lemma != levels.folded else ()
        )

    def _nearest(self, folded: str, farthest: float) -> tuple[str, ...]:
        slips = (each for each in self._speller().candidates(folded) if each.cost <= farthest)
        return next((each.words for each in slips if self._likely(each.words)), ())

    def _likely(self, words: tuple[str, ...]) -> bool:
        """A space is missed between words of the lexicon, not within names: إبيولا is not أبي ولا."""
        if len(words) == 1:
            return True
        return max(map(len, words)) >= SHORTEST and all(map(self._in_lexicon, words))

    def _in_lexicon(self, folded: str) -> bool:
        return self._analyzer.stemmer.best(folded).kind != "unknown"


def _held(folded: str, known: Vocabulary) -> bool:
    return folded in known or len(with_particles(folded, known)) > 1
