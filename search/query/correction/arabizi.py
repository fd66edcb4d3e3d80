"""Arabic typed in Latin letters and digits (al3ira8, baghdad), read into words of the vocabulary."""

from __future__ import annotations

import re

from search.analysis.letters import MARKS
from search.analysis.normalise import fold
from search.analysis.particles import AND, ARTICLE
from search.query.correction.candidates import MOST, Candidate, Query, best, queries
from search.query.correction.lattice import Edge, Lattice, spelled
from search.query.vocabulary import Vocabulary
from search.tables import rows

MAX_LETTERS = 32
_FOUND = 40
_MOST, _MOST_PER_LETTER = 0.3, 0.12
"""A reading may cost so much, and so much more for each letter typed."""
_DOUBLED = 0.1
_LATIN = re.compile("[a-z0-9']*[a-z][a-z0-9']*", re.IGNORECASE)
_ARTICLE = re.compile(r"\b[aei](?:l|(sh|th|dh|[stdnrz])(?=[-\s]+\1))[-\s]+(?=\w)", re.IGNORECASE)
_WORD = re.compile(rf"[^\W_][\w{MARKS}]*(?:'[\w{MARKS}]+)*")
_VOWELS = "aeiou"
_SUN = ("sh", "th", "dh", "s", "t", "d", "n", "r", "z")
"""Consonants that the article takes on: as-, ash-, ad- … are ال."""


def _units() -> dict[str, list[tuple[str, float]]]:
    return {
        typed: [(letters.replace("-", ""), float(cost)) for letters, cost in map(str.split, choices)]
        for typed, *choices in rows("query", "arabizi")
    }


_UNITS = _units()
_LONGEST = max(map(len, _UNITS))


def is_latin(text: str) -> bool:
    """Whether a word could be Arabizi: Latin letters, perhaps with digits and apostrophes."""
    return len(text) <= MAX_LETTERS and _LATIN.fullmatch(text) is not None


def candidates(word: str, vocabulary: Vocabulary) -> list[Candidate]:
    """The Arabic words of the vocabulary that the Latin `word` may stand for, the likeliest first."""
    if not is_latin(word):
        return []
    typed = word.lower()
    most = _MOST + _MOST_PER_LETTER * len(typed)
    readings = spelled(_lattice(typed), vocabulary, _FOUND, most, "arabizi")
    words = (reading for reading in readings if len(reading.words[0]) > 1 or reading.words == (AND,))
    return best(words)


def suggest(text: str, vocabulary: Vocabulary) -> list[Query]:
    """Queries of folded words for a text with Latin ones; empty when one of these cannot be read."""
    words = [word if is_latin(word) else fold(word) for word in _WORD.findall(_ARTICLE.sub("al", text))]
    options = [candidates(word, vocabulary) for word in words]
    if not any(map(is_latin, words)) or any(map(_unread, words, options)):
        return []
    return queries(words, options, MOST)


def _unread(word: str, readings: list[Candidate]) -> bool:
    return is_latin(word) and not readings


def _lattice(typed: str) -> Lattice:
    return [_edges(typed, at) for at in range(len(typed))]


def _edges(typed: str, at: int) -> list[Edge]:
    edges = _article(typed) if at == 0 else []
    for length in range(1, _LONGEST + 1):
        to = at + length
        if to > len(typed):
            break
        for letters, cost in _choices(typed, at, to):
            edges.append(Edge(letters, cost, to))
            if letters and typed[at:to] not in _VOWELS and typed.startswith(typed[at:to], to):
                # After a first vowel, a doubled letter is more often the article than a plain shadda.
                edges.append(Edge(letters, cost + 2 * _DOUBLED * (at == 1), to + length))
                edges.append(Edge(letters * 2, cost + _DOUBLED, to + length))
    return edges


def _choices(typed: str, at: int, to: int) -> list[tuple[str, float]]:
    """What a piece of the typed word may stand for at its place: first, last or anywhere."""
    piece = typed[at:to]
    if to == len(typed) and piece + "$" in _UNITS:
        return _UNITS[piece + "$"]
    choices = _UNITS.get(piece, []) if at or piece[0] not in _VOWELS else []
    return choices + _UNITS.get("^" + piece, []) if at == 0 else choices


def _article(typed: str) -> list[Edge]:
    """assalam, ash-sha3b: the article with its consonant taken on by the next."""
    return [
        Edge(ARTICLE, 0.0, 1 + len(sun))
        for sun in _SUN
        if typed[0] in _VOWELS and typed.startswith(sun * 2, 1)
    ]
