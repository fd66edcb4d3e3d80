"""What a person asked, as a tree: frozen, comparable, printable. Nothing here knows levels or engines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A plain word: matches its inflections; stop words among several words do not count."""

    text: str


@dataclass(frozen=True, slots=True)
class Exact:
    """`=word`: the letters as written, or with the marks where the word carries marks."""

    text: str


@dataclass(frozen=True, slots=True)
class Wildcard:
    """`wor*`, `w?rd`: on the folded level; `*` is any letters, `?` one letter."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """`word~`: the words one edit away on the folded level."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """`"words in order"`, with at most `slop` other words among them; `exact` for `="…"`."""

    words: tuple[str, ...]
    slop: int = 0
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """`title:…`, `source:…`, `author:…`, `tag:…`: the child must be true within that field."""

    name: str
    child: Word | Exact | Wildcard | Fuzzy | Phrase


@dataclass(frozen=True, slots=True)
class Dates:
    """`date:…`, `after:…`, `before:…`: first and last day, ISO, inclusive; None where open."""

    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class And:
    """All children."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any child."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Not the child."""

    child: Node


@dataclass(frozen=True, slots=True)
class Required:
    """`+word`: the child may not be dropped when the search is relaxed."""

    child: Node


@dataclass(frozen=True, slots=True)
class Nothing:
    """The query holds no word at all."""


Leaf = Word | Exact | Wildcard | Fuzzy | Phrase
Node = Word | Exact | Wildcard | Fuzzy | Phrase | Field | Dates | And | Or | Not | Required | Nothing


def is_plain(node: Node) -> bool:
    """Whether it is a plain word or a group of them: what relaxing may drop."""
    if isinstance(node, And):
        return all(map(is_plain, node.children))
    if isinstance(node, Or):
        return any(map(is_plain, node.children))
    return isinstance(node, Word)


def plain_words(node: Node) -> list[str]:
    """The plain words of a query, in order."""
    parts = node.children if isinstance(node, And) else (node,)
    return [each.text for each in parts if isinstance(each, Word)]


def plain_parts(node: Node) -> int:
    """How many parts of a query relaxing may drop."""
    parts = node.children if isinstance(node, And) else (node,)
    return sum(map(is_plain, parts))
