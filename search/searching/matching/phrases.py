"""Of all matches of a text those that stand: phrases in order, and one needle a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import attrgetter

from search.query.expansion.parts import Needle
from search.searching.matching.matches import WordMatch, farness

NEVER = 1_000_000
_START = attrgetter("start")


def one_a_word(needles: Sequence[Needle], matches: Sequence[WordMatch]) -> list[WordMatch]:
    """One match a word, of the needle that is nearest to it; of those as near, of the one found first."""
    by_needle: dict[int, list[WordMatch]] = {}
    for match in matches:
        by_needle.setdefault(match.needle, []).append(match)
    standing: list[WordMatch] = []
    for number, its in by_needle.items():
        needle = needles[number]
        standing += its if len(needle.slots) == 1 else _in_order(its, len(needle.slots), needle.slop)
    if len(set(map(_START, standing))) == len(standing):
        return sorted(standing)
    nearest: dict[int, WordMatch] = {}
    for match in standing:
        known = nearest.setdefault(match.start, match)
        if farness(match.level) < farness(known.level):
            nearest[match.start] = match
    return sorted(nearest.values())


def _in_order(matches: list[WordMatch], length: int, slop: int) -> list[WordMatch]:
    """The matches that take part in a run over all slots in order with at most `slop` other words in all."""
    if not slop:  # as of most phrases: within a run, the position less the slot is one number
        runs = defaultdict[int, set[int]](set)
        for match in matches:
            runs[match.position - match.slot].add(match.slot)
        return [match for match in matches if len(runs[match.position - match.slot]) == length]
    at = {(match.position, match.slot): index for index, match in enumerate(matches)}
    before = _other_words(matches, at, -1, 0, slop)
    after = _other_words(list(reversed(matches)), at, +1, length - 1, slop)
    return [
        match
        for index, match in enumerate(matches)
        if before.get(index, NEVER) + after.get(index, NEVER) <= slop
    ]


def _other_words(
    matches: Sequence[WordMatch], at: Mapping[tuple[int, int], int], step: int, end: int, slop: int
) -> dict[int, int]:
    """For each match the fewest other words on a run from it, by `step`, to a match of slot `end`."""
    fewest: dict[int, int] = {}
    for _, _, _, _, slot, position in matches:
        index = at[position, slot]
        if slot == end:
            fewest[index] = 0
            continue
        neighbours = ((gap, at.get((position + step * (1 + gap), slot + step))) for gap in range(slop + 1))
        costs = [gap + fewest[other] for gap, other in neighbours if other is not None and other in fewest]
        if costs and min(costs) <= slop:
            fewest[index] = min(costs)
    return fewest
