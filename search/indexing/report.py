"""What a reindexing run did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from search.articles import Skipped
from search.messages import Message
from search.store.left_out import MOST


@dataclass(slots=True)
class Report:
    """What a run did, counted in articles; `ignored` counts files of other kinds by their ending.

    `left_out` are the parts of files below the paths given that the index lacks, `faults` those of them that
    nobody asked for; `skipped` names those that this run saw, at most MOST, and why.
    A full build writes every article: `changed` then stays 0, `added` counts the ids that are new.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    written: int = 0
    unchanged_files: int = 0
    left_out: int = 0
    faults: int = 0
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
    notes: list[Message] = field(default_factory=list)
    """What else is to be told of it."""

    def lose(self, part: Skipped) -> None:
        """Note what is lost with a damaged index: no file of this run lacks it."""
        self.left_out += 1
        self.faults += 1
        self.name(part)

    def name(self, part: Skipped) -> None:
        """Name what was left out, unless MOST others are named."""
        if len(self.skipped) < MOST:
            self.skipped.append(part)
