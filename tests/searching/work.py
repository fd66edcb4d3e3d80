"""What searches do, counted: what costs time on any machine, whatever the machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from search.engines.base import RawHits
from search.query.correction.spelling import Speller
from search.query.plan import Bool, Const, InOrder, Plan, Term
from search.searching.matching.matches import PieceMatches
from search.searching.matching.prefilter import Prefilter
from search.searching.searcher import Searcher


@contextmanager
def counted(searcher: Searcher) -> Iterator[Counter[str]]:
    """What is done meanwhile: `searches` of the engine and the `terms` of their plans, `looks` (letters of
    texts times parts of words looked for), `pieces` of texts read, `spelled` words looked up as slips.
    """
    work: Counter[str] = Counter()
    engine = searcher._snapshot.engine
    search, places, read, near = (
        engine.search,
        Prefilter._places,
        PieceMatches.__getitem__,
        Speller.candidates,
    )

    def searches(plan: Plan, **given: Any) -> RawHits:
        work["searches"] += 1
        work["terms"] += _terms(plan)
        return search(plan, **given)

    def looks(self: Prefilter, bare: str) -> list[int]:
        work["looks"] += len(bare) * max(1, len(self._parts))
        return places(self, bare)

    def pieces(self: PieceMatches, piece: str) -> Any:
        work["pieces"] += 1
        return read(self, piece)

    def spelled(self: Speller, *given: Any, **named: Any) -> Any:
        work["spelled"] += 1
        return near(self, *given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "search", searches)
        patch.setattr(Prefilter, "_places", looks)
        patch.setattr(PieceMatches, "__getitem__", pieces)
        patch.setattr(Speller, "candidates", spelled)
        yield work


def _terms(plan: Plan) -> int:
    match plan:
        case Bool(must, should, must_not):
            return sum(map(_terms, (*must, *should, *must_not)))
        case Const(child):
            return _terms(child)
        case InOrder(_, slots):
            return sum(map(len, slots))
        case Term():
            return 1
    return 0
