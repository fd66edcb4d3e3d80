"""Words of a vocabulary that can be spelled along a lattice of alternatives, the cheapest first."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

from search.analysis.particles import ARTICLE
from search.query.correction.candidates import Candidate
from search.query.vocabulary import Vocabulary
from search.value import value

_STEPS = 4_000
"""Places visited before giving up: a few milliseconds."""


@value
class Edge:
    """From its place in the typed word to place `to`, writing `letters` at a cost."""

    letters: str
    cost: float
    to: int


Lattice = Sequence[Sequence[Edge]]
"""The edges that leave each place of the typed word."""


def spelled(lattice: Lattice, vocabulary: Vocabulary, limit: int, most: float, kind: str) -> list[Candidate]:
    """The cheapest `limit` words of the vocabulary along `lattice`, up to a cost of `most`, labelled `kind`.

    Uniform-cost search (Dijkstra) that follows only what begins some word of the vocabulary.
    """
    queue = [(0.0, 0, "")]
    seen: set[tuple[int, str]] = set()
    candidates: dict[str, Candidate] = {}
    for _ in range(_STEPS):
        if not queue or len(candidates) == limit:
            break
        cost, at, word = heappop(queue)
        if (at, word) in seen:
            continue
        seen.add((at, word))
        if at == len(lattice):
            if vocabulary.count(word):
                # Names of places are found mostly with the article, and typed without.
                count = vocabulary.count(word) + vocabulary.count(ARTICLE + word)
                candidates[word] = Candidate((word,), cost, count, kind)
            continue
        for edge in lattice[at]:
            longer = word + edge.letters
            if cost + edge.cost <= most and (not edge.letters or vocabulary.starts(longer)):
                heappush(queue, (cost + edge.cost, edge.to, longer))
    return list(candidates.values())
