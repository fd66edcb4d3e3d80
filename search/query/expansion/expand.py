"""A tree to plans: the full one is what the query says, the relaxed one is true of more articles.

Plain words may be missing there, or only their root found. Phrases, `=`, `+`, NOT, patterns, fields and dates
are never relaxed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress, pairwise
from typing import NamedTuple, TypeVar

from search.model import Remark
from search.query.expansion.ali import with_names
from search.query.expansion.allowance import with_index_words, with_usable_slops
from search.query.expansion.answer_kinds import AnswerKind, answer_kind
from search.query.expansion.equivalents import Equivalents
from search.query.expansion.forms.names import SON
from search.query.expansion.full import FullPlans
from search.query.expansion.index_words import IndexWords
from search.query.expansion.numbers import with_numbers
from search.query.expansion.parts import Needle, Part, alike, combined, needles
from search.query.expansion.questions import asking
from search.query.expansion.terms import VALUES, Lookup
from search.query.language import tree
from search.query.language.warnings import not_respelled, respelled
from search.query.plan import Bool, Const, Empty, Plan, weakened
from search.query.weights import FRAME_WORDS, RESPELLED
from search.value import value

T = TypeVar("T")

MAX_RESPELLED = 16
"""So many unknown words of a query are looked up among all words of the index, which takes some ms each."""

NO_EQUIVALENTS = Equivalents(())


class _Words(NamedTuple):
    """Words of a query that count less than others, and those that are looked up as slips."""

    faint: Collection[str]
    doubtful: Collection[str]


@value
class Expanded:
    """A query ready for an engine; `relaxed` is None where nothing may be relaxed.

    `needles` say what to look for in a text to show why it matched. `loose` counts what relaxing may drop:
    plain words and groups of them, stop words aside. `asks` is true of questions, whose words are no demands;
    `answer` is what may answer them, if that is known.
    """

    full: Plan
    relaxed: Plan | None
    needles: tuple[Needle, ...]
    loose: int = 0
    asks: bool = False
    answer: AnswerKind | None = None
    warnings: tuple[Remark, ...] = ()


class Expander:
    """Turns trees into plans against the words of one index. Safe to share between threads."""

    def __init__(self, lookup: Lookup, words: IndexWords, equivalents: Equivalents = NO_EQUIVALENTS) -> None:
        self.analyzer = lookup.analyzer
        self.words = words
        self._lookup = lookup
        self._equivalents = equivalents
        self._full = FullPlans(lookup, words)
        self._unscored = FullPlans(lookup, words, scored=False)

    def expand(self, node: tree.Node, asks: bool = False) -> Expanded:
        """The plans, needles and warnings of a tree; `asks` where the query is known to be a question."""
        if isinstance(node, tree.Nothing):
            return Expanded(Empty(), None, ())
        node = self._widened(node)
        words = tree.plain_words(node)
        folded = [self._lookup.word(word).levels.folded for word in words]
        question = set(compress(words, asking(folded)))
        asks = asks or bool(question)
        full, node, lowered = self._full_part(node, self._full)
        loose = sum(map(tree.is_plain, tree.parts(node)))
        faint = self._frame(node, question) if asks else frozenset[str]()
        doubtful = self._doubtful(node) if loose else ()
        relaxed = self._relaxed(node, _Words(faint, doubtful[:MAX_RESPELLED])) if loose else None
        left = [not_respelled(MAX_RESPELLED)] if len(doubtful) > MAX_RESPELLED else []
        both = (full, relaxed) if relaxed else (full,)
        return Expanded(
            full.plan,
            relaxed.plan if relaxed else None,
            _once(needle for part in both for needle in part.needles),
            loose,
            asks,
            answer_kind(folded),
            (*lowered, *_once(warning for part in both for warning in part.warnings), *left),
        )

    def full(self, node: tree.Node) -> Plan:
        """The full plan of a tree alone, for less."""
        return self._plan(node, self._full)

    def unscored(self, node: tree.Node) -> Plan:
        """A plan that matches what the full plan of a tree does and scores nothing, for still less."""
        return Const(self._plan(node, self._unscored))

    def _plan(self, node: tree.Node, plans: FullPlans) -> Plan:
        if isinstance(node, tree.Nothing):
            return Empty()
        return self._full_part(self._widened(node), plans)[0].plan

    def _widened(self, node: tree.Node) -> tree.Node:
        return with_names(self._equivalents.widen(with_numbers(node)), self.analyzer.stemmer)

    def _full_part(self, node: tree.Node, plans: FullPlans) -> tuple[Part, tree.Node, tuple[Remark, ...]]:
        """The full plan of a tree, the tree that it is of, and what was told of slops."""
        sons = self._sons(tree.parts(node)) if plans.scored else []
        node = self._without_stopwords(node)
        lowered: tuple[Remark, ...] = ()
        if not all(isinstance(part, tree.Word) for part in tree.parts(node)):
            node, lowered = with_usable_slops(node, plans.way)
            node = with_index_words(node, self.words.fitting)
        full = plans.part(node)
        return combined([full], sons) if sons else full, node, lowered

    def _sons(self, children: Sequence[tree.Node]) -> list[Part]:
        """What بن, which is a stop word and dropped, adds where it stands before a name as in the query."""
        son = tree.Word(SON[0])
        pairs = [pair for pair in pairwise(children) if pair[0] == son]
        return [part for pair in pairs for part in self._full.neighbours(pair)]

    def _without_stopwords(self, node: tree.Node) -> tree.Node:
        """The tree without plain stop words, unless nothing else would remain."""
        kept = [part for part in tree.parts(node) if not self._is_stopword(part)]
        return node if all(isinstance(part, tree.Not) for part in kept) else tree.all_of(kept)

    def _is_stopword(self, node: tree.Node) -> bool:
        return isinstance(node, tree.Word) and self._lookup.word(node.text).levels.stop

    def _doubtful(self, node: tree.Node) -> Sequence[str]:
        """The words of a query that may be slips, in order."""
        words = (leaf.text for leaf in tree.leaves(node) if isinstance(leaf, tree.Word))
        return [word for word in dict.fromkeys(words) if self.words.is_doubtful(word)]

    def _frame(self, node: tree.Node, question: Collection[str]) -> frozenset[str]:
        """The words of a question that only ask, those of `question` and others of its frame."""
        words = {leaf.text for leaf in tree.leaves(node) if isinstance(leaf, tree.Word)}
        frame = self._lookup.frame
        return frozenset(
            word
            for word in words
            if word in question or not frame.isdisjoint(self._lookup.word(word).levels.lemmas[:1])
        )

    def _relaxed(self, node: tree.Node, words: _Words) -> Part:
        """What is true of more articles."""
        match node:
            case tree.Word(text):
                terms = self._full.word(text)
                plan = Bool(should=(*terms.match, *terms.bonus))
                return Part(weakened(plan, FRAME_WORDS) if text in words.faint else plan)
            case tree.Alike(children):
                return alike([self._relaxed(child, words) for child in children])
            case tree.Or(children):
                return combined(should=(self._relaxed(child, words) for child in children))
            case tree.And(children):
                return self._relaxed_all(children, words)
        return self._full.part(node)

    def _relaxed_all(self, children: Sequence[tree.Node], words: _Words) -> Part:
        loose = [child for child in children if tree.is_plain(child)]
        firm = [child for child in children if not (tree.is_plain(child) or isinstance(child, tree.Not))]
        must = [self._full.part(child) for child in firm]
        should = [self._relaxed(child, words) for child in loose]
        should += [*self._meant(loose, words.doubtful), *self._full.neighbours(children)]
        if not any(map(_is_text, firm)):  # a date or a source alone is no partial answer to words
            must, should = [*must, combined(should=should)], []
        return combined(must, should, self._full.negated(children))

    def _meant(self, children: Sequence[tree.Node], doubtful: Collection[str]) -> Iterator[Part]:
        """What those words that may be slips were probably meant as: a part for each of their terms."""
        for text in (child.text for child in children if isinstance(child, tree.Word)):
            if text not in doubtful:
                continue
            for terms in map(self._lookup.word, self.words.respelled(text)):
                if not terms.levels.stop:
                    needle, told = needles(text, None, [terms.inflections]), (respelled(text),)
                    for plan in (*terms.match, *terms.bonus):
                        yield Part(weakened(plan, RESPELLED), needle, told)


def _once(things: Iterable[T]) -> tuple[T, ...]:
    """Each thing where it is first; for things that have no hash."""
    kept: list[T] = []
    for thing in things:
        if thing not in kept:
            kept.append(thing)
    return tuple(kept)


def _is_text(node: tree.Node) -> bool:
    """Whether it looks into titles or texts."""
    return not isinstance(node, tree.Dates) and not (isinstance(node, tree.Field) and node.name in VALUES)
