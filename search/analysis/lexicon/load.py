"""Reads the lexicon, or the copy of it that an earlier run kept."""

from __future__ import annotations

import gc
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from sys import intern
from typing import Any

from search import __version__
from search.analysis import RULES
from search.analysis.lexicon.arramooz import package_version
from search.analysis.lexicon.build import build
from search.analysis.lexicon.entries import Table
from search.analysis.stemming.stems import Lexicon, Stem
from search.disk import put
from search.tables import numbered, packaged

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
    kept = (cache or cache_home()) / f"lexicon-{__version__}-{fingerprint}.json"
    collecting = gc.isenabled()
    gc.disable()  # a hundred thousand small objects that all stay: collecting doubles the time
    try:
        lexicon = _read(kept, fingerprint)
        if lexicon is None:
            stems, roots = build(tables)
            lexicon = Lexicon(_shared(stems), roots, fingerprint)
            _write(kept, lexicon)
        return lexicon
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


def _read(path: Path, fingerprint: str) -> Lexicon | None:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Lexicon(_shared(kept["stems"]), frozenset(kept["roots"]), fingerprint)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _shared(stems: Mapping[str, Iterable[Iterable[Any]]]) -> dict[str, tuple[Stem, ...]]:
    """The stems with each distinct value kept once: half the memory, and fewer places of it to look at."""
    same_shapes: dict[int, int] = {}
    same_weight: dict[float, float] = {}

    def shared(spelling: str, shapes: int, lemma: str, root: str, kind: str, weight: float, by: str) -> Stem:
        return Stem(
            intern(spelling),
            same_shapes.setdefault(shapes, shapes),
            intern(lemma),
            intern(root),
            intern(kind),
            same_weight.setdefault(weight, weight),
            intern(by),
        )

    return {intern(key): tuple([shared(*row) for row in rows]) for key, rows in stems.items()}


def _write(path: Path, lexicon: Lexicon) -> None:
    content = {"stems": lexicon.stems, "roots": sorted(lexicon.roots)}
    put(path, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
