"""How much room the phrases of one query have together: each way to place their words costs a search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from search.model import Remark
from search.query.language.tree import And, Field, Node, Not, Or, Phrase, Required
from search.query.language.warnings import room_bounded
from search.query.plan import MAX_PHRASE_WORK, ways_to_place

ARTICLES = 300
"""To compare the places of a phrase's words in so many articles costs as much as to look up one of them."""


def with_usable_slops(node: Node, articles: Callable[[Phrase], int]) -> tuple[Node, tuple[Remark, ...]]:
    """The tree with the slops of its costliest phrases lowered to keep MAX_PHRASE_WORK, and what was lowered.

    `articles` tells how many articles hold all words of a phrase, at most.
    """
    count = Counter(_phrases(node))
    slops = {each: each.slop for each in count}
    if not any(slops.values()):
        return node, ()
    way = {each: count[each] * (len(each.words) + articles(each) / ARTICLES) for each in count}

    def work(phrase: Phrase) -> float:
        return way[phrase] * ways_to_place(len(phrase.words), slops[phrase])

    while sum(map(work, slops)) > MAX_PHRASE_WORK and any(slops.values()):
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
