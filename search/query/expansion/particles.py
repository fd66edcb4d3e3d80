"""Forms of one folded word: with particles and the article attached or not, joined to a name or apart."""

from __future__ import annotations

from search.query.vocabulary import Vocabulary

NAME_BEGINNINGS = ("عبد", "ابو", "ابي", "ابا")
"""Folded words that are written apart from the rest of a name or joined to it."""

_ATTACHED = ("", "و", "ف", "ب", "ك", "ل", "وب", "ول", "فب", "فل")
_ARTICLES = ("ال", "وال", "فال", "بال", "كال", "وبال", "فبال", "وكال", "لل", "ولل", "فلل")


def with_particles(folded: str, known: Vocabulary) -> tuple[str, ...]:
    """A phrase's word with و ف ب ك ل and the article attached or not: those forms the index holds."""
    base = folded[2:] if folded.startswith("ال") and len(folded) > 4 else folded
    forms = [particle + folded for particle in _ATTACHED]
    forms += [article + base for article in _ARTICLES]
    forms += [particle + base for particle in _ATTACHED]
    return tuple(dict.fromkeys((folded, *(form for form in forms if form in known))))


def with_article(folded: str) -> tuple[str, str]:
    """A word of a source, an author or a tag with the article and without."""
    bare = folded[2:] if folded.startswith("ال") and len(folded) > 4 else folded
    return bare, f"ال{bare}"


def written_apart(folded: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """عبدالله as the slots of عبد الله, one sequence a way to part the word; empty for other words."""
    parted = ((first, folded.removeprefix(first)) for first in NAME_BEGINNINGS if folded.startswith(first))
    return tuple(
        (tuple(particle + first for particle in _ATTACHED), (rest,))
        for first, rest in parted
        if len(rest) > 2 and (first != "عبد" or rest.startswith("ال"))
    )
