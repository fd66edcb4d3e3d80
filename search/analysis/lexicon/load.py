"""Reads the lexicon, or the copy of it that an earlier run kept."""

from __future__ import annotations

import gc
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from sys import intern
from typing import Any

from search import __version__
from search.analysis import RULES
from search.analysis.lexicon.arramooz import package_version
from search.analysis.lexicon.build import build
from search.analysis.lexicon.entries import Table
from search.analysis.stemming.reading import told
from search.analysis.stemming.stems import Lexicon, Stem
from search.disk import put
from search.tables import numbered, packaged

_FORMAT = 2
"""Of the copy that is kept."""
_GRAMMAR = ("verbs", "plurals", "not_plurals", "nouns", "pronouns", "prefixes", "suffixes")
"""Tables that shape readings beside the entries."""


def load(extra: Path | None = None, cache: Path | None = None) -> Lexicon:
    """Read the package, the tables and an editor's own file `extra`, written like tables/overrides.tsv.

    What was read is kept in the folder `cache` (default: the user's cache directory) and taken from there
    the next time, until tables, `RULES`, the package or Fihris have another version; a cache that cannot be
    read or written is done without. Raises OSError where `extra` cannot be read and BadSetting, naming the
    line, where it is malformed.
    """
    tables = _tables(extra)
    fingerprint = _fingerprint(tables)
    kept = (cache or cache_home()) / f"lexicon-{__version__}-{fingerprint}.{_FORMAT}.json"
    collecting = gc.isenabled()
    gc.disable()  # a hundred thousand small objects that all stay: collecting doubles the time
    try:
        try:
            return _unpacked(json.loads(kept.read_text("utf-8")), fingerprint)
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            packed = _packed(*build(tables))
            put(kept, json.dumps(packed, ensure_ascii=False, separators=(",", ":")).encode())
            return _unpacked(packed, fingerprint)
    finally:
        if collecting:
            gc.enable()


def fingerprint_of(extra: Path | None = None) -> str:
    """What names the readings of all words: `RULES`, the version of the package, the rows of the tables.

    Raises OSError where `extra` cannot be read.
    """
    return _fingerprint(_tables(extra))


def _fingerprint(tables: Iterable[Table]) -> str:
    texts = [packaged("analysis", name).read_text("utf-8") for name in _GRAMMAR]
    texts += [text for _, text in tables]
    rows = [[cells for _, cells in numbered(text)] for text in texts]  # remarks are no part of it
    return hashlib.sha256(repr((RULES, package_version(), rows)).encode()).hexdigest()[:16]


def _tables(extra: Path | None) -> list[Table]:
    """The tables of entries, the editor's last."""
    shipped = [packaged("analysis", name) for name in ("overrides", "protected")]
    tables = [(table.name, table.read_text("utf-8")) for table in shipped]
    return [*tables, (extra.name, extra.read_text("utf-8-sig"))] if extra else tables


def cache_home() -> Path:
    """The folder where the user's programs keep what they can make again: ours in it."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        if folder := os.environ.get(name):
            return Path(folder) / "fihris"
    return Path.home() / ".cache" / "fihris"


def _packed(stems: Mapping[str, Sequence[Stem]], roots: Iterable[str]) -> dict[str, list[Any]]:
    """A lexicon as JSON may hold it: each distinct value once, and the numbers of those that make it up."""
    numbers: dict[tuple[type, object], int] = {}  # 1 and 1.0 are two values

    def number(value: object) -> int:
        return numbers.setdefault((type(value), value), len(numbers))

    packed: dict[str, list[Any]] = {
        "keys": [number(key) for key in stems],
        "counts": [len(rows) for rows in stems.values()],
        "stems": [number(value) for rows in stems.values() for stem in rows for value in stem],
        "roots": [number(root) for root in sorted(roots)],
    }
    return packed | {"values": [value for _, value in numbers]}


def _unpacked(packed: Mapping[str, list[Any]], fingerprint: str) -> Lexicon:
    """The lexicon. That each distinct value is there once takes half the memory, and fewer places to look at.

    Raises ValueError, KeyError, TypeError or IndexError for what `_packed` did not give.
    """
    value = [intern(each) if isinstance(each, str) else each for each in packed["values"]].__getitem__
    columns = [map(value, packed["stems"])] * len(Stem._fields)
    rows = iter([told(Stem, row) for row in zip(*columns, strict=True)])
    counted = zip(map(value, packed["keys"]), packed["counts"], strict=True)
    stems = {key: tuple(islice(rows, count)) for key, count in counted}
    return Lexicon(stems, frozenset(map(value, packed["roots"])), fingerprint)
