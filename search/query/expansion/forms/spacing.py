"""Names and the like that are written as one word or as two: بدرالدين and بدر الدين, حضرموت and حضر موت."""

from __future__ import annotations

from search.analysis.levels import Analyzer
from search.analysis.particles import without_article
from search.query.expansion.forms.particles import NAME_BEGINNINGS, cases, held_forms, with_particles
from search.query.vocabulary import Vocabulary

Slots = tuple[tuple[str, ...], ...]
"""The forms that may stand in each place, in order."""

SHORTEST = 6
"""Letters of a word that may be two."""

LONG_PART, SHORT_PART = 3, 2
"""Letters of a part; one may be short, as in أم درمان."""

NOT = "لا"  # LAM, ALEF
"""What negates a verb: لا يزال is written لايزال."""

MAX_CUTS = 3
"""A word is cut in so many ways at most, those whose parts most articles hold."""


def may_be_two(word: str, analyzer: Analyzer) -> bool:
    """Whether a word is long enough, and a name or one the lexicon lacks."""
    levels = analyzer.analyse(word)
    long = len(levels.lemma) >= SHORTEST
    return long and analyzer.best(levels.surface).kind in ("unknown", "name")


def apart(word: str, analyzer: Analyzer, known: Vocabulary) -> tuple[Slots, ...]:
    """Two words that an index holds and that together are `word`, which may be two."""
    bare = without_article(analyzer.analyse(word).folded)
    cuts = ((bare[:at], bare[at:]) for at in range(SHORT_PART, len(bare) - SHORT_PART + 1))
    held = [cut for cut in cuts if _are_parts(*cut) and all(map(known.count, cut))]
    held.sort(key=lambda cut: min(map(known.count, cut)), reverse=True)
    return tuple((with_particles(first, known), (second,)) for first, second in held[:MAX_CUTS])


def together(first: str, second: str, known: Vocabulary) -> tuple[str, ...]:
    """The forms of two folded words written as one that an index holds; عبدالله also where it does not."""
    whole = first + second
    if first in NAME_BEGINNINGS:
        held = (form for case in cases(first) for form in held_forms(case + second, known))
        return tuple(dict.fromkeys((whole, *held)))
    are_parts = first == NOT or _are_parts(first, second)
    return tuple(held_forms(whole, known)) if are_parts and len(whole) >= SHORTEST else ()


def _are_parts(first: str, second: str) -> bool:
    shorter, longer = sorted((len(first), len(second)))
    return shorter >= LONG_PART or (shorter >= SHORT_PART and longer > LONG_PART + 1)
