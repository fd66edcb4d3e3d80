"""Measures of a ranking against graded judgements, as trec_eval defines them."""

from __future__ import annotations

from collections.abc import Mapping
from math import log2


def ndcg(ranking: list[str], grades: Mapping[str, int], depth: int) -> float:
    """Normalised discounted cumulative gain, gains linear in the grade as trec_eval has it."""
    gain = sum(max(0, grades.get(id, 0)) / log2(rank + 1) for rank, id in enumerate(ranking[:depth], 1))
    ideal = sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:depth]
    best = sum(grade / log2(rank + 1) for rank, grade in enumerate(ideal, 1))
    return gain / best if best else 0.0


def reciprocal_rank(ranking: list[str], grades: Mapping[str, int], depth: int) -> float:
    """One over the rank of the first relevant article, 0 when there is none within `depth`."""
    return next((1 / rank for rank, id in enumerate(ranking[:depth], 1) if grades.get(id, 0) > 0), 0.0)


def recall(ranking: list[str], grades: Mapping[str, int], depth: int) -> float:
    """The share of relevant articles within `depth`."""
    relevant = {id for id, grade in grades.items() if grade > 0}
    return len(relevant & set(ranking[:depth])) / len(relevant) if relevant else 0.0
