"""The five levels of each word, for people who ask why something is found or not."""

from __future__ import annotations

from search.analysis.levels import Analyzer
from search.analysis.stemming.reading import Reading
from search.analysis.tokenise import tokens

TOLD = ("lemma", "root", "kind", "form", "weight", "by")
"""What is told of a reading."""


def table(text: str, analyzer: Analyzer) -> list[dict[str, object]]:
    """One row a word: the word, its place, its levels, stop or not, part of speech and all readings."""
    rows: list[dict[str, object]] = []
    for token in tokens(text):
        levels = analyzer.analyse(token.text)
        readings = analyzer.stemmer.readings(levels.surface)
        indexed = {reading.lemma for reading in analyzer.stemmer.indexed(levels.surface)}
        rows.append(
            {"word": token.text, "start": token.start, "end": token.end}
            | levels._asdict()
            | {"kind": analyzer.best(levels.surface).kind}
            | {"readings": [_told(reading) | {"indexed": reading.lemma in indexed} for reading in readings]}
        )
    return rows


def _told(reading: Reading) -> dict[str, object]:
    return {name: getattr(reading, name) for name in TOLD}
