"""Which suffix may stand with which prefix: worked out once, and looked up for every word."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from search.analysis.stemming.affixes import PREFIXES, SUFFIXES, Prefix

Pair = tuple[int, float, float, str, str, str]
"""A prefix and a suffix: shapes of the stems that take both, the costs of each, and the rest as in `Suffix`:
what is written and restored, the form. Every word asks for some: plain tuples are taken apart fastest."""

Group = tuple[str, int, tuple[Pair, ...]]
"""The folded letters that some pairs restore to a stem, the shapes of all of them, and the pairs."""


def _groups(prefixes: Sequence[Prefix], text: str) -> list[Group]:
    """Pairs of one of `prefixes` and a suffix written `text`."""
    by_restored: dict[str, list[Pair]] = {}
    for suffix in SUFFIXES[text]:
        for prefix in prefixes:
            shapes = prefix.shapes & suffix.shapes
            if shapes and prefix.state & suffix.state:
                pair = (shapes, prefix.cost, suffix.cost, suffix.written, suffix.restore, suffix.form)
                by_restored.setdefault(suffix.restore_folded, []).append(pair)
    return [
        (letters, reduce(or_, (shapes for shapes, *_ in pairs)), tuple(pairs))
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
