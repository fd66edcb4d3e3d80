"""How much each level of a word counts: one table, with the measurement that chose it."""

from __future__ import annotations

from collections.abc import Mapping

LEVEL_WEIGHTS: Mapping[str, float] = {
    "lemma": 1.0,
    "root": 0.5,
    "folded": 0.3,
    "surface": 0.0,
    "vocalised": 0.5,
}
"""BM25 of each level is multiplied by these and summed; a level at 0 matches without scoring."""
