"""Cuts a query into lexemes: words, phrases, fields, dates, brackets, operators. One pass, never raises."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import cached_property

from search.analysis.letters import CONTROL, MARK
from search.analysis.tokenise import tokens
from search.model import Remark
from search.query.language.dates import one_spelling, read_dates
from search.query.language.leaves import LETTERS, joined, leaves, phrase
from search.query.language.tree import Dates, Field, Fuzzy, Leaf, Phrase, Wildcard, Word
from search.query.language.warnings import warning
from search.value import value

MAX_WORDS = 64
MAX_TYPED_SLOP = 10
"""What a query may ask for after ~: other words among those of a phrase."""
MAX_PATTERNS = 5
"""Words with * ? ~ in a query: each may stand for hundreds of words of the index, which takes time."""


class Kind(Enum):
    """What a lexeme is."""

    LEAVES = "leaves"
    OPEN = "("
    CLOSE = ")"
    AND = "and"
    OR = "or"
    NOT = "not"


@value
class Lexeme:
    """A piece of the query at code points `start` to `end`.

    `sign` is "-", "+" or "" as attached before it; `field` the field name before a bracket; `leaves` what
    a chunk without spaces holds, several where it holds several words.
    """

    kind: Kind
    start: int
    end: int
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

_DOUBLE = '"\u201c\u201d\u201e\u201f\uff02'
"""Any of these opens a phrase and any closes it: keyboards mix them."""
_QUOTES = "«»" + _DOUBLE
_CLOSING = {"«": re.compile("»"), **dict.fromkeys(_DOUBLE, re.compile(f"[{_DOUBLE}]"))}
_PREFIX = re.compile(rf"([-+](?![-+]))?(?:({'|'.join(FIELDS)}):(?=\S))?(=*)", re.IGNORECASE)
_APART = re.compile(
    rf"([-+](?![-+]))?({'|'.join(name for name in FIELDS if FIELDS[name] in _DATES)}):\s{{1,3}}",
    re.IGNORECASE,
)
"""A name of dates with a space after its colon: a word as any other, unless a date follows."""
_PLAIN = re.compile(rf"({LETTERS.pattern})(?:\s+|$)")
"""A word that nothing is attached to, and the spaces after it."""
_CHUNK = re.compile(rf"[^\s(){_QUOTES}]+")
_SLOP = re.compile(r"~([0-9٠-٩۰-۹]*)(?!\w)")


class Lexer:
    """Reads one query; `lexemes` and `warnings` hold the result, with places in the original text."""

    def __init__(self, query: str) -> None:
        self.lexemes: list[Lexeme] = []
        self.warnings: list[Remark] = []
        self._query = query
        # Invisible characters are no part of what a person typed; the places of the others are kept.
        self._places: Sequence[int] = range(len(query))
        self._text = query
        if CONTROL.search(query):
            self._places = [i for i, c in enumerate(query) if not CONTROL.match(c)]
            self._text = "".join(query[i] for i in self._places)
        self._words = 0
        self._patterns = 0
        self._unclosed: set[re.Pattern[str]] = set()
        self._ignored = 0  # where the last quotation mark without a partner ends
        at = 0
        while at < len(self._text):
            at = self._next(at)

    @cached_property
    def _spelled(self) -> str:
        return one_spelling(self._text)

    def warn(self, code: str, start: int, end: int, limit: int = 0) -> None:
        """Adds a warning about code points `start` to `end` of the original query."""
        self.warnings.append(warning(code, start, end, self._query[start:end], limit))

    def _next(self, at: int) -> int:
        """Reads what begins at `at`; returns where the rest begins, always further on."""
        plain = _PLAIN.match(self._text, at)
        if plain and plain[1] not in OPERATORS:
            self._add(Kind.LEAVES, at, plain.end(1), leaves=(Word(plain[1]),))
            return plain.end()
        char = self._text[at]
        if char.isspace():
            return at + 1
        if char == ")":
            return self._add(Kind.CLOSE, at, at + 1)
        if char in _QUOTES and not self._closing(at):
            self._ignored = self._closed(at)
            return self._ignored
        chunk = _CHUNK.match(self._text, at)
        kind = OPERATORS.get(MARK.sub("", chunk[0])) if chunk else None
        if chunk and kind:
            words = tuple(Word(token.text) for token in tokens(chunk[0]))
            return self._add(kind, at, chunk.end(), leaves=words)
        return self._operand(at)

    def _operand(self, at: int) -> int:
        """Reads a word, phrase, date or opening bracket with the sign, field and "=" attached before it."""
        free = at == self._ignored or self._text[at - 1].isspace() or self._text[at - 1] == "("
        if free and (end := self._date_apart(at)):
            return end
        prefix = _PREFIX.match(self._text, at) if free else None
        sign, name, equals = prefix.groups("") if prefix else ("", "", "")
        field = FIELDS[name.lower()] if name else ""
        body = self._closed(prefix.end() if prefix else at)
        char = self._text[body : body + 1]
        if field in _DATES:
            return self._date(at, body, sign, field)
        if char == "(":
            if equals:
                self._warn("ignored_operator", body - len(equals), body)
            return self._add(Kind.OPEN, at, body + 1, sign, field)
        if char in _CLOSING:
            return self._phrase(at, body, sign, field, bool(equals))
        return self._chunk(at, body, sign, field, bool(equals))

    def _closed(self, at: int) -> int:
        """Passes over quotation marks without a partner."""
        while at < len(self._text) and self._text[at] in _QUOTES and not self._closing(at):
            self._warn("unbalanced_quote", at, at + 1)
            at += 1
        return at

    def _closing(self, at: int) -> int:
        """Where the quotation mark at `at` is closed, 0 if nowhere."""
        pattern = _CLOSING.get(self._text[at])
        if pattern is None or pattern in self._unclosed:
            return 0
        match = pattern.search(self._text, at + 1)
        if match is None:
            self._unclosed.add(pattern)
        return match.start() if match else 0

    def _phrase(self, at: int, quote: int, sign: str, field: str, exact: bool) -> int:
        closing = self._closing(quote)
        end = closing + 1
        words = [token.text for token in tokens(self._text[quote + 1 : closing])]
        slop = _SLOP.match(self._text, end)
        if not words:
            self._warn("empty_phrase", quote, end)
            return slop.end() if slop else end
        distance = int(slop[1]) if slop and slop[1] else 0
        if slop:
            end = slop.end()
            if not slop[1]:
                self._warn("ignored_operator", slop.start(), end)
            elif distance > MAX_TYPED_SLOP:
                self._warn("slop_bounded", slop.start(), end, MAX_TYPED_SLOP)
        leaf = phrase(words, min(distance, MAX_TYPED_SLOP), exact)
        return self._add(Kind.LEAVES, at, end, sign, leaves=_in_field(field, (leaf,)))

    def _chunk(self, at: int, body: int, sign: str, field: str, exact: bool) -> int:
        chunk = _CHUNK.match(self._text, body)

        def warn(code: str, start: int, end: int) -> None:
            self._warn(code, body + start, body + end)

        held: tuple[Leaf, ...] = leaves(chunk[0], exact, warn) if chunk else ()
        end = chunk.end() if chunk else max(body, at + 1)
        patterns = sum(isinstance(leaf, Wildcard | Fuzzy) for leaf in held)
        if patterns and self._too_many_patterns(patterns, body, end):
            return end
        if not held:  # a prefix with no word after it is text
            held, field = tuple(Word(token.text) for token in tokens(self._text[at:body])), ""
        return self._add(Kind.LEAVES, at, end, sign, leaves=_in_field(field, held))

    def _date(self, at: int, body: int, sign: str, relation: str) -> int:
        closing = self._closing(body) if self._text[body : body + 1] in _CLOSING else 0
        dates = read_dates(self._spelled, body + bool(closing), relation)
        if dates and (not closing or dates[1] == closing):
            return self._add(Kind.LEAVES, at, dates[1] + bool(closing), sign, leaves=(dates[0],))
        chunk = _CHUNK.match(self._text, body)
        end = closing + 1 if closing else chunk.end() if chunk else body
        self._warn("bad_date", at, end)
        return max(end, at + 1)

    def _date_apart(self, at: int) -> int:
        """Reads a date that a space parts from its name; 0 where there is none."""
        apart = _APART.match(self._text, at)
        dates = read_dates(self._spelled, apart.end(), FIELDS[apart[2].lower()]) if apart else None
        if not apart or not dates:
            return 0
        return self._add(Kind.LEAVES, at, dates[1], apart[1] or "", leaves=(dates[0],))

    def _add(
        self,
        kind: Kind,
        start: int,
        end: int,
        sign: str = "",
        field: str = "",
        leaves: tuple[Leaf | Field | Dates, ...] = (),
    ) -> int:
        lexeme = Lexeme(kind, *self._place(start, end), sign, field, leaves)
        if kind is not Kind.LEAVES or (leaves and not self.too_many(lexeme)):
            self.lexemes.append(lexeme)
        return end

    def too_many(self, lexeme: Lexeme) -> bool:
        """Counts the words of `lexeme`; true, with a warning the first time, when they are past MAX_WORDS."""
        before = self._words
        self._words += sum(map(_count, lexeme.leaves))
        if before <= MAX_WORDS < self._words:
            self.warn("too_many_words", lexeme.start, len(self._query), MAX_WORDS)
            self._words = MAX_WORDS + 1
        return self._words > MAX_WORDS

    def _too_many_patterns(self, count: int, start: int, end: int) -> bool:
        """Counts the patterns of a chunk; true, with a warning, when they are past MAX_PATTERNS."""
        if self._patterns + count > MAX_PATTERNS:
            self._warn("too_many_patterns", start, end, MAX_PATTERNS)
            return True
        self._patterns += count
        return False

    def _warn(self, code: str, start: int, end: int, limit: int = 0) -> None:
        self.warn(code, *self._place(start, end), limit)

    def _place(self, start: int, end: int) -> tuple[int, int]:
        return self._places[start], self._places[end - 1] + 1


def _in_field(field: str, held: tuple[Leaf, ...]) -> tuple[Leaf | Field, ...]:
    """The leaves in `field`, where there is one; several plain words of a chunk as one phrase."""
    return tuple(Field(field, leaf) for leaf in joined(held)) if field else held


def _count(leaf: Leaf | Field | Dates) -> int:
    if isinstance(leaf, Field):
        return _count(leaf.child)
    return len(leaf.words) if isinstance(leaf, Phrase) else 1
