"""What a reindexing run did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from search.articles import Skipped


@dataclass(slots=True)
class Report:
    """What a run did, counted in articles; `skipped` names files or places and why, `ignored` counts files of
    other kinds by their ending.

    A full build writes every article: `changed` then stays 0, `added` counts the ids that are new.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    written: int = 0
    unchanged_files: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    repaired: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    engine: str = ""
    generation: int = 0
    seconds: float = 0.0
    per_second: float = 0.0
    """Articles written for each second of the run."""
    dry_run: bool = False
