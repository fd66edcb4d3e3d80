"""A tree to a plan: words become terms on levels with weights, patterns become the index's words.

`full` is what the query says; `relaxed` is true of more articles: plain words may be missing, or only
their root found. Phrases, `=`, `+`, NOT, patterns, fields and dates are never relaxed. `needles` say what to
look for in a text to show why it matched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, pairwise, zip_longest

from search.model import Remark
from search.query.expansion.ali import with_names
from search.query.expansion.answer_kinds import Answer, asked
from search.query.expansion.particles import NAME_BEGINNINGS, with_particles
from search.query.expansion.phrase_cost import with_usable_slops
from search.query.expansion.questions import asking
from search.query.expansion.terms import VALUES, Lookup, WordTerms
from search.query.language import tree
from search.query.language.lexer import MAX_TYPED_SLOP
from search.query.language.warnings import bounded, respelled
from search.query.plan import Bool, Const, Days, Empty, Everything, InOrder, Plan, Term, weakened
from search.query.vocabulary import Vocabulary
from search.query.weights import FRAME_WORDS, NEIGHBOURS, RESPELLED

PHRASE_WORDS = 1.3
"""Words of a phrase score as their folded form and their lemma would."""

MAX_PATTERN_WORDS = 200
"""A wildcard or fuzzy word becomes at most so many words of the index, the most frequent ones."""


@dataclass(frozen=True, slots=True)
class Needle:
    """What one word or phrase of the query looks for in a text: terms by level, at each slot in order."""

    shown: str
    slots: tuple[Mapping[str, frozenset[str]], ...]
    slop: int = 0
    fields: tuple[str, ...] = ("title", "body")


@dataclass(frozen=True, slots=True)
class Expanded:
    """A query ready for an engine; `relaxed` is None where nothing may be relaxed.

    `loose` counts what relaxing may drop: plain words and groups of them, stop words aside. `asks` is true of
    questions, whose words are no demands; `answer` is what may answer them, if that is known.
    """

    full: Plan
    relaxed: Plan | None
    needles: tuple[Needle, ...]
    loose: int = 0
    asks: bool = False
    answer: Answer | None = None
    warnings: tuple[Remark, ...] = ()


@dataclass(slots=True)
class Expander:
    """Turns trees into plans against the words of one index, asked for when needed. Use once per query."""

    lookup: Lookup
    words: Callable[[], Vocabulary]
    respell: Callable[[str], tuple[str, ...]] = lambda _: ()
    """What a word that the index lacks was meant as (see `respelling`); asked for one word among others."""
    attached: Callable[[str], tuple[str, ...]] = lambda _: ()
    """Other lemmas an unknown name has in the index (see `attached`)."""
    asks: bool = False
    """Whether the query is known to be a question; its words tell as well."""
    needles: list[Needle] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    asking: set[str] = field(default_factory=set)

    def expand(self, node: tree.Node) -> Expanded:
        """The plans, needles and warnings of a tree."""
        if isinstance(node, tree.Nothing):
            return Expanded(Empty(), None, ())
        node = with_names(node, self.lookup.analyzer.stemmer)
        words = tree.plain_words(node)
        folded = [self.lookup.word(text).levels.folded for text in words]
        self.asking.update(compress(words, asking(folded)))
        self.asks = self.asks or bool(self.asking)
        node, lowered = with_usable_slops(self._without_stopwords(node), self._holding)
        self.warnings += lowered
        full = self._full(node)
        loose = tree.plain_parts(node)
        relaxed = self._relaxed(node) if loose else None
        needles = tuple(each for at, each in enumerate(self.needles) if each not in self.needles[:at])
        return Expanded(full, relaxed, needles, loose, self.asks, asked(folded), tuple(self.warnings))

    def _full(self, node: tree.Node) -> Plan:
        match node:
            case tree.And(children):
                positive = [each for each in children if not isinstance(each, tree.Not)]
                return Bool(
                    must=tuple(self._all(positive)) or (Everything(),),
                    should=tuple(self._neighbours(positive)),
                    must_not=self._negated(children),
                )
            case tree.Or(children):
                return Bool(should=tuple(self._full(each) for each in children))
            case tree.Not():
                return Bool(must=(Everything(),), must_not=self._negated((node,)))
            case tree.Required(child):
                return self._full(child)
            case tree.Dates(first, last):
                return Days(first, last)
            case tree.Field(name, child):
                return self._leaf(child, name)
            case tree.Nothing():
                return Empty()
            case _:
                return self._leaf(node, None)

    def _all(self, children: Sequence[tree.Node]) -> Iterator[Plan]:
        """A plan a child; two words that may be written as one name (عبد الله) are also looked for so."""
        rest = iter(zip_longest(children, children[1:]))
        for child, following in rest:
            name = self._joined(child, following)
            if name is None or following is None:
                yield self._full(child)
                continue
            apart = Bool(must=(self._full(child), self._full(following)))
            self._look_for(name, None, [{"folded": frozenset((name,))}])
            yield Bool(should=(apart, Term("folded", name)))
            next(rest)

    def _neighbours(self, children: Sequence[tree.Node]) -> Iterator[Plan]:
        """What words that stand together in the query add where they stand together in an article."""
        for first, second in pairwise(children):
            if isinstance(first, tree.Word) and isinstance(second, tree.Word):
                slots = tuple((self.lookup.word(each.text).levels.folded,) for each in (first, second))
                yield Const(InOrder("folded", slots), NEIGHBOURS)

    def _joined(self, child: tree.Node, following: tree.Node | None) -> str | None:
        if not (isinstance(child, tree.Word) and isinstance(following, tree.Word)):
            return None
        first = self.lookup.analyzer.analyse(child.text).folded
        return (
            first + self.lookup.analyzer.analyse(following.text).folded if first in NAME_BEGINNINGS else None
        )

    def _negated(self, children: Iterable[tree.Node]) -> tuple[Plan, ...]:
        hidden = Expander(self.lookup, self.words, attached=self.attached)
        plans = tuple(Const(hidden._full(each.child)) for each in children if isinstance(each, tree.Not))
        self.warnings += hidden.warnings
        return plans

    def _relaxed(self, node: tree.Node) -> Plan:
        match node:
            case tree.Word(text):
                terms = self._word(text)
                plans = (*terms.match, *terms.bonus)
                if self.asks and (text in self.asking or terms.levels.lemma in self.lookup.frame):
                    plans = tuple(weakened(each, FRAME_WORDS) for each in plans)
                return Bool(should=plans)
            case tree.Or(children):
                return Bool(should=tuple(self._relaxed(each) for each in children))
            case tree.And(children):
                firm = [
                    each for each in children if not tree.is_plain(each) and not isinstance(each, tree.Not)
                ]
                loose = [each for each in children if tree.is_plain(each)]
                must = tuple(self._full(each) for each in firm)
                should = (*map(self._relaxed, loose), *self._meant(loose), *self._neighbours(children))
                if not any(map(_is_text, firm)):  # a date or a source alone is no partial answer to words
                    must, should = (*must, Bool(should=should)), ()
                return Bool(must=must, should=should, must_not=self._negated(children))
            case _:
                return self._full(node)

    def _meant(self, children: Sequence[tree.Node]) -> Iterator[Plan]:
        """What unknown words were probably meant as."""
        for text in (each.text for each in children if isinstance(each, tree.Word)):
            meant = [terms for terms in map(self.lookup.word, self.respell(text)) if not terms.levels.stop]
            if meant:
                self.warnings.append(respelled(text))
            for terms in meant:
                self._look_for(text, None, [terms.inflections])
                yield from (weakened(each, RESPELLED) for each in (*terms.match, *terms.bonus))

    def _leaf(self, leaf: tree.Leaf, scope: str | None) -> Plan:
        match leaf:
            case tree.Word(text):
                terms = self._word(text, scope)
                self._look_for(text, scope, [terms.shown])
                return Bool(must=(Bool(should=terms.match),), should=terms.bonus)
            case tree.Exact(text):
                level, term = self._exact(text, scope)
                self._look_for(text, scope, [{level: frozenset((term,))}])
                return Term(_field(scope, level), term)
            case tree.Phrase(parts, slop, exact):
                return self._phrase(parts, min(slop, MAX_TYPED_SLOP), exact, scope)
            case tree.Wildcard(pattern):
                return self._any_word(
                    pattern, self.words().wildcard(self._folded_pattern(pattern), MAX_PATTERN_WORDS), scope
                )
            case tree.Fuzzy(text):
                folded = self.lookup.analyzer.analyse(text).folded
                return self._any_word(text, self.words().fuzzy(folded, MAX_PATTERN_WORDS), scope)

    def _word(self, text: str, scope: str | None = None) -> WordTerms:
        terms = self.lookup.word(text, scope)
        return terms if scope in VALUES else terms.also(self.attached(text), scope)

    def _exact(self, text: str, scope: str | None) -> tuple[str, str]:
        levels = self.lookup.analyzer.analyse(text)
        if scope in VALUES:
            return "folded", levels.folded
        return (
            ("vocalised", levels.vocalised) if levels.vocalised and not scope else ("surface", levels.surface)
        )

    def _phrase(self, parts: tuple[str, ...], slop: int, exact: bool, scope: str | None) -> Plan:
        if exact and scope in (None, "title"):
            return self._exact_phrase(parts, slop, scope)
        folded = [self.lookup.analyzer.analyse(part).folded for part in parts]
        slots = tuple((each,) if exact else with_particles(each, self.words()) for each in folded)
        self._look_for(" ".join(parts), scope, [{"folded": frozenset(slot)} for slot in slots], slop)
        field = _field(scope, "folded")
        weight = PHRASE_WORDS
        scored = tuple(Term(field, term, weight) for slot in slots for term in slot)
        return Bool(must=(InOrder(field, slots, slop),), should=scored)

    def _holding(self, phrase: tree.Phrase) -> int:
        """How many articles hold all words of a phrase, at most."""
        folded = (self.lookup.analyzer.analyse(part).folded for part in phrase.words)
        return min(sum(map(self.words().count, with_particles(each, self.words()))) for each in folded)

    def _exact_phrase(self, parts: tuple[str, ...], slop: int, scope: str | None) -> Plan:
        """Letters as written, in this order; words with marks must also stand so somewhere in the article."""
        levels = [self.lookup.analyzer.analyse(part) for part in parts]
        nearest = [{self._exact(part, scope)[0]: frozenset((self._exact(part, scope)[1],))} for part in parts]
        self._look_for(" ".join(parts), scope, nearest, slop)
        field = _field(scope, "surface")
        weight = PHRASE_WORDS
        marked = tuple(Term("vocalised", each.vocalised) for each in levels if each.vocalised and not scope)
        scored = tuple(Term(field, each.surface, weight) for each in levels)
        return Bool(
            must=(InOrder(field, tuple((each.surface,) for each in levels), slop), *marked), should=scored
        )

    def _any_word(self, shown: str, found: tuple[list[str], bool], scope: str | None) -> Plan:
        forms, more = found
        if more:
            self.warnings.append(bounded(shown, MAX_PATTERN_WORDS))
        self._look_for(shown, scope, [{"folded": frozenset(forms)}])
        return Bool(should=tuple(Term(_field(scope, "folded"), form) for form in forms)) if forms else Empty()

    def _folded_pattern(self, pattern: str) -> str:
        for sign in "*?":
            pattern = pattern.replace(sign, f" {sign} ")
        return "".join(p if p in "*?" else self.lookup.analyzer.analyse(p).folded for p in pattern.split())

    def _look_for(
        self, shown: str, scope: str | None, slots: Sequence[Mapping[str, frozenset[str]]], slop: int = 0
    ) -> None:
        if scope in (None, "title"):
            fields = ("title",) if scope else ("title", "body")
            self.needles.append(Needle(shown, tuple(slots), slop, fields))

    def _without_stopwords(self, node: tree.Node) -> tree.Node:
        """The tree without plain stop words, unless nothing else would remain."""
        if not isinstance(node, tree.And):
            return node
        kept = tuple(
            each
            for each in node.children
            if not (isinstance(each, tree.Word) and self.lookup.word(each.text).levels.stop)
        )
        if not any(not isinstance(each, tree.Not) for each in kept):
            return node
        return kept[0] if len(kept) == 1 else tree.And(kept)


def _field(scope: str | None, level: str) -> str:
    return f"{scope}_{level}" if scope else level


def _is_text(node: tree.Node) -> bool:
    """Whether it looks into titles or texts."""
    return not isinstance(node, tree.Dates) and not (isinstance(node, tree.Field) and node.name in VALUES)
