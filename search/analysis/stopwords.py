"""Words that do not count in a query of several words: the base forms of Arabic-Stopwords, reviewed.

They stay in the index. Matching is on the surface form (no marks), with bare alef for alef with hamza, as
people type; the package's 13,465 inflected forms would swallow الإمام and الشمال.
"""

from __future__ import annotations

from functools import cache

from arabicstopwords.stopwords_classified import STOPWORDS

from search.analysis.letters import BARE_ALEF
from search.analysis.normalise import fold, surface
from search.tables import rows


@cache
def stopwords() -> frozenset[str]:
    """The surface forms that are stop words."""
    base = set(map(surface, STOPWORDS)) - _table("not_stopwords") | _table("more_stopwords")
    return frozenset(base | {word.translate(BARE_ALEF) for word in base})


@cache
def folded_stopwords() -> frozenset[str]:
    """The folded forms of stop words, which other words may share: علي has that of على."""
    return frozenset(map(fold, stopwords()))


def _table(name: str) -> set[str]:
    """The surface forms of the words of a table, several on a line."""
    return {surface(word) for (line,) in rows("analysis", name) for word in line.split()}
