"""Words that do not count in a query of several words: the base forms of Arabic-Stopwords, reviewed.

They stay in the index. Matching is on the surface form (no marks), with bare alef for alef with hamza, as
people type; the package's 13,465 inflected forms would swallow الإمام and الشمال.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from arabicstopwords.stopwords_classified import STOPWORDS

from search.analysis.letters import BARE_ALEF
from search.analysis.normalise import fold, surface


@cache
def stopwords() -> frozenset[str]:
    """The surface forms that are stop words."""
    kept = set(map(surface, table("not_stopwords.txt")))
    base = set(map(surface, STOPWORDS)) - kept | set(map(surface, table("more_stopwords.txt")))
    return frozenset(base | {word.translate(BARE_ALEF) for word in base})


@cache
def folded_stopwords() -> frozenset[str]:
    """The folded forms of stop words, which other words may share: علي has that of على."""
    return frozenset(map(fold, stopwords()))


def table(name: str) -> list[str]:
    """The words of a table of this package: one or more on a line, # begins a comment."""
    text = (files("search.analysis") / "tables" / name).read_text("utf-8")
    return [word for line in text.splitlines() for word in line.partition("#")[0].split()]
