"""Cuts a query into lexemes: words, phrases, fields, dates, brackets, operators. One pass, never raises."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum

from search.analysis.letters import CONTROL, MARK
from search.analysis.tokenise import Token, tokens
from search.model import Warning
from search.query.dates import one_spelling, read_dates
from search.query.messages import warning
from search.query.tree import Dates, Exact, Field, Fuzzy, Leaf, Phrase, Wildcard, Word

MAX_WORDS = 64
MAX_SLOP = 50


class Kind(Enum):
    """What a lexeme is."""

    LEAVES = "leaves"
    OPEN = "("
    CLOSE = ")"
    AND = "and"
    OR = "or"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of the query at code points `start` to `end`.

    `sign` is "-", "+" or "" as attached before it; `field` the field name before a bracket; `leaves` what
    a chunk without spaces holds, several where it holds several words.
    """

    kind: Kind
    start: int
    end: int
    text: str
    sign: str = ""
    field: str = ""
    leaves: tuple[Leaf | Field | Dates, ...] = ()


OPERATORS = {
    "و": Kind.AND,
    "AND": Kind.AND,
    "أو": Kind.OR,
    "او": Kind.OR,
    "OR": Kind.OR,
    "|": Kind.OR,
    "||": Kind.OR,
    "NOT": Kind.NOT,
}
"""Operators, which must stand alone; أو is often typed without its hamza."""

FIELDS = {
    "عنوان": "title",
    "title": "title",
    "مصدر": "source",
    "source": "source",
    "كاتب": "author",
    "author": "author",
    "وسم": "tag",
    "tag": "tag",
    "تاريخ": "date",
    "date": "date",
    "بعد": "after",
    "after": "after",
    "قبل": "before",
    "before": "before",
}
_DATES = ("date", "after", "before")

_CLOSING = {"«": "»"} | dict.fromkeys('"“”„‟＂', '"“”„‟＂')
_QUOTES = "«»" + "".join(set(_CLOSING.values()) - {"»"})
_PREFIX = re.compile(rf"([-+](?![-+]))?(?:({'|'.join(FIELDS)}):(?=\S))?(=*)", re.IGNORECASE)
_CHUNK = re.compile(rf"[^\s(){_QUOTES}]+")
_SLOP = re.compile(r"~([0-9٠-٩۰-۹]{1,9})")
_TILDE = re.compile(r"~1?(?!\w)")
_SPACE = re.compile(r"\s+")


class Lexer:
    """Reads one query; `lexemes` and `warnings` hold the result, with places in the original text."""

    def __init__(self, query: str) -> None:
        self.lexemes: list[Lexeme] = []
        self.warnings: list[Warning] = []
        self._query = query
        # Invisible characters are no part of what a person typed; the places of the others are kept.
        self._places = [i for i, c in enumerate(query) if not CONTROL.match(c)] + [len(query)]
        self._text = "".join(query[i] for i in self._places[:-1])
        self._spelled = one_spelling(self._text)
        self._words = 0
        self._unclosed: set[str] = set()
        self._read()

    def _read(self) -> None:
        at = 0
        while at < len(self._text):
            at = self._next(at)

    def _next(self, at: int) -> int:
        """Reads what begins at `at`; returns where the rest begins, always further on."""
        char = self._text[at]
        if char.isspace():
            return at + 1
        if char == ")":
            self._add(Kind.CLOSE, at, at + 1)
            return at + 1
        if char in _QUOTES and char not in _CLOSING:
            self._warn("unbalanced_quote", at, at + 1)
            return at + 1
        return self._operator(at) or self._operand(at)

    def _operator(self, at: int) -> int:
        chunk = _CHUNK.match(self._text, at)
        kind = OPERATORS.get(MARK.sub("", chunk[0])) if chunk else None
        if chunk is None or kind is None or not self._free(at) or not self._free_after(chunk.end()):
            return 0
        leaves = tuple(Word(token.text) for token in tokens(chunk[0]))
        self._add(kind, at, chunk.end(), leaves=leaves)
        return chunk.end()
