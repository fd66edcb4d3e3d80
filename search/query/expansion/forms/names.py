"""Names the lexicon lacks, with ب ل ك ف attached: لرويترز is ل and رويترز where the index says so.

Analysis leaves such words whole, for بيرو is not ب and يرو. How many articles of an index hold the word and
how many its rest tells them apart: what follows a particle also stands alone, and more often.
"""

from __future__ import annotations

import re

from search.analysis.levels import Analyzer
from search.analysis.particles import AND, PREPOSITIONS, WITH_ARTICLE
from search.query.vocabulary import Vocabulary
from search.query.word_table import beginnings

SON = ("بن", "ابن")
"""What stands between the names of a son and of his father."""

PARTICLES = (*PREPOSITIONS, "ف")
"""Before them stands و, which any word may have."""

OFTEN = ("ب", "ل")
"""Particles that stand before any name; before ك and ف names seldom do, and many begin with these letters."""

LONG = 5
"""Letters of a long name: with another before it, it is seldom a name as well. Others have at least four, or
are left as they are."""

TIMES, MANY_TIMES = 2, 5
"""A name must stand alone in so many times as many articles as behind a particle: a long name behind one of
OFTEN, and any other. Chosen by reading samples of the unknown words of 29,795 news articles."""

FEW = 2
"""In so few articles a long name behind one of OFTEN is taken for one, however rare it is alone."""

_ATTACHED = beginnings(before + particle for particle in PARTICLES for before in ("", AND))
_ARTICLE = re.compile(f"(?:{'|'.join(WITH_ARTICLE)})(?=...)")
_ARABIC = re.compile("[ء-ي]{4,}")


def is_unknown_name(word: str, analyzer: Analyzer) -> bool:
    """Whether the lexicon lacks the word, or has it as a name in another spelling."""
    levels = analyzer.analyse(word)
    reading = analyzer.best(levels.surface)
    unknown = reading.kind == "unknown" or (reading.kind == "name" and reading.form == "spelling")
    return unknown and _ARABIC.fullmatch(levels.folded) is not None


def name_forms(word: str, analyzer: Analyzer, known: Vocabulary) -> tuple[str, ...]:
    """By which lemmas besides its own an index holds an unknown name: with particles, or without its own.

    `known` are the words of the index.
    """
    levels, best = analyzer.analyse(word), analyzer.best
    article = _ARTICLE.match(levels.folded)
    whole = levels.folded[article.end() :] if article else _without_and(levels.folded)
    name = whole if article or not _is_attached(whole, analyzer, known) else whole[1:]
    forms = dict.fromkeys(form.removeprefix(AND) for form in known.begun(_ATTACHED, name))
    alone = _count(name, known)
    attached = [form for form in forms if _count(form, known) <= _most(form, name, alone, FEW)]
    readings = [reading for reading in map(best, attached) if reading.kind == "unknown"]
    if name != whole:
        readings.insert(0, best(name))
    return tuple(dict.fromkeys(reading.lemma for reading in readings if reading.lemma != levels.lemma))


def _is_attached(whole: str, analyzer: Analyzer, known: Vocabulary) -> bool:
    """Whether `whole` is a particle and a name, which the index holds more often."""
    name = whole[1:]
    if whole[0] not in PARTICLES or name not in known:
        return False
    if _count(whole, known) > _most(whole, name, _count(name, known)):
        return False
    return analyzer.best(name).kind in ("unknown", "name") and _without_and(name) == name


def _without_and(folded: str) -> str:
    return folded[1:] if folded.startswith(AND) and len(folded) > LONG - 1 else folded


def _count(folded: str, known: Vocabulary) -> int:
    return known.count(folded) + known.count(AND + folded)


def _most(form: str, name: str, alone: int, few: int = 0) -> float:
    """How many articles may hold `form`, a particle and `name`, where `alone` hold the name by itself."""
    often, long = form[0] in OFTEN, len(name) >= LONG
    if often and long:
        return max(few, alone / TIMES)
    return alone / MANY_TIMES if long or (often and len(name) == LONG - 1) else 0
