"""Forms of one folded word: with particles and the article attached or not, joined to a name or apart."""

from __future__ import annotations

from search.analysis.particles import ARTICLE, WITH_ARTICLE, WITHOUT_ARTICLE, without_article
from search.query.vocabulary import Vocabulary

NAME_BEGINNINGS = ("عبد", "ابو", "ابي", "ابا")
"""Folded words that are written apart from the rest of a name or joined to it."""


def with_particles(folded: str, known: Vocabulary) -> tuple[str, ...]:
    """A phrase's word with و ف ب ك ل and the article attached or not: those forms the index holds."""
    bare = without_article(folded)
    forms = [before + folded for before in WITHOUT_ARTICLE]
    forms += [before + bare for before in (*WITH_ARTICLE, *WITHOUT_ARTICLE)]
    return tuple(dict.fromkeys((folded, *(form for form in forms if form in known))))


def with_article(folded: str) -> tuple[str, str]:
    """A word of a source, an author or a tag with the article and without."""
    bare = without_article(folded)
    return bare, ARTICLE + bare


def written_apart(folded: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """عبدالله as the slots of عبد الله, one sequence a way to part the word; empty for other words."""
    parted = ((first, folded.removeprefix(first)) for first in NAME_BEGINNINGS if folded.startswith(first))
    return tuple(
        (tuple(before + first for before in WITHOUT_ARTICLE), (rest,))
        for first, rest in parted
        if len(rest) > 2 and (first != "عبد" or rest.startswith(ARTICLE))
    )
