"""Why a word of an article matched a word of the query, in terms a reader understands."""

from __future__ import annotations

from functools import lru_cache

from search.analysis.levels import Analyzer
from search.analysis.stemming.affixes import PREFIXES, PRONOUNS
from search.analysis.stemming.reading import Reading
from search.analysis.stemming.shapes import NOMINAL
from search.query.correction.spelling import distance
from search.query.expansion.forms.particles import with_article

REASONS = ("written", "marks", "spelling", "affix", "inflection", "plural", "root", "pattern")
"""As written; but for the marks; in another spelling; with a prefix or suffix; another form of the verb or
noun; singular and plural; the same root; what a pattern stands for."""

REMEMBERED = 5_000
"""Answers kept: those of one page's hits repeat, and so do those of frequent queries."""

_SPELLED_ALIKE = 0.7
"""Two forms so near in letters (see `spelling.distance`) are spellings of one: أمريكي, أميركي."""

_CASES = frozenset(("ابو", "ابا", "ابي", "اخو", "اخا", "اخي"))
"""Forms that tables list beside plurals, but that are cases of أب and أخ."""

_AS_IT_IS = ("", "prefix", "nisba")  # a nisba is a lemma of its own

_PROCLITICS = frozenset(text for text, rows in PREFIXES.items() if any(row.shapes & NOMINAL for row in rows))
_LONGEST = max(map(len, _PROCLITICS))


@lru_cache(maxsize=REMEMBERED)
def reason(asked: str, found: str, level: str, analyzer: Analyzer) -> str:
    """One of REASONS for `found`, which matched `asked` on `level`; both as they stand."""
    if asked == found:
        return "written"
    if level == "root":
        return "root"
    query, text = analyzer.analyse(asked), analyzer.of_text(found)
    if query.surface == text.surface:
        return "marks"
    if query.folded == text.folded or not text.folded:  # a sign says the word
        return "spelling"
    if level != "lemma":
        otherwise = "spelling" if asked.isdecimal() else "pattern"  # a number in words
        return "affix" if with_article(query.folded)[0] in text.folded else otherwise
    if not _bare(query.folded).isdisjoint(_bare(text.folded)):  # however they are read
        return "affix"
    readings = analyzer.readings(query.surface)
    indexed = analyzer.stemmer.indexed(text.surface, text.folded)
    same = ((one, other) for one in readings for other in indexed if one.lemma == other.lemma)
    meant, read = next(same, (None, indexed[0]))
    if meant is None:  # a name with another particle, or a slip mended
        return "affix" if _stems(query.folded, read) & _stems(text.folded, read) else "spelling"
    return _relation(query.folded, meant, text.folded, read)


def _relation(asked: str, meant: Reading, found: str, read: Reading) -> str:
    """How two folded words of one lemma differ, by their readings."""
    one, other = _stems(asked, meant), _stems(found, read)
    if one & other:
        return "affix"
    if _is_plural(asked, meant) != _is_plural(found, read):
        return "plural"
    if "spelling" in (meant.form, read.form):
        return "spelling"
    forms = {"" if reading.form in _AS_IT_IS else reading.form for reading in (meant, read)}
    if len(forms) > 1 or asked in _CASES:
        return "inflection"
    names = meant.kind == read.kind == "name"
    return "spelling" if names or _spelled_alike(one, other) else "inflection"


@lru_cache(maxsize=REMEMBERED)
def _bare(folded: str) -> frozenset[str]:
    """The word without the particles and the article it may have, in each way."""
    ends = range(1, min(_LONGEST + 1, len(folded) - 1))  # a word has two letters
    return frozenset([folded, *(folded[end:] for end in ends if folded[:end] in _PROCLITICS)])


def _stems(folded: str, reading: Reading) -> frozenset[str]:
    """The same, also without the pronoun where it is read with one."""
    words = _bare(folded)
    if reading.form == "pronoun":
        stems = {word.removesuffix(end) for end in PRONOUNS if folded.endswith(end) for word in words}
        stems |= {stem[:-1] + "ه" for stem in stems if stem.endswith("ت")}
        words |= {stem for stem in stems if len(stem) > 1}
    return words


def _is_plural(folded: str, reading: Reading) -> bool:
    return reading.form == "plural" and folded not in _CASES


def _spelled_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether any two are near in letters."""
    return any(distance(word, another) <= _SPELLED_ALIKE for word in one for another in other)
