"""Other spellings of foreign names: البنتاغون and البنتاجون, مليشيات and ميليشيات."""

from __future__ import annotations

from collections import defaultdict

from search.analysis.letters import CONSONANTS
from search.query.correction.candidates import Candidate, best
from search.query.correction.lattice import Edge, Lattice, spelled
from search.query.vocabulary import Vocabulary
from search.tables import rows

MAX_LETTERS = 32
_FOUND = 20
_MOST = 0.7
_SHORTEST = 5
"""Shorter words are too often one letter away from quite another word."""


def _alternatives() -> dict[str, list[tuple[str, float]]]:
    alternatives: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for one, other, cost in rows("query", "variants"):
        for typed, meant in ((one, other), (other, one)):
            alternatives[typed.replace("-", "")].append((meant.strip("-$"), float(cost)))
    return dict(alternatives)


_ALTERNATIVES = _alternatives()
_INSERTED = _ALTERNATIVES.pop("")


def variants(word: str, vocabulary: Vocabulary) -> list[Candidate]:
    """The words of the vocabulary that may be the same name as the folded `word`, the likeliest first."""
    if not _SHORTEST <= len(word) <= MAX_LETTERS:
        return []
    candidates = spelled(_lattice(word), vocabulary, _FOUND, _MOST, "variant")
    return best([candidate for candidate in candidates if candidate.words != (word,)])


def _lattice(word: str) -> Lattice:
    return [_edges(word, at) for at in range(len(word))]


def _edges(word: str, at: int) -> list[Edge]:
    edges = [Edge(word[at], 0.0, at + 1)]
    for length in (1, 2):
        piece, to = word[at : at + length], at + length
        if to > len(word):
            break
        places = (piece, piece + "$") if to == len(word) else (piece,)
        edges += [Edge(meant, cost, to) for place in places for meant, cost in _ALTERNATIVES.get(place, ())]
    if at and word[at] in CONSONANTS and to <= len(word):
        edges += [Edge(word[at] + vowel, cost, at + 1) for vowel, cost in _INSERTED]
    return edges
