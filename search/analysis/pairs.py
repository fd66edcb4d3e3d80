"""Which suffix may stand with which prefix: worked out once, and looked up for every word."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from search.analysis.affixes import PREFIXES, SUFFIXES, Prefix


class Pair(NamedTuple):
    """A prefix and a suffix: shapes of the stems that take both, the costs, and the rest as in `Suffix`."""

    shapes: int
    prefix_cost: float
    suffix_cost: float
    written: str
    restore: str
    form: str


class Group(NamedTuple):
    """Pairs that restore the same folded letters to a stem, and the shapes of all of them."""

    restored: str
    shapes: int
    pairs: tuple[Pair, ...]


def _groups(prefixes: Sequence[Prefix], text: str) -> list[Group]:
    """Pairs of one of `prefixes` and a suffix written `text`."""
    by_restored: dict[str, list[Pair]] = {}
    for suffix in SUFFIXES[text]:
        for prefix in prefixes:
            shapes = prefix.shapes & suffix.shapes
            if shapes and prefix.state & suffix.state:
                pair = Pair(shapes, prefix.cost, suffix.cost, suffix.written, suffix.restore, suffix.form)
                by_restored.setdefault(suffix.restore_folded, []).append(pair)
    return [
        Group(letters, reduce(or_, (pair.shapes for pair in pairs)), tuple(pairs))
        for letters, pairs in by_restored.items()
    ]


def _beginnings() -> set[str]:
    return {text[:length] for text in PREFIXES for length in range(len(text) + 1)}


PAIRS: dict[str, dict[str, list[Group]]] = {
    beginning: {text: groups for text in SUFFIXES if (groups := _groups(PREFIXES.get(beginning, ()), text))}
    for beginning in _beginnings()
}
"""By the text of the prefix, then of the suffix. What only begins a prefix is there too, with nothing:
letters that are not there end the search for prefixes."""

ENDS = {text[start:]: text[start:] in SUFFIXES for text in SUFFIXES for start in range(len(text) + 1)}
"""Suffixes, True, and what only ends one, False: letters that are not there end the search for suffixes."""
