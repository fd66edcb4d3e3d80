"""Why a word of an article matched a word of the query, in terms a reader understands."""

from __future__ import annotations

from functools import lru_cache

from search.analysis.levels import QUERY_WORDS, Analyzer, Levels

REASONS = ("written", "marks", "spelling", "affix", "inflection", "plural", "root", "pattern")
"""As written; but for the marks; in another spelling; with a prefix or suffix; another form of the verb or
noun; singular and plural; the same root; what a pattern stands for."""

REMEMBERED = 5_000
"""Answers kept: those of one page's hits repeat, and so do those of frequent queries."""


@lru_cache(maxsize=REMEMBERED)
def reason(asked: str, found: str, level: str, analyzer: Analyzer) -> str:
    """One of REASONS for `found`, which matched `asked` on `level`; both as they stand."""
    if asked == found:
        return "written"
    if level == "root":
        return "root"
    (query, lemmas, form), (text,) = _asked(asked, analyzer), analyzer.text((found,))
    if query.surface == text.surface:
        return "marks"
    if query.folded == text.folded:
        return "spelling"
    if level != "lemma":
        return "affix" if query.folded in text.folded else "pattern"
    if text.lemma not in lemmas:
        return "spelling"  # a slip mended
    if "plural" in (form, analyzer.stemmer.best(text.surface, text.folded).form):
        return "plural"
    return "affix" if query.folded in text.folded or text.folded in query.folded else "inflection"


@lru_cache(maxsize=QUERY_WORDS)
def _asked(word: str, analyzer: Analyzer) -> tuple[Levels, frozenset[str], str]:
    """The levels of a query's word, the lemmas of its readings, how it is formed from the likeliest."""
    levels = analyzer.analyse(word)
    lemmas = frozenset(reading.lemma for reading in analyzer.stemmer.readings(levels.surface))
    return levels, lemmas, analyzer.stemmer.best(levels.surface).form
