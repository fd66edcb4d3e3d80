"""What searches do, counted: what costs time on any machine, whatever the machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from search.engines.base import RawHits
from search.engines.phrases import usable_slop
from search.query.correction.spelling import Speller
from search.query.plan import Bool, Const, InOrder, Plan, Term, ways_to_place
from search.query.vocabulary import Vocabulary
from search.searching.matching.matches import PieceMatches
from search.searching.matching.prefilter import Prefilter
from search.searching.searcher import Searcher


@contextmanager
def counted(searcher: Searcher) -> Iterator[Counter[str]]:
    """What is done meanwhile: `searches` of the engine, the `terms` of their plans and the `forms` that their
    phrases look up, `looks` (letters of texts times parts of words looked for), `pieces` of texts read,
    `spelled` words looked up as slips, `patterns` whose words are looked for.
    """
    work: Counter[str] = Counter()
    engine = searcher._snapshot.engine
    search, found, read, near = (
        engine.search,
        Prefilter._found,
        PieceMatches.__getitem__,
        Speller.candidates,
    )

    def searches(plan: Plan, **given: Any) -> RawHits:
        work["searches"] += 1
        work["terms"] += _terms(plan)
        work["forms"] += _forms(plan)
        return search(plan, **given)

    def looks(self: Prefilter, spelled: bytes) -> tuple[dict[int, int], set[int]]:
        work["looks"] += len(spelled) * max(1, len(self._parts))
        return found(self, spelled)

    def pieces(self: PieceMatches, piece: str) -> Any:
        work["pieces"] += 1
        return read(self, piece)

    def spelled(self: Speller, *given: Any, **named: Any) -> Any:
        work["spelled"] += 1
        return near(self, *given, **named)

    def pattern(fitting: Callable[..., Any]) -> Callable[..., Any]:
        def fits(self: Vocabulary, *given: Any) -> Any:
            work["patterns"] += 1
            return fitting(self, *given)

        return fits

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "search", searches)
        patch.setattr(Prefilter, "_found", looks)
        patch.setattr(PieceMatches, "__getitem__", pieces)
        patch.setattr(Speller, "candidates", spelled)
        patch.setattr(Vocabulary, "wildcard", pattern(Vocabulary.wildcard))
        patch.setattr(Vocabulary, "fuzzy", pattern(Vocabulary.fuzzy))
        yield work


def _forms(plan: Plan) -> int:
    """How many forms of words are looked up for phrases: all of them for each way to place the words."""
    match plan:
        case Bool(must, should, must_not):
            return sum(map(_forms, (*must, *should, *must_not)))
        case Const(child):
            return _forms(child)
        case InOrder(_, slots, slop):
            return sum(map(len, slots)) * ways_to_place(len(slots), usable_slop(len(slots), slop))
    return 0


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
