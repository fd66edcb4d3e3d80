"""Texts to what engines write of them: the terms of all words on each level, joined, in their alphabet.

All is bytes in UTF-8: they take less memory than strings, are joined as they are, and are handed to another
process as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from search.analysis.levels import Analyzer, Memo
from search.engines.alphabet import coded
from search.store.analyzer import load_analyzer

MEMO_WORDS = 250_000
"""Words remembered, about 280 bytes each. Of 9 million words of news in two processes, 457,000 are analysed
where 300,000 are remembered, 528,000 where 200,000 are."""
FEWEST_WORDS = 60_000
"""Where many words are known, which take as much memory, so many others are remembered."""

Row = tuple[bytes, bytes, bytes, bytes, bytes]
"""A word's term on each level, b"" where it has none."""


class Terms(NamedTuple):
    """The terms of a text on each level, spaces between them; b"" of a text without words."""

    vocalised: bytes = b""
    surface: bytes = b""
    folded: bytes = b""
    lemma: bytes = b""
    root: bytes = b""


class TermMaker:
    """Texts to terms, by one analyser."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._memo = Memo(self._row, MEMO_WORDS)
        self._rows: dict[str, Row] = self._memo
        self._noted: dict[str, Row] | None = None

    def terms(self, words: Sequence[str]) -> Terms:
        """The terms of a text's words, from memory where possible."""
        if not words:
            return Terms()
        marked, surfaces, folded, lemmas, roots = zip(*map(self._rows.__getitem__, words), strict=True)
        return Terms(
            b" ".join(filter(None, marked)),
            b" ".join(surfaces),
            b" ".join(filter(None, folded)),  # what is hashed has single spaces
            b" ".join(lemmas),
            b" ".join(roots),
        )

    def know(self, rows: Mapping[str, Row] | None) -> None:
        """Take from `rows` what words are there, and note the others; None: forget both."""
        self._noted = None if rows is None else {}
        if rows:
            others = max(FEWEST_WORDS, MEMO_WORDS - len(rows))
            self._rows = _Known(rows, Memo(self._row, others))
        else:
            self._rows = self._memo

    def learned(self) -> dict[str, Row]:
        """The words noted since this was asked last."""
        noted = self._noted
        if noted:
            self._noted = {}
        return noted or {}

    def _row(self, word: str) -> Row:
        joined = coded("\n".join(self._analyzer.levels(word)[:5]))
        marked, surface, folded, lemma, root = joined.encode("utf-8", "surrogatepass").split(b"\n")
        row = marked, surface, surface if folded == surface else folded, lemma, root
        if self._noted is not None and len(self._noted) < MEMO_WORDS // 2:
            self._noted[word] = row
        return row


@lru_cache(maxsize=4)
def load_terms(lexicon: Path | None) -> TermMaker:
    """What makes terms with an editor's table or without; see `load_analyzer`."""
    return TermMaker(load_analyzer(lexicon)[0])


class _Known(dict[str, Row]):
    """Words that were analysed before; the others are remembered as always."""

    def __init__(self, rows: Mapping[str, Row], memo: Memo[Row]) -> None:
        super().__init__(rows)
        self._memo = memo

    def __missing__(self, word: str) -> Row:
        return self._memo[word]
