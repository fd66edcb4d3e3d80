"""What a run would read, looked at before it: which articles lack something, are repaired or doubtful."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from search.articles import Read, Skipped, read
from search.articles.budget import Budget
from search.indexing.files import File, FoundFiles
from search.indexing.plan import Progress
from search.indexing.units import identify
from search.model import Article

SAMPLES = 3
"""Articles that are named of each finding, the first ones."""
SHORT = 50
"""Letters of a text below which it is doubtful whether it is an article."""
FEW = 0.5
"""So small a share of Arabic letters among its letters makes a text doubtful."""
LOOKED_AT = 300
"""Letters at the beginning of a text and in its middle from which it is judged."""

DOUBTS = ("same_id", "no_title", "no_date", "date_inferred", "short", "foreign")
"""Findings that are no repairs."""

_LETTER = re.compile(r"[^\W\d_]")
_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3]")


@dataclass(slots=True)
class Survey:
    """What files hold: of each finding how many articles have it, and where the first of them are.

    Findings are DOUBTS and the kinds of repairs.
    """

    files: int = 0
    articles: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[str]] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)

    def note(self, place: str, kinds: Iterator[str]) -> None:
        """Count an article at a place, and what was found of it."""
        self.articles += 1
        for kind in kinds:
            self.findings[kind] += 1
            samples = self.samples.setdefault(kind, [])
            if len(samples) < SAMPLES:
                samples.append(place)

    def as_json(self) -> dict[str, object]:
        """The same for programs."""
        return {
            "files": self.files,
            "articles": self.articles,
            "findings": {
                kind: {"articles": count, "samples": self.samples[kind]}
                for kind, count in self.findings.items()
            },
            "skipped": [skip.as_json() for skip in self.skipped],
            "ignored": dict(self.ignored),
        }


def survey(
    found: FoundFiles, index: Path, mapping: Mapping[str, str], budget: Budget, progress: Progress
) -> Survey:
    """Read all files found and change nothing. `index` is where the index would be: ids hang on it."""
    files = list(found.files())
    done, total = 0, sum(file.size for file in files)
    whole = Survey(len(files), skipped=[why for _, why in found.skipped], ignored=found.ignored)
    ids: set[int] = set()
    for file in files:
        for result in read(file.location, name=file.path, mapping=mapping, budget=budget):
            if isinstance(result, Skipped):
                whole.skipped.append(result)
                continue
            known = len(ids)
            ids.add(hash(identify(result, file, index)))
            whole.note(_place(file, result), _kinds(result.article, is_new=len(ids) > known))
        done += file.size
        progress(done, total, whole.articles)
    return whole


def _kinds(article: Article, *, is_new: bool) -> Iterator[str]:
    if not is_new:
        yield "same_id"
    if not article.title:
        yield "no_title"
    if not article.date:
        yield "no_date"
    elif article.date_inferred:
        yield "date_inferred"
    middle = max(LOOKED_AT, len(article.text) // 2)
    seen = article.text[:LOOKED_AT] + article.text[middle : middle + LOOKED_AT]
    letters = len(_LETTER.findall(seen))
    if letters < SHORT:
        yield "short"
    if len(_ARABIC.findall(seen)) < FEW * letters:
        yield "foreign"
    yield from article.repairs


def _place(file: File, result: Read) -> str:
    name = file.path or file.location.name
    return f"{name}!{result.member}" if result.member else name
