"""What parts of one query may cost together: the words its patterns stand for, the room of its phrases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from search.model import Remark
from search.query.language.tree import Field, Fuzzy, Leaf, Node, OneOf, Phrase, Wildcard, leaves, mapped
from search.query.language.warnings import room_bounded
from search.query.plan import MAX_PHRASE_WORK, ways_to_place

MAX_PATTERN_WORDS = 200
"""The wildcards and fuzzy words of a query become at most so many words of the index, the most frequent."""

FORMS, ARTICLES = 2, 300
"""To look up so many forms of a word of a phrase, or to compare the places of a phrase's words in so many
articles, costs as much as to look up a word that has one form."""


def even_share(sizes: Iterable[int], most: int) -> int:
    """What each may have at most so that all have no more than `most`: who needs less leaves more."""
    ordered, left = sorted(sizes), most
    for at, size in enumerate(ordered):
        share = left // (len(ordered) - at)
        if size > share:
            return share
        left -= size
    return most


def with_index_words(
    node: Node, fitting: Callable[[Wildcard | Fuzzy, int], tuple[Sequence[str], bool]]
) -> Node:
    """The tree with words of the index in place of its patterns, MAX_PATTERN_WORDS together.

    `fitting` gives the most frequent words that a pattern stands for, so many at most, and whether there are
    more.
    """
    patterns = [leaf for leaf in leaves(node) if isinstance(leaf, Wildcard | Fuzzy)]
    if not patterns:
        return node
    choices = {leaf: fitting(leaf, MAX_PATTERN_WORDS) for leaf in patterns}
    share = even_share((len(choices[leaf][0]) for leaf in patterns), MAX_PATTERN_WORDS)
    return _replaced(
        node,
        {
            leaf: OneOf(_typed(leaf), tuple(words[:share]), share if more or len(words) > share else 0)
            for leaf, (words, more) in choices.items()
        },
    )


def with_usable_slops(node: Node, way: Callable[[Phrase], float]) -> tuple[Node, tuple[Remark, ...]]:
    """The tree with the slops of its costliest phrases lowered to keep MAX_PHRASE_WORK, and what was lowered.

    `way` tells what one way to place the words of a phrase costs.
    """
    phrases = [leaf for leaf in leaves(node) if isinstance(leaf, Phrase)]
    slops = {phrase: phrase.slop for phrase in phrases}
    if not any(slops.values()):
        return node, ()
    cost = {phrase: n * way(phrase) for phrase, n in Counter(phrases).items()}

    def work(phrase: Phrase) -> float:
        return cost[phrase] * ways_to_place(len(phrase.words), slops[phrase])

    while sum(map(work, slops)) > MAX_PHRASE_WORK and any(slops.values()):
        slops[max(filter(slops.__getitem__, slops), key=work)] -= 1
    lowered: dict[Leaf, Leaf] = {
        phrase: replace(phrase, slop=slop) for phrase, slop in slops.items() if slop < phrase.slop
    }
    told = (
        room_bounded(" ".join(phrase.words), phrase.slop, slop)
        for phrase, slop in slops.items()
        if slop < phrase.slop
    )
    return _replaced(node, lowered), tuple(told)


def _typed(pattern: Wildcard | Fuzzy) -> str:
    return pattern.pattern if isinstance(pattern, Wildcard) else pattern.text


def _replaced(node: Node, others: Mapping[Leaf, Leaf]) -> Node:
    match node:
        case Field(name, child):
            return Field(name, others.get(child, child))
        case Wildcard() | Fuzzy() | Phrase():
            return others.get(node, node)
    return mapped(node, lambda child: _replaced(child, others))
