"""Why a word of an article matched a word of the query, in terms a reader understands."""

from __future__ import annotations

from functools import lru_cache

from search.analysis.levels import Analyzer

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
    query, (text,) = analyzer.analyse(asked), analyzer.text((found,))
    if query.surface == text.surface:
        return "marks"
    if query.folded == text.folded:
        return "spelling"
    if level != "lemma":
        return "affix" if query.folded in text.folded else "pattern"
    if text.lemma not in {reading.lemma for reading in analyzer.stemmer.readings(query.surface)}:
        return "spelling"  # a slip mended
    forms = {analyzer.stemmer.best(each.surface).form for each in (query, text)}
    if "plural" in forms:
        return "plural"
    return "affix" if query.folded in text.folded or text.folded in query.folded else "inflection"
