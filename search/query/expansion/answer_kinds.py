"""What kind of answer a question asks for, and where a text may give one: متى a date, كم a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from search.analysis.letters import BARE_ALEF
from search.analysis.months import NAMES
from search.analysis.particles import AT_MOST_ONE, without_conjunction
from search.tables import rows

_KINDS = dict(rows("query", "asked"))

_TOKEN = re.compile(r"\d+|[^\W\d]+")


@dataclass(frozen=True, slots=True)
class AnswerKind:
    """What may be an answer: some words, and runs of so many digits."""

    words: frozenset[str]
    digits: range

    def places(self, text: str, start: int, end: int) -> Iterator[int]:
        """Where such stand in `text[start:end]`."""
        for token in _TOKEN.finditer(text, start, end):
            written = token[0]
            if written in self.words or (written.isdigit() and len(written) in self.digits):
                yield token.start()


def answer_kind(folded: Sequence[str]) -> AnswerKind | None:
    """What may answer the question of these folded words; None where that is not known."""
    for word, following in pairwise((*folded, "")):
        for first in (word, without_conjunction(word)):
            kind = _KINDS.get(first) or _KINDS.get(f"{first} {following}")
            if kind is not None:
                return _answers()[kind]
    return None


@cache
def _answers() -> Mapping[str, AnswerKind]:
    """Years, months, centuries; numbers. آب is often اب, a father, and its year mostly stands beside it."""
    months = {name.split()[0] for name, month in NAMES.items() if not month.hijri} - {"آب"}
    numbers = [word for word, *_ in rows("query", "numbers")]
    return {
        "date": AnswerKind(_written({*months, "قرن"}), range(3, 5)),
        "number": AnswerKind(_written(numbers), range(1, 20)),
    }


def _written(words: Iterable[str]) -> frozenset[str]:
    """The words as texts write them, with particles before them, with or without hamza."""
    spellings = {spelling for word in words for spelling in (word, word.translate(BARE_ALEF))}
    return frozenset(before + spelling for before in AT_MOST_ONE for spelling in spellings)
