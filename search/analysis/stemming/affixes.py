"""What Arabic may attach to a word: the tables of proclitics, inflections and pronouns.

A split is possible where prefix, stem and suffix share a shape, and where the article does not meet a
pronoun. Costs are rough negative decimal logarithms of how often an affix is seen in running text, so that
weight of the lexeme minus costs ranks the readings of a word. Affixes are folded.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from search.analysis.letters import FOLDED_STANDARD
from search.analysis.normalise import fold_in_place
from search.analysis.stemming.shapes import shapes
from search.tables import rows

# Whether a word is definite by the article (no pronoun, no construct, no tanwin) or bare.
DEFINITE, BARE = 1, 2
_STATES = {"definite": DEFINITE, "bare": BARE, "-": DEFINITE | BARE}


class Prefix(NamedTuple):
    """Proclitics, and the letter of the imperfect where there is one."""

    text: str
    shapes: int
    state: int
    cost: float


class Suffix(NamedTuple):
    """An ending; `restore` is what the stem had in its place (as written, and folded)."""

    text: str
    written: str
    shapes: int
    state: int
    cost: float
    restore: str
    restore_folded: str
    form: str


_CONJUNCTIONS = {"": 0.0, "و": 0.9, "ف": 1.8}
PRONOUNS: Mapping[str, float] = {text: float(cost) for text, cost in rows("analysis", "pronouns")}
"""Pronouns of nouns and verbs, and their costs."""


def _prefixes() -> Iterator[Prefix]:
    for written, names, cost, state in rows("analysis", "prefixes"):
        for text, more in _each(written, "+", _CONJUNCTIONS):
            yield Prefix(text, shapes(names), _STATES[state], more + float(cost))


def _suffixes() -> Iterator[Suffix]:
    for ending, lost, names, cost, form, state in rows("analysis", "suffixes"):
        for written, more in _each(ending, "*", PRONOUNS):
            for restore in map(_text, lost.split()):
                yield Suffix(
                    fold_in_place(written, FOLDED_STANDARD),
                    written,
                    shapes(names),
                    _STATES[state],
                    more + float(cost),
                    restore,
                    fold_in_place(restore, FOLDED_STANDARD),
                    _text(form),
                )


def _each(cell: str, sign: str, affixes: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """The letters of a cell with each of `affixes` for the sign in it, and the cost of that."""
    if sign not in cell:
        yield _text(cell), 0.0
    else:
        for affix, cost in affixes.items():
            yield cell.replace(sign, affix), cost


def _text(cell: str) -> str:
    return "" if cell == "-" else cell


Affix = TypeVar("Affix", Prefix, Suffix)


def _by_text(affixes: Iterable[Affix]) -> dict[str, list[Affix]]:
    table: dict[str, list[Affix]] = {}
    for affix in affixes:
        table.setdefault(affix.text, []).append(affix)
    return table


PREFIXES = _by_text(_prefixes())
SUFFIXES = _by_text(_suffixes())
RESTORED = {suffix.restore_folded for rows in SUFFIXES.values() for suffix in rows} - {""}
"""What a stem loses before some suffix."""
