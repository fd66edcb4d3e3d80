"""Numbers in words: خمسة وعشرون is 25, and ثلاث مئة is ثلاثمئة.

PyArabic's `text2number` takes أربعة without its hamza for nothing, and ثلاث مئة for 103.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from search.analysis.levels import QUERY_WORDS
from search.analysis.months import MONTHS
from search.analysis.normalise import fold
from search.analysis.particles import AND
from search.query.language.tree import Alike, Node, Phrase, Spelled, Word, all_of, parts
from search.tables import rows

THOUSAND = 1_000
SCALES = (10**9, 10**6, THOUSAND)

LARGEST = 10**12
"""What is no smaller is only written in digits."""

SHORTEST = 3
"""Letters of a word that is a number by itself: ست is a lady as well."""

_DIGITS = re.compile(r"[1-9]\d*(?:\.\d+)?")
_TEH_MARBUTA = "\u0629"
_WORDS: dict[int, list[str]] = {}
for _word, *_value in rows("query", "numbers"):
    if _value:
        _WORDS.setdefault(int(_value[0]), []).append(_word)
_UNITS = {unit: tuple(word for word in _WORDS[unit] if word[-1] != _TEH_MARBUTA) for unit in range(3, 10)}
_SCALED = {scale: tuple(_WORDS[scale]) for scale in SCALES}  # the plural last
for _unit, _short in _UNITS.items():
    _WORDS[_unit * 100] = [word + hundred for word in _short for hundred in _WORDS[100]]
_VALUES = {" ".join(map(fold, word.split())): value for value, words in _WORDS.items() for word in words}
_FIRSTS = {said.split()[0] for said in _VALUES}


Places = tuple[tuple[str, ...], ...]
"""Words in order, in each place any of some."""

MAX_PHRASES = 6
"""A phrase with numbers is looked for in so many other ways, each of which costs as much as itself."""


class Number(NamedTuple):
    """A number of a query, and how many of its words say it; none where it is no number."""

    value: int = 0
    words: int = 0


def with_numbers(node: Node) -> Node:
    """The tree with each number among its plain words also as it may be written otherwise, in phrases too.

    The number beside a month or another number is part of a date or a list, and stays.
    """
    children = [_with_numbers(child) if isinstance(child, Phrase) else child for child in parts(node)]
    folded = [fold(child.text) if isinstance(child, Word) else "" for child in children]
    widened: list[Node] = []
    at = 0
    for start, number in _numbers(folded):
        end = start + number.words
        others = _others(number.value, tuple(folded[start:end]))
        typed = all_of(list(children[start:end]))
        widened += [*children[at:start], Alike((typed, *others)) if others else typed]
        at = end
    return all_of([*widened, *children[at:]]) if widened or children != list(parts(node)) else node


def _with_numbers(node: Phrase) -> Node:
    """A phrase of several words, and its like with each number in it as it may be written otherwise."""
    if len(node.words) < 2 or node.slop or node.exact:
        return node
    folded = list(map(fold, node.words))
    places = [(word,) for word in node.words]
    others = [
        Spelled(" ".join(node.words), (*places[:start], *number_places, *places[start + number.words :]))
        for start, number in _numbers(folded)
        for number_places in spellings(number.value)
        if number_places != tuple(places[start : start + number.words])
    ]
    return Alike((node, *others[:MAX_PHRASES])) if others else node


def _numbers(folded: Sequence[str]) -> Iterator[tuple[int, Number]]:
    """The numbers among folded words, and where each begins; none that stands beside a number or a month."""
    end = 0
    for at, word in enumerate(folded):
        if at < end or not (word in _FIRSTS or _DIGITS.fullmatch(word)):
            continue
        number = read(folded[at:])
        end = at + number.words
        around = (*folded[max(at - 1, 0) : at], *folded[end : end + 1])
        if number.words and not any(beside in MONTHS or beside.isdigit() for beside in around):
            yield at, number


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
    bare = word.removeprefix(AND) if at else word
    for said, words in ((f"{bare} {following}", 2), (word, 1), (bare, 1)):
        if said in _VALUES:
            return _Part(Decimal(_VALUES[said]), words, said.startswith(bare) and bare != word)
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
    """A number as it may be written otherwise than in the folded words `typed`: in digits, and in words."""
    digits = str(value)
    in_digits = () if typed == (digits,) else (Word(digits),)
    return (*in_digits, *(Spelled(digits, places) for places in spellings(value) if places != ((digits,),)))


def spellings(value: int) -> Iterator[Places]:
    """The ways to write a number, in each place any of some words: in digits, with a scale, in words."""
    yield ((str(value),),)
    for scale in SCALES:
        count = Decimal(value) / scale
        if 1 < count < THOUSAND and count == round(count, 1):
            yield (str(count),), _SCALED[scale]
    for places in dict.fromkeys(_in_words(value, apart) for apart in (False, True)):
        yield places if len(places) > 1 else (tuple(word for word in places[0] if len(word) >= SHORTEST),)


def _in_words(value: int, apart: bool) -> Places:
    """A number in words, each part but the first with و; its hundreds as one word each, or `apart` as two."""
    said: list[Places] = []
    for scale in (*SCALES, 1):
        count = value // scale % THOUSAND
        if scale > 1 and count in (1, 2):
            said.append((_SCALED[scale][:-1] if count == 1 else tuple(_WORDS[count * scale]),))
        elif count:
            *before, last = _below_thousand(count, apart)
            said += [*before, (*last, *((_SCALED[scale],) if scale > 1 else ()))]
    first, *rest = said
    return (*first, *(place for part in rest for place in (tuple(AND + word for word in part[0]), *part[1:])))


def _below_thousand(value: int, apart: bool) -> Iterator[Places]:
    """The parts of a number that و joins: hundreds, units, tens."""
    hundreds, rest = value // 100 * 100, value % 100
    tens, unit = rest // 10 * 10, rest % 10
    if hundreds:
        together = hundreds // 100 not in _UNITS or not apart
        yield (tuple(_WORDS[hundreds]),) if together else (_UNITS[hundreds // 100], tuple(_WORDS[100]))
    if tens == 10 and unit in _UNITS:
        yield tuple(_WORDS[unit]), tuple(_WORDS[10])
    elif rest in _WORDS:
        yield tuple(tuple(dict.fromkeys(place)) for place in zip(*map(str.split, _WORDS[rest]), strict=True))
    elif rest:
        yield (tuple(_WORDS[unit]),)
        yield (tuple(_WORDS[tens]),)
