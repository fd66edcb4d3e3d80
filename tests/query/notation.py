"""Trees in the compact notation of tests/cases/queries.tsv."""

from __future__ import annotations

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


def compact(node: Node) -> str:
    """(and كتاب (or a (not b))): every kind of node but a plain word in brackets, named first."""
    match node:
        case Word(text):
            return text
        case Exact(text):
            return f"(exact {text})"
        case Wildcard(pattern):
            return f"(wildcard {pattern})"
        case Fuzzy(text):
            return f"(fuzzy {text})"
        case Phrase(words, slop, exact):
            name = ("exact-" if exact else "") + "phrase" + (f"~{slop}" if slop else "")
            return f"({name} {' '.join(words)})"
        case Field(name, child):
            return f"({name} {compact(child)})"
        case Dates(_, _, month) if month:
            return f"(month {month})"
        case Dates(first, last):
            return f"(dates {first or '-'} {last or '-'})"
        case And(children):
            return f"(and {' '.join(map(compact, children))})"
        case Or(children):
            return f"(or {' '.join(map(compact, children))})"
        case Not(child):
            return f"(not {compact(child)})"
        case Required(child):
            return f"(required {compact(child)})"
        case Nothing():
            return "()"
