"""How much room the phrases of one query have together: each way to place their words costs a search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import comb

from search.model import Warning
from search.query.language.tree import And, Field, Node, Not, Or, Phrase, Required
from search.query.language.warnings import room_bounded

MAX_WORK = 1000
"""What the phrases of a query may cost. Each way to place one costs 1 for each of its words, which are looked
up, and 1 for each ARTICLES that may hold them all, which are compared: 1,000 take .15 s of CPU on tantivy."""

ARTICLES = 300


def with_usable_slops(node: Node, articles: Callable[[Phrase], int]) -> tuple[Node, tuple[Warning, ...]]:
    """The tree with the slops of the costliest phrases lowered until all keep MAX_WORK, and what was lowered.

    `articles` tells how many articles hold all words of a phrase, at most.
    """
    count = Counter(_phrases(node))
    slops = {each: each.slop for each in count}
    if not any(slops.values()):
        return node, ()
    way = {each: count[each] * (len(each.words) + articles(each) / ARTICLES) for each in count}

    def work(phrase: Phrase) -> float:
        return way[phrase] * comb(slops[phrase] + len(phrase.words) - 1, slops[phrase])

    while sum(map(work, slops)) > MAX_WORK and any(slops.values()):
        slops[max((each for each in slops if slops[each]), key=work)] -= 1
    lowered = {each: replace(each, slop=slop) for each, slop in slops.items() if slop < each.slop}
    return _replaced(node, lowered), tuple(
        room_bounded(" ".join(old.words), old.slop, new.slop) for old, new in lowered.items()
    )


def _phrases(node: Node) -> Iterator[Phrase]:
    match node:
        case Phrase():
            yield node
        case And(children) | Or(children):
            for child in children:
                yield from _phrases(child)
        case Not(child) | Required(child) | Field(_, child):
            yield from _phrases(child)


def _replaced(node: Node, lowered: dict[Phrase, Phrase]) -> Node:
    match node:
        case Phrase():
            return lowered.get(node, node)
        case And(children):
            return And(tuple(_replaced(each, lowered) for each in children))
        case Or(children):
            return Or(tuple(_replaced(each, lowered) for each in children))
        case Not(child):
            return Not(_replaced(child, lowered))
        case Required(child):
            return Required(_replaced(child, lowered))
        case Field(name, Phrase() as phrase):
            return Field(name, lowered.get(phrase, phrase))
    return node
