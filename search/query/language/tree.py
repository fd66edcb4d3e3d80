"""What a person asked, as a tree: frozen, comparable, printable. Nothing here knows levels or engines."""

from __future__ import annotations

from collections.abc import Callable
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


def unquoted(node: Node) -> Node:
    """The tree with its phrases and exact words as plain words; those of fields and negations stay."""
    match node:
        case Phrase(parts):
            return all_of([Word(part) for part in parts])
        case Exact(text):
            return Word(text)
    return _with_parts(node, unquoted)


def unfielded(node: Node) -> Node:
    """The tree with what it asks of fields asked of whole articles, and without its dates; negations stay."""
    match node:
        case Field(_, child):
            return child
        case Dates():
            return Nothing()
    return _with_parts(node, unfielded)


def _with_parts(node: Node, change: Callable[[Node], Node]) -> Node:
    """The node with its parts changed, but for those of fields and negations."""
    match node:
        case Required(child):
            return required(change(child))
        case And(children):
            return all_of(list(map(change, children)))
        case Or(children):
            return any_of(list(map(change, children)))
    return node


def all_of(nodes: list[Node]) -> Node:
    """And of `nodes`, in its one form: flat, without Nothing, a single node by itself."""
    return _flat(And, nodes)


def any_of(nodes: list[Node]) -> Node:
    """Or of `nodes`, in its one form: flat, without Nothing, a single node by itself."""
    return _flat(Or, nodes)


def negated(node: Node) -> Node:
    """Not `node`, in its one form: no double negation, nothing required inside."""
    if isinstance(node, Not):
        return node.child
    if isinstance(node, Nothing):
        return node
    return Not(node.child if isinstance(node, Required) else node)


def required(node: Node) -> Node:
    """`node`, which may not be dropped; negations never are."""
    return node if isinstance(node, Not | Required | Nothing) else Required(node)


def _flat(kind: type[And] | type[Or], nodes: list[Node]) -> Node:
    flat: list[Node] = []
    for node in nodes:
        if isinstance(node, kind):
            flat.extend(node.children)
        elif not isinstance(node, Nothing):
            flat.append(node)
    if len(flat) > 1:
        return kind(tuple(flat))
    return flat[0] if flat else Nothing()
