"""A word of a longer query that no article holds, read as the word it is most likely a slip of."""

from __future__ import annotations

from search.analysis.levels import Analyzer
from search.analysis.particles import LAM_ARTICLE, WITHOUT_ARTICLE
from search.query.correction.spelling import Speller
from search.query.expansion.forms.particles import with_particles
from search.query.vocabulary import Vocabulary

SHORTEST = 4
"""Shorter words are one slip away from too many others."""

FARTHEST = 1.5
"""A slip may cost so much (see `spelling.distance`): two letters often mistaken, or one and a half."""

NEAREST = 0.5
"""A name of the lexicon may be so far from the spelling that the index has: one letter of like sound."""

_BEFORE = (*WITHOUT_ARTICLE, LAM_ARTICLE)


def is_doubtful(word: str, analyzer: Analyzer) -> bool:
    """Whether a word may be a slip: the lexicon lacks it, or has it as a name."""
    levels = analyzer.analyse(word)
    kind = analyzer.best(levels.surface).kind
    return len(levels.folded) >= SHORTEST and kind in ("unknown", "name")


class Respeller:
    """Tells what doubtful words were probably meant as."""

    def __init__(self, analyzer: Analyzer, vocabulary: Vocabulary, speller: Speller) -> None:
        self._analyzer = analyzer
        self._known = vocabulary
        self._speller = speller

    def meant(self, word: str) -> tuple[str, ...]:
        """The folded word of the index meant by `word`, two where a space was missing.

        Nothing where no word is near, or the index holds this one, with particles too.
        """
        levels = self._analyzer.analyse(word)
        folded, lemma = levels.folded, levels.lemmas[0]
        if _held(folded, self._known) or _held(lemma, self._known):
            return ()
        if self._analyzer.best(levels.surface).kind == "name":
            return self._nearest(lemma, NEAREST)
        bare = (folded.removeprefix(before) for before in _BEFORE if folded.startswith(before))
        held = next((form for form in bare if len(form) >= SHORTEST - 1 and form in self._known), None)
        if held:
            return (held,)
        return self._nearest(folded, FARTHEST) or (self._nearest(lemma, FARTHEST) if lemma != folded else ())

    def _nearest(self, folded: str, farthest: float) -> tuple[str, ...]:
        slips = (slip.words for slip in self._speller.candidates(folded) if slip.cost <= farthest)
        return next(filter(self._likely, slips), ())

    def _likely(self, words: tuple[str, ...]) -> bool:
        """A space is missed between words of the lexicon, not within names: إبيولا is not أبي ولا."""
        if len(words) == 1:
            return True
        return max(map(len, words)) >= SHORTEST and all(map(self._in_lexicon, words))

    def _in_lexicon(self, folded: str) -> bool:
        return self._analyzer.best(folded).kind != "unknown"


def _held(folded: str, known: Vocabulary) -> bool:
    return folded in known or len(with_particles(folded, known)) > 1
