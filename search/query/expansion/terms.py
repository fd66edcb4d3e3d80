"""One word of a query as terms on levels: those that make it match, those that only add to the score."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache

from search.analysis.levels import QUERY_WORDS, Analyzer, Levels
from search.analysis.normalise import agreeing
from search.analysis.stopwords import folded_stopwords
from search.query.expansion.forms.particles import with_article, written_apart
from search.query.expansion.forms.spacing import Slots
from search.query.expansion.questions import FRAME
from search.query.plan import Const, Fits, InOrder, Plan, Term
from search.query.weights import ATTACHED, LEVEL_WEIGHTS, MARKED, OTHER_READINGS
from search.value import value

VALUES = ("source", "author", "tag")
"""Fields that hold values rather than text: folded words only."""


LONGEST_MARKED = 60
"""Words longer than this, letters and marks, are compared as they are: OpenSearch takes patterns of 1,000."""


@value
class WordTerms:
    """A word's levels, its `match` (any of them), its `bonus`, and what a text shows it by: terms by level,
    or words in order where it is written `apart`.
    """

    levels: Levels
    match: tuple[Plan, ...]
    bonus: tuple[Plan, ...]
    by_level: Mapping[str, frozenset[str]]
    apart: tuple[Slots, ...] = ()

    @property
    def inflections(self) -> Mapping[str, frozenset[str]]:
        """`by_level` without the forms nearer to the word than its lemma: for words that nobody typed."""
        return {
            level: terms if level in ("lemma", "root") else frozenset()
            for level, terms in self.by_level.items()
        }

    def also(self, lemmas: Collection[str], apart: Collection[Slots], scope: str | None) -> WordTerms:
        """The same word, which these lemmas match too, forms of a name, and two words that it is together."""
        if not lemmas and not apart:
            return self
        others = tuple(Term(_lemma_field(scope), lemma, ATTACHED) for lemma in lemmas)
        by_level = {**self.by_level, "lemma": self.by_level["lemma"].union(lemmas)}
        match = (*self.match, *others, *map(_in_order, apart))
        return replace(self, match=match, by_level=by_level, apart=(*self.apart, *apart))


class Lookup:
    """Words to terms; the words of the last queries are remembered. Safe to share between threads."""

    def __init__(self, analyzer: Analyzer) -> None:
        self.analyzer = analyzer
        self.frame = frozenset(analyzer.analyse(word).lemmas[0] for word in FRAME)
        """Lemmas of the words of a question's frame."""
        self._known = lru_cache(maxsize=QUERY_WORDS)(self._terms)

    def word(self, text: str, scope: str | None = None) -> WordTerms:
        """The terms of a plain word, in a field (`scope`) or anywhere."""
        return self._known(text, scope)

    def _terms(self, text: str, scope: str | None) -> WordTerms:
        levels = self.analyzer.analyse(text)
        if scope in VALUES:
            forms = with_article(levels.folded)
            return WordTerms(levels, tuple(Term(f"{scope}_folded", form) for form in forms), (), {})
        lemmas, roots = self._readings(levels)
        weights = LEVEL_WEIGHTS
        field = _lemma_field(scope)
        match: list[Plan] = [Term(field, lemma, weights["lemma"] * share) for lemma, share in lemmas.items()]
        bonus: list[Plan] = []
        apart = () if scope else written_apart(levels.folded)
        if scope is None:
            match += map(_in_order, apart)
            # علي is folded as على is: with that nearly every article would be a partial hit.
            shared = not levels.folded or (not levels.stop and levels.folded in folded_stopwords())
            spelling = ("surface", levels.surface) if shared else ("folded", levels.folded)
            bonus.append(Term(*spelling, weights["folded"]))
            bonus += [Term("root", root, weights["root"] * share) for root, share in roots.items()]
            if levels.vocalised:
                bonus.append(Term("vocalised", levels.vocalised, weights["vocalised"]))
                bonus.append(Const(as_marked(levels.vocalised), MARKED))
        by_level = {
            "vocalised": frozenset((levels.vocalised,)) if levels.vocalised else frozenset(),
            "surface": frozenset((levels.surface,)),
            "folded": frozenset((levels.folded,)),
            "lemma": frozenset(lemmas),
            "root": frozenset(roots),
        }
        scored = [plan for plan in bonus if not (isinstance(plan, Term) and plan.weight == 0)]
        return WordTerms(levels, tuple(match), tuple(scored), by_level, apart)

    def _readings(self, levels: Levels) -> tuple[dict[str, float], dict[str, float]]:
        """Lemmas and roots of the plausible readings with their shares, the likeliest first."""
        lemmas: dict[str, float] = {}
        roots: dict[str, float] = {}
        for rank, reading in enumerate(self.analyzer.readings(levels.surface)):
            if rank and not levels.stop and self._is_common(reading.lemma):
                continue  # the query would match nearly everything
            share = reading.weight * (OTHER_READINGS if rank else 1.0)
            lemmas.setdefault(reading.lemma, share)
            if reading.root:
                roots.setdefault(reading.root, share)
        return lemmas, roots

    def _is_common(self, lemma: str) -> bool:
        """Whether a lemma is that of a stop word but no verb: قبل, another reading of قبول, is "before"."""
        return self.analyzer.analyse(lemma).stop and self.analyzer.best(lemma).kind != "verb"


def _in_order(slots: Slots) -> Plan:
    return Const(InOrder("folded", slots), LEVEL_WEIGHTS["lemma"])


def as_marked(vocalised: str) -> Plan:
    """The words of texts that have all marks of a word, and maybe others."""
    if len(vocalised) > LONGEST_MARKED:
        return Term("vocalised", vocalised)
    return Fits("vocalised", agreeing(vocalised))


def _lemma_field(scope: str | None) -> str:
    return f"{scope}_lemma" if scope else "lemma"
