"""Words for examples of queries, taken from an index so that each example finds something there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from search.analysis.levels import Analyzer, Levels
from search.analysis.particles import ARTICLE
from search.analysis.tokenise import words
from search.engines.base import Engine
from search.model import Sort
from search.query.plan import Bool, Everything, Term

TITLES = 100
"""The newest titles are looked at, so many."""

_PLAIN = re.compile("[ء-ي]{4,12}")
_VALUES = ("source", "author", "tag")


@dataclass(frozen=True, slots=True)
class Examples:
    """Three words that stand together in a title, one of another title, values of fields, a month (YYYY-MM)
    and those beside it. As they are here: for an index that is too small, or none.
    """

    words: tuple[str, str, str] = ("معرض", "الكتاب", "العربي")
    other: str = "مدرسة"
    source: str = "وكالة"
    author: str = "محمود"
    tag: str = "ثقافة"
    month: str = "2021-03"
    is_own: bool = False
    """Whether the words are those of an index, in which they find something."""

    @property
    def before(self) -> str:
        """The month before `month`."""
        return self._month(-1)

    @property
    def after(self) -> str:
        """The month after `month`."""
        return self._month(1)

    def _month(self, step: int) -> str:
        index = int(self.month[:4]) * 12 + int(self.month[5:]) - 1 + step
        return f"{index // 12:04}-{index % 12 + 1:02}"


class _Run(NamedTuple):
    """Three plain words of a title, how well they serve, the lemma of the first, the month of the article."""

    words: tuple[str, str, str]
    fitness: int
    lemma: str
    month: str


def examples(engine: Engine, analyzer: Analyzer) -> Examples:
    """Words that this index holds: of the newest titles those whose first word is in most articles.

    A value of a field that the index lacks is "".
    """
    facets = engine.search(Everything(), limit=0, facets=_VALUES).facets
    source, author, tag = (facets[name][0][0] if facets.get(name) else "" for name in _VALUES)
    usual = Examples(source=source, author=author, tag=tag)
    runs = sorted(_runs(engine, analyzer), key=lambda run: -run.fitness)
    if not runs:
        return usual
    fittest = [run for run in runs if run.fitness == runs[0].fitness]
    first = max(fittest, key=lambda run: engine.search(Term("lemma", run.lemma), limit=0).total)
    others = (run.words[0] for run in runs if run is not first and _is_apart(engine, first.lemma, run.lemma))
    return replace(
        usual,
        words=first.words,
        other=next(others, usual.other),
        month=first.month or usual.month,
        is_own=True,
    )


def _is_apart(engine: Engine, lemma: str, other: str) -> bool:
    """Whether some article has the one and not the other."""
    plan = Bool(must=(Term("lemma", lemma),), must_not=(Term("lemma", other),))
    return engine.search(plan, limit=0).total > 0


def _runs(engine: Engine, analyzer: Analyzer) -> Iterator[_Run]:
    for _, article in engine.search(Everything(), sort=Sort.NEWEST, limit=TITLES).hits:
        title = words(article.title)
        levels = analyzer.text(title)
        for at in range(len(title) - 2):
            three = levels[at : at + 3]
            if all(_PLAIN.fullmatch(word.surface) and not word.stop for word in three):
                first, second, third = title[at : at + 3]
                month = (article.date or "")[:7]
                fitness = sum(_is_basic(word, analyzer) for word in three) + 3 * bool(month)
                yield _Run((first, second, third), fitness, three[0].lemmas[0], month)
                break


def _is_basic(levels: Levels, analyzer: Analyzer) -> bool:
    """Whether the word is a noun or a name as a dictionary has it, or with the article alone."""
    is_noun = analyzer.best(levels.surface).kind in ("noun", "name")
    return is_noun and levels.folded.removeprefix(ARTICLE) == levels.lemmas[0].removeprefix(ARTICLE)
