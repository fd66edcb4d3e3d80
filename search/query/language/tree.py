"""What a person asked, as a tree: frozen, comparable, printable. Nothing here knows levels or engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from search.value import value


@value
class Word:
    """A plain word: matches its inflections; stop words among several words do not count."""

    text: str


@value
class Exact:
    """`=word`: the letters as written, or with the marks where the word carries marks."""

    text: str


@value
class Wildcard:
    """`wor*`, `w?rd`: on the folded level; `*` is any letters, `?` one letter."""

    pattern: str


@value
class Fuzzy:
    """`word~`: the words one edit away on the folded level."""

    text: str


@value
class Phrase:
    """`"words in order"`, with at most `slop` other words among them; `exact` for `="…"`."""

    words: tuple[str, ...]
    slop: int = 0
    exact: bool = False


@value
class Spelled:
    """A number in digits, and as it is written in words: in each place, in order, any of some."""

    digits: str
    places: tuple[tuple[str, ...], ...]


@value
class OneOf:
    """Any of the `words` of an index that `text`, a pattern, stands for; `cut` tells how many it may have at
    most where there are more, else 0.
    """

    text: str
    words: tuple[str, ...]
    cut: int = 0


@value
class Field:
    """`title:…`, `source:…`, `author:…`, `tag:…`: the child must be true within that field."""

    name: str
    child: Leaf


@value
class Dates:
    """`date:…`, `after:…`, `before:…`: first and last day, ISO, inclusive; None where open. Or this month of
    any year, from 1 to 12.
    """

    first: str | None
    last: str | None
    month: int = 0


@value
class And:
    """All children."""

    children: tuple[Node, ...]


@value
class Or:
    """Any child."""

    children: tuple[Node, ...]


@value
class Alike(Or):
    """Any child: the first is what was asked, the others are what else it is called."""


@value
class Not:
    """Not the child."""

    child: Node


@value
class Required:
    """`+word`: the child may not be dropped when the search is relaxed."""

    child: Node


@value
class Nothing:
    """The query holds no word at all."""


Leaf = Word | Exact | Wildcard | Fuzzy | Phrase | OneOf
Node = Leaf | Spelled | Field | Dates | And | Or | Not | Required | Nothing


def is_plain(node: Node) -> bool:
    """Whether it is a plain word or a group of them: what relaxing may drop."""
    if isinstance(node, And):
        return all(map(is_plain, node.children))
    if isinstance(node, Or):
        return any(map(is_plain, node.children))
    return isinstance(node, Word)


def parts(node: Node) -> tuple[Node, ...]:
    """What must all be true: the children of an And, any other node by itself."""
    return node.children if isinstance(node, And) else (node,)


def plain_words(node: Node) -> list[str]:
    """The plain words among the parts of a query, in order."""
    return [part.text for part in parts(node) if isinstance(part, Word)]


def leaves(node: Node) -> Iterator[Leaf]:
    """What a query looks for, in order, in fields and negations too; dates are none, nor spellings."""
    match node:
        case Word() | Exact() | Wildcard() | Fuzzy() | Phrase() | OneOf():
            yield node
        case And(children) | Or(children):
            for child in children:
                yield from leaves(child)
        case Not(child) | Required(child) | Field(_, child):
            yield from leaves(child)


def mapped(node: Node, change: Callable[[Node], Node]) -> Node:
    """The node with its children changed, in its one form; leaves, fields and dates as they are."""
    match node:
        case And(children):
            return all_of(list(map(change, children)))
        case Alike(children):
            return Alike(tuple(map(change, children)))
        case Or(children):
            return any_of(list(map(change, children)))
        case Not(child):
            return negated(change(child))
        case Required(child):
            return required(change(child))
    return node


def unquoted(node: Node) -> Node:
    """The tree with its phrases and exact words as plain words; those of fields and negations stay."""
    match node:
        case Phrase(words):
            return all_of([Word(word) for word in words])
        case Exact(text):
            return Word(text)
        case Not():
            return node
    return mapped(node, unquoted)


def unfielded(node: Node) -> Node:
    """The tree with what it asks of fields asked of whole articles, and without its dates; negations stay."""
    match node:
        case Field(_, child):
            return child
        case Dates():
            return Nothing()
        case Not():
            return node
    return mapped(node, unfielded)


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
    if len(nodes) == 1:
        return nodes[0]
    flat: list[Node] = []
    for node in nodes:
        if isinstance(node, kind) and not isinstance(node, Alike):
            flat.extend(node.children)
        elif not isinstance(node, Nothing):
            flat.append(node)
    if len(flat) > 1:
        return kind(tuple(flat))
    return flat[0] if flat else Nothing()
