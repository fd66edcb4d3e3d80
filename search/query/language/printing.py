"""Prints a tree as a query that parses to the same tree, or to one that finds the same."""

from __future__ import annotations

from search.analysis.letters import MARK
from search.analysis.months import NAMES
from search.query.language.lexer import OPERATORS
from search.query.language.tree import (
    And,
    Dates,
    Exact,
    Field,
    Fuzzy,
    Node,
    Not,
    Nothing,
    OneOf,
    Or,
    Phrase,
    Required,
    Spelled,
    Wildcard,
    Word,
)

_MONTHS = {month.number: name for name, month in reversed(list(NAMES.items())) if not month.hijri}


def to_text(node: Node) -> str:
    """The query that `node` came from, spelled in one way."""
    match node:
        case And(children):
            return " ".join(_inside(child, Or) for child in children)
        case Or(children):
            return " | ".join(map(to_text, children))
        case Not(child):
            return "-" + _inside(child, And | Or)
        case Required(child):
            return "+" + _inside(child, And | Or)
        case Field(name, child):
            return f"{name}:{to_text(child)}"
        case Dates(_, _, month) if month:
            return f"date:{_MONTHS[month]}"
        case Dates(first, last):
            days = first if first == last else f"{first or ''}..{last or ''}"
            return f"date:{days}"
        case Phrase(words, slop, exact):
            return ("=" if exact else "") + f'"{" ".join(words)}"' + (f"~{slop}" if slop else "")
        case Spelled(_, places):
            return to_text(Phrase(tuple(map("/".join, places))))
        case OneOf(text):
            return text
        case Exact(text):
            return "=" + text
        case Fuzzy(text):
            return text + "~"
        case Wildcard(pattern):
            return pattern
        case Word(text):
            return text + _as_word(text)
        case Nothing():
            return ""


def _inside(node: Node, bracketed: type | object) -> str:
    text = to_text(node)
    return f"({text})" if isinstance(node, bracketed) else text  # type: ignore[arg-type]


def _as_word(text: str) -> str:
    """The comma that keeps a word from being read as an operator."""
    if MARK.sub("", text) not in OPERATORS:
        return ""
    return "," if text.isascii() else "،"
