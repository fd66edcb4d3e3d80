"""How much room the phrases of one query have together: each way to place their words costs a search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from search.model import Remark
from search.query.language.tree import Field, Node, Phrase, leaves, mapped
from search.query.language.warnings import room_bounded
from search.query.plan import MAX_PHRASE_WORK, ways_to_place

ARTICLES = 300
"""To compare the places of a phrase's words in so many articles costs as much as to look up one of them."""


def with_usable_slops(node: Node, articles: Callable[[Phrase], int]) -> tuple[Node, tuple[Remark, ...]]:
    """The tree with the slops of its costliest phrases lowered to keep MAX_PHRASE_WORK, and what was lowered.

    `articles` tells how many articles hold all words of a phrase, at most.
    """
    count = Counter(leaf for leaf in leaves(node) if isinstance(leaf, Phrase))
    slops = {phrase: phrase.slop for phrase in count}
    if not any(slops.values()):
        return node, ()
    way = {phrase: n * (len(phrase.words) + articles(phrase) / ARTICLES) for phrase, n in count.items()}

    def work(phrase: Phrase) -> float:
        return way[phrase] * ways_to_place(len(phrase.words), slops[phrase])

    while sum(map(work, slops)) > MAX_PHRASE_WORK and any(slops.values()):
        slops[max(filter(slops.__getitem__, slops), key=work)] -= 1
    lowered = {phrase: replace(phrase, slop=slop) for phrase, slop in slops.items() if slop < phrase.slop}
    return _replaced(node, lowered), tuple(
        room_bounded(" ".join(old.words), old.slop, new.slop) for old, new in lowered.items()
    )


def _replaced(node: Node, lowered: Mapping[Phrase, Phrase]) -> Node:
    match node:
        case Phrase():
            return lowered.get(node, node)
        case Field(name, Phrase() as phrase):
            return Field(name, lowered.get(phrase, phrase))
    return mapped(node, lambda child: _replaced(child, lowered))
