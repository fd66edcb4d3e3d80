"""What is loaded once and used by searching and indexing alike: the lexicon, the stemmer, the analyser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from search.analysis.levels import Analyzer
from search.analysis.lexicon.load import fingerprint_of, load
from search.analysis.stemming.stemmer import Stemmer
from search.engines.base import TEXT_FIELDS, VALUE_FIELDS
from search.settings import unreadable

_FORMAT = "7"
"""Raise it when engines are given other fields of an article than before: indexes must be built again."""


@lru_cache(maxsize=4)
def load_analyzer(lexicon: Path | None) -> tuple[Analyzer, str]:
    """The analyser with an editor's table or without, and the fingerprint of all that shapes its terms.

    An index whose fingerprint differs holds other terms for the same words and must be built again. Raises
    BadSetting where the table cannot be read.
    """
    stemmer, tables = _stemmer(lexicon)
    return Analyzer(stemmer), _hashed(tables)


def fingerprint(lexicon: Path | None) -> str:
    """The fingerprint alone; a run without anything to analyse makes no lexicon. Raises BadSetting."""
    with _naming_the_setting(lexicon):
        return _hashed(fingerprint_of(lexicon))


def _hashed(tables: str) -> str:
    parts = (_FORMAT, tables, repr(sorted(TEXT_FIELDS.items())), repr(VALUE_FIELDS))
    return blake2b("\n".join(parts).encode(), digest_size=8).hexdigest()


@lru_cache(maxsize=4)
def _stemmer(lexicon: Path | None) -> tuple[Stemmer, str]:
    with _naming_the_setting(lexicon):
        loaded = load(lexicon)
    return Stemmer(loaded), loaded.fingerprint


@contextmanager
def _naming_the_setting(lexicon: Path | None) -> Iterator[None]:
    """Names the setting where an editor's table cannot be read."""
    try:
        yield
    except (OSError, UnicodeDecodeError) as error:
        if lexicon is None:  # a broken installation is no setting
            raise
        raise unreadable("lexicon", lexicon, error) from error
