"""Numbers in words: خمسة وعشرون is 25, and ثلاث مئة is ثلاثمئة.

PyArabic's `text2number` takes أربعة without its hamza for nothing, and ثلاث مئة for 103.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby, product
from typing import NamedTuple

from search.analysis.levels import QUERY_WORDS
from search.analysis.months import MONTHS
from search.analysis.normalise import fold
from search.analysis.particles import AND
from search.query.language.tree import Alike, Node, Spelled, Word, all_of, parts
from search.tables import rows

THOUSAND = 1_000
SCALES = (10**9, 10**6, THOUSAND)

LARGEST = 10**12
"""What is no smaller is only written in digits."""

FEW = 10
"""So many thousands are آلاف, more are ألف."""

SHORTEST = 3
"""Letters of a word that is a number by itself: ست is a lady as well."""

_DIGITS = re.compile(r"[1-9]\d*(?:\.\d+)?")
_TEH_MARBUTA = "\u0629"
_WORDS: dict[int, list[str]] = {}
for _word, *_value in rows("query", "numbers"):
    if _value:
        _WORDS.setdefault(int(_value[0]), []).append(_word)
_UNITS = {unit: [word for word in _WORDS[unit] if word[-1] != _TEH_MARBUTA] for unit in range(3, 10)}
for _unit, _short in _UNITS.items():
    _WORDS[_unit * 100] = [word + hundred for word in _short for hundred in _WORDS[100]]
_VALUES = {" ".join(map(fold, word.split())): value for value, words in _WORDS.items() for word in words}
_FIRSTS = {said.split()[0] for said in _VALUES}


class Number(NamedTuple):
    """A number of a query, and how many of its words say it; none where it is no number."""

    value: int = 0
    words: int = 0


def with_numbers(node: Node) -> Node:
    """The tree with each number among its plain words also as it may be written otherwise.

    The number beside a month or another number is part of a date or a list, and stays.
    """
    children = parts(node)
    folded = [fold(child.text) if isinstance(child, Word) else "" for child in children]
    if not any(word in _FIRSTS or _DIGITS.fullmatch(word) for word in folded):
        return node
    widened: list[Node] = []
    at = 0
    while at < len(children):
        number = read(folded[at:])
        end = at + max(number.words, 1)
        said = all_of(list(children[at:end]))
        around = (*folded[max(at - 1, 0) : at], *folded[end : end + 1])
        if number.words and not any(word in MONTHS or word.isdigit() for word in around):
            others = _others(number.value, tuple(folded[at:end]))
            said = Alike((said, *others)) if others else said
        widened.append(said)
        at = end
    return all_of(widened)


def read(folded: Sequence[str]) -> Number:
    """The number that folded words begin with."""
    total = group = Decimal(0)
    scale, at = LARGEST, 0
    while part := _part(folded, at):
        if part.value >= THOUSAND:
            if part.value >= scale or (group and (part.joined or part.value not in SCALES)):
                break
            scale = next(size for size in SCALES if size <= part.value)
            total, group = total + (group or 1) * part.value, Decimal(0)
        elif (longer := _together(group, part)) is not None:
            group = longer
        else:
            break
        at += part.words
    value = total + group
    if value != int(value) or not 2 < value < LARGEST or (at == 1 and _is_vague(folded[0], value)):
        return Number()
    return Number(int(value), at)


def _is_vague(word: str, value: Decimal) -> bool:
    return not word.isdigit() and (value in SCALES or len(word) < SHORTEST)


class _Part(NamedTuple):
    """What one word says, two in أحد عشر, and whether و joins it to those before."""

    value: Decimal
    words: int
    joined: bool


def _part(folded: Sequence[str], at: int) -> _Part | None:
    word, following = (*folded[at : at + 2], "", "")[:2]
    if not at and _DIGITS.fullmatch(word):
        return _Part(Decimal(word), 1, False)
    bare = word.removeprefix(AND) if at and word not in _VALUES else word
    for said, words in ((f"{bare} {following}", 2), (bare, 1)):
        if said in _VALUES:
            return _Part(Decimal(_VALUES[said]), words, bare != word)
    return None


def _together(group: Decimal, part: _Part) -> Decimal | None:
    """Less than a thousand and the next part of it; None where that is another number."""
    last = group % 100
    if not group or (part.joined and part.value < 100 and (not last or (last < 10 and part.value >= 20))):
        return group + part.value
    if not part.joined and last in _UNITS and part.value in (10, 100):
        return group + (10 if part.value == 10 else 99 * last)
    return None


@lru_cache(maxsize=QUERY_WORDS)
def _others(value: int, typed: tuple[str, ...]) -> tuple[Node, ...]:
    """A number as it may be written otherwise than in the folded words `typed`: in digits, and in words.

    Spellings of as many words are one node, for each costs a phrase.
    """
    digits, *in_words = spellings(value)
    others = (said for said in in_words if tuple(map(fold, said)) != typed)
    alike = (zip(*same, strict=True) for _, same in groupby(sorted(others, key=len), key=len))
    ways = (Spelled(digits[0], tuple(tuple(dict.fromkeys(place)) for place in places)) for places in alike)
    return (*map(Word, digits if digits != typed else ()), *ways)


def spellings(value: int) -> Iterator[tuple[str, ...]]:
    """The ways to write a number, each as its words: all of a short name, none of a long one in words."""
    yield (str(value),)
    yield from (tuple(word.split()) for word in _WORDS.get(value, ()) if len(word) >= SHORTEST)
    tens, unit = value // 10 * 10, value % 10
    if tens == 10 and unit in _UNITS:
        yield from product(_WORDS[unit], _WORDS[10])
    elif unit and 20 <= tens < 100:
        yield from product(_WORDS[unit], (AND + word for word in _WORDS[tens]))
    elif value // 100 in _UNITS and not value % 100:
        yield from product(_UNITS[value // 100], _WORDS[100])
    for scale in SCALES:
        count = Decimal(value) / scale
        if 1 < count < THOUSAND and count == round(count, 1) and count != 2:
            whole = count == int(count)
            singular, accusative, plural = _WORDS[scale]
            scales = (plural,) if whole and count <= FEW else (singular, accusative)
            for said in product([str(count), *_WORDS.get(int(count) if whole else 0, ())], scales):
                yield tuple(" ".join(said).split())
