"""Which suffix may stand with which prefix: worked out once, and looked up for every word."""

from collections.abc import Iterator, Sequence
from functools import cache

from search.analysis.stemming.affixes import PREFIXES, SUFFIXES, Prefix

Pair = tuple[float, float, str, str, str]
"""A prefix and a suffix: the costs of each, and the rest as in `Suffix`: what is written and restored, the
form. Every word asks for some: plain tuples are taken apart fastest."""


class Fitting(dict[int, tuple[Pair, ...]]):
    """Of some pairs those that take stems of given shapes, told when first asked for."""

    __slots__ = ("_pairs",)

    def __init__(self, pairs: Sequence[tuple[int, Pair]]) -> None:
        super().__init__()
        self._pairs = pairs

    def __missing__(self, shapes: int) -> tuple[Pair, ...]:
        fitting = self[shapes] = tuple(pair for taken, pair in self._pairs if taken & shapes)
        return fitting


Cut = tuple[int, int, int, str, Fitting]
"""A way to cut a word: letters of its prefix, of its suffix, of both and the shortest stem between them; the
folded letters that are restored to the stem; the pairs."""


@cache
def cuts(beginning: str, ending: str) -> tuple[Cut, ...]:
    """The ways to cut a word of which `beginning` is the longest of BEGINNINGS, `ending` of ENDINGS.

    They are remembered: there are no more than the tables allow.
    """
    return tuple(
        cut
        for start in range(len(beginning) + 1)
        for letters in range(len(ending) + 1)
        for cut in _cuts(beginning[:start], ending[len(ending) - letters :])
    )


@cache
def _cuts(prefix: str, suffix: str) -> tuple[Cut, ...]:
    # A stem of one letter stands only before an ending of two, as in يرون.
    least = len(prefix) + max(len(suffix) + 1, 3 if suffix else 2)
    groups = _groups(PREFIXES.get(prefix, ()), suffix)
    return tuple((len(prefix), len(suffix), least, restored, fitting) for restored, fitting in groups)


def _groups(prefixes: Sequence[Prefix], text: str) -> Iterator[tuple[str, Fitting]]:
    """Pairs of one of `prefixes` and a suffix written `text`, by the folded letters restored to a stem."""
    by_restored: dict[str, list[tuple[int, Pair]]] = {}
    for suffix in SUFFIXES.get(text, ()):
        for prefix in prefixes:
            shapes = prefix.shapes & suffix.shapes
            if shapes and prefix.state & suffix.state:
                pair = (prefix.cost, suffix.cost, suffix.written, suffix.restore, suffix.form)
                by_restored.setdefault(suffix.restore_folded, []).append((shapes, pair))
    for restored, pairs in by_restored.items():
        yield restored, Fitting(pairs)


BEGINNINGS = frozenset(text[:length] for text in PREFIXES for length in range(len(text) + 1))
"""Prefixes and what begins one: letters that are not there end the search for prefixes."""

ENDINGS = frozenset(text[start:] for text in SUFFIXES for start in range(len(text) + 1))
"""Suffixes and what ends one."""
