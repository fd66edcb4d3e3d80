"""Forms of one folded word: with particles and the article attached or not, joined to a name or apart."""

from __future__ import annotations

from search.analysis.particles import ARTICLE, WITH_ARTICLE, WITHOUT_ARTICLE, without_article
from search.query.vocabulary import Vocabulary
from search.query.word_table import beginnings

_CASES = (("ابو", "ابي", "ابا"), ("ذو", "ذي", "ذا"))
_CASES_OF = {word: tuple(dict.fromkeys((word, *group))) for group in _CASES for word in group}
NAME_BEGINNINGS = ("عبد", "كيلو", *_CASES_OF)
"""Folded words that are written apart from the rest of a name or joined to it."""
_LEAST = {"عبد": 3, "كيلو": 3, "ذو": 5, "ذي": 5, "ذا": 5}
"""Letters of the rest; ذاكر is one word."""
_PARTICLES = beginnings((*WITHOUT_ARTICLE, *WITH_ARTICLE))
_BESIDE_ARTICLE = beginnings(
    (*(before + ARTICLE for before in WITHOUT_ARTICLE), *WITH_ARTICLE, *WITHOUT_ARTICLE)
)
"""The same for the rest of a word with the article, the forms that keep it first."""


def with_particles(folded: str, known: Vocabulary) -> tuple[str, ...]:
    """A phrase's word with و ف ب ك ل and the article attached or not: those forms the index holds."""
    return tuple(dict.fromkeys((folded, *held_forms(folded, known))))


def held_forms(folded: str, known: Vocabulary) -> list[str]:
    """The forms of a word, with particles and the article attached or not, that an index holds."""
    bare = without_article(folded)
    return known.begun(_PARTICLES if bare == folded else _BESIDE_ARTICLE, bare)


def with_article(folded: str) -> tuple[str, str]:
    """A word of a source, an author or a tag with the article and without."""
    bare = without_article(folded)
    return bare, ARTICLE + bare


def cases(word: str) -> tuple[str, ...]:
    """A folded word, and its other cases where these are words of their own: أبو, أبي, أبا."""
    return _CASES_OF.get(word, (word,))


def written_apart(folded: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """عبدالله as the slots of عبد الله, one sequence a way to part the word; empty for other words."""
    parted = ((first, folded.removeprefix(first)) for first in NAME_BEGINNINGS if folded.startswith(first))
    return tuple(
        (tuple(before + case for case in cases(first) for before in WITHOUT_ARTICLE), (rest,))
        for first, rest in parted
        if len(rest) >= _LEAST.get(first, 3) and (first != "عبد" or rest.startswith(ARTICLE))
    )
