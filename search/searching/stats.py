"""What an index holds, in figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from search.engines.base import Engine
from search.query.plan import Days, Everything
from search.searching.overview import span
from search.store.generations import Generation, Generations


@dataclass(frozen=True, slots=True)
class Stats:
    """Articles, distinct words, bytes on disk, engine, generation, commonest sources, dates, last change."""

    articles: int
    words: int
    bytes: int
    engine: str
    generation: int
    sources: Sequence[tuple[str, int]]
    first_date: str | None
    last_date: str | None
    undated: int
    last_reindex: str


def collect(engine: Engine, generation: Generation, generations: Generations) -> Stats:
    """The figures of one generation of the index."""
    dated = Days(None, None)
    first_date, last_date = span(engine)
    size, changed = generations.footprint(generation)
    return Stats(
        articles=engine.count(),
        words=sum(1 for _ in engine.words()),
        bytes=size,
        engine=generation.engine,
        generation=generation.number,
        sources=engine.search(Everything(), limit=0, facets=("source",)).facets["source"][:20],
        first_date=first_date,
        last_date=last_date,
        undated=engine.count() - engine.search(dated, limit=0).total,
        last_reindex=datetime.fromtimestamp(changed, UTC).isoformat(timespec="seconds"),
    )
