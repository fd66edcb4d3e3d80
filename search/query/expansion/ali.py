"""على where it can only be a name: many write علي without dots, as in الحسين بن على and متى ولد محمد على؟"""

from __future__ import annotations

from itertools import pairwise

from search.analysis.stemming.stemmer import Stemmer
from search.query.expansion.forms.names import SON
from search.query.language.tree import And, Node, Word

_PARTICLE, _NAME = "على", "علي"  # ALEF MAKSURA, YEH


def with_names(node: Node, stemmer: Stemmer) -> Node:
    """The tree with the name علي for على after بن, and for one that ends the query after a name.

    A particle has an object.
    """
    if not isinstance(node, And) or Word(_PARTICLE) not in node.children:
        return node
    children = list(node.children)
    for at, (before, child) in enumerate(pairwise(children), 1):
        if isinstance(child, Word) and child.text == _PARTICLE and isinstance(before, Word):
            last = at == len(children) - 1 and stemmer.best(before.text).kind == "name"
            if last or before.text in SON:
                children[at] = Word(_NAME)
    return And(tuple(children))
