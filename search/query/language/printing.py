"""Prints a tree as a query that parses to the same tree."""

from __future__ import annotations

from search.analysis.letters import MARK
from search.query.language.lexer import FIELDS, OPERATORS
from search.query.language.tree import (
    And,
    Dates,
    Exact,
    Field,
    Fuzzy,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Required,
    Wildcard,
    Word,
)

_ARABIC = {name: word for word, name in FIELDS.items() if not word.isascii()}


def to_text(node: Node, arabic: bool = False) -> str:
    """The query that `node` came from, spelled in one way; with Arabic field names and أو if `arabic`."""
    match node:
        case And(children):
            return " ".join(_inside(child, Or, arabic) for child in children)
        case Or(children):
            return (" أو " if arabic else " | ").join(to_text(child, arabic) for child in children)
        case Not(child):
            return "-" + _inside(child, And | Or, arabic)
        case Required(child):
            return "+" + _inside(child, And | Or, arabic)
        case Field(name, child):
            return f"{_ARABIC[name] if arabic else name}:{to_text(child, arabic)}"
        case Dates(first, last):
            days = first if first == last else f"{first or ''}..{last or ''}"
            return f"{_ARABIC['date'] if arabic else 'date'}:{days}"
        case Phrase(words, slop, exact):
            return ("=" if exact else "") + f'"{" ".join(words)}"' + (f"~{slop}" if slop else "")
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


def _inside(node: Node, bracketed: type | object, arabic: bool) -> str:
    text = to_text(node, arabic)
    return f"({text})" if isinstance(node, bracketed) else text  # type: ignore[arg-type]


def _as_word(text: str) -> str:
    """The comma that keeps a word from being read as an operator."""
    if MARK.sub("", text) not in OPERATORS:
        return ""
    return "," if text.isascii() else "،"
