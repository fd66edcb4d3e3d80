"""The lexicon: one dictionary from the folded stem of a word to the words written so.

A stem keeps its own spelling beside its folded key, so that كتابة and كتابه stay apart while احمد finds أحمد.
Words come from the package Arramooz (see `lexicon.arramooz`), corrected and completed by the tables of this
package and by a file an editor may keep; `lexicon.build` puts them together, `lexicon.load` keeps the result.
"""

from __future__ import annotations

from typing import NamedTuple

from search.analysis.letters import ALEF_WASLA
from search.analysis.normalise import HAMZA_ALEF


class Stem(NamedTuple):
    """One spelling under which a word of the lexicon occurs, and its shapes there (see `shapes`).

    Of the word: folded lemma and root, part of speech, decimal logarithm of its frequency, and what says so:
    lexicon, table, or forms (see `lexicon.evidence`).
    """

    spelling: str
    shapes: int
    lemma: str
    root: str
    kind: str
    weight: float
    by: str = "lexicon"


class Lexicon:
    """Stems by their folded form, the known roots, and a fingerprint of all they were made from."""

    def __init__(self, stems: dict[str, tuple[Stem, ...]], roots: frozenset[str], fingerprint: str) -> None:
        self.stems = stems
        self.roots = roots
        self.fingerprint = fingerprint


def spelled(surface: str) -> str:
    """`surface` as long as its folded form: only the rules that change the length are applied."""
    surface = surface.replace(ALEF_WASLA, "\u0627")
    if surface.startswith(HAMZA_ALEF):
        surface = surface.replace("ءا", "آ", 1)
    if surface.endswith("ئ") and not surface.endswith("يئ"):
        surface = surface[:-1] + "يئ"
    return surface
