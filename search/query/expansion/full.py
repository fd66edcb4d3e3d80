"""A tree to the plan that says what the query says: words on their levels, patterns as words of the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise, zip_longest

from search.analysis.letters import SAYINGS
from search.analysis.normalise import fold
from search.query.expansion.allowance import ARTICLES, FORMS
from search.query.expansion.forms.names import SON
from search.query.expansion.forms.spacing import Slots
from search.query.expansion.index_words import IndexWords
from search.query.expansion.parts import Part, Slot, alike, combined, needles
from search.query.expansion.terms import VALUES, Lookup, WordTerms, as_marked
from search.query.language import tree
from search.query.language.dates import MONTH_YEARS
from search.query.language.lexer import MAX_TYPED_SLOP
from search.query.language.warnings import bounded
from search.query.plan import Bool, Const, Days, Empty, Everything, InOrder, Plan, Term, Value, unscored
from search.query.weights import NEIGHBOURS

PHRASE_WORDS = 1.3
"""Words of a phrase score as their folded form and their lemma would."""

SAID = {sign: tuple(map(fold, said.split())) for sign, said in SAYINGS.items()}
"""Folded words of the signs."""


@dataclass(frozen=True, slots=True)
class FullPlans:
    """Turns trees into plans against the words of one index.

    Where they are not to be `scored`, plain words have no needles, and nothing only adds to the score.
    """

    lookup: Lookup
    words: IndexWords
    scored: bool = True
    known: dict[str, WordTerms] = field(default_factory=dict)
    """The terms of plain words: the relaxed plan has the same, and suggestions try many of them together."""

    def part(self, node: tree.Node) -> Part:
        """The plan, needles and warnings of a tree."""
        match node:
            case tree.Word():
                return self._leaf(node, None)
            case tree.And(children):
                wanted = [child for child in children if not isinstance(child, tree.Not)]
                must = list(self._all(wanted)) or [Part(Everything())]
                added = self.neighbours(wanted) if self.scored else ()
                return combined(must, added, self.negated(children))
            case tree.Alike(children):
                return alike(list(map(self.part, children)))
            case tree.Or(children):
                return combined(should=map(self.part, children))
            case tree.Not():
                return combined([Part(Everything())], must_not=self.negated((node,)))
            case tree.Required(child):
                return self.part(child)
            case tree.Spelled(digits, places):
                part = self._spelled(digits, places)
            case tree.Dates(first, last, month):
                years = (f"{year}-{month:02}" for year in MONTH_YEARS)
                return Part(Value("month", tuple(years)) if month else Days(first, last))
            case tree.Nothing():
                return Part(Empty())
            case tree.Field(name, child):
                part = self._leaf(child, name)
            case _:
                part = self._leaf(node, None)
        return part if self.scored else part._replace(plan=unscored(part.plan))

    def neighbours(self, children: Sequence[tree.Node]) -> Iterator[Part]:
        """What words that stand together in the query add where they stand together in an article."""
        for before, after in pairwise(map(self._spellings, children)):
            if before and after:
                slots = (SON if before[0] in SON else before, after)
                yield Part(Const(InOrder("folded", slots), NEIGHBOURS))

    def _spellings(self, node: tree.Node) -> tuple[str, ...]:
        """The folded words of a node that is a word, and what else it is called; signs have none."""
        words = node.children if isinstance(node, tree.Alike) else (node,)
        folded = [self._folded(word.text) for word in words if isinstance(word, tree.Word)]
        return tuple(filter(None, folded))

    def negated(self, children: Sequence[tree.Node]) -> Iterator[Part]:
        """The parts that the negations among these nodes negate."""
        for child in children:
            if isinstance(child, tree.Not):
                part = self.part(child.child)
                yield part._replace(plan=Const(part.plan))

    def word(self, text: str, scope: str | None = None) -> WordTerms:
        """The terms of a plain word, with those of the forms that the index has of an unknown name."""
        if scope is None:
            if text not in self.known:
                terms = self.lookup.word(text)
                self.known[text] = terms.also(self.words.name_forms(text), self.words.apart(text), None)
            return self.known[text]
        terms = self.lookup.word(text, scope)
        return terms if scope in VALUES else terms.also(self.words.name_forms(text), (), scope)

    def way(self, phrase: tree.Phrase) -> float:
        """What one way to place the words of a phrase costs: looking them up, with their forms, and comparing
        their places in the articles that may hold all of them.
        """
        folded = map(self._folded, phrase.words)
        slots = [(word,) if phrase.exact else self.words.with_particles(word) for word in folded]
        articles = min(sum(map(self.words.vocabulary.count, forms)) for forms in slots)
        return sum(max(1, len(forms) / FORMS) for forms in slots) + articles / ARTICLES

    def _all(self, children: Sequence[tree.Node]) -> Iterator[Part]:
        """A part a child; two words that may be written as one (عبد الله) are also looked for so."""
        rest = iter(zip_longest(children, children[1:]))
        for child, following in rest:
            names = self._joined(child, following)
            if not names or following is None:
                yield self.part(child)
                continue
            apart = combined([self.part(child), self.part(following)])
            terms = Bool(should=tuple(Term("folded", name) for name in names))
            joined = Part(terms, needles(names[0], None, [_slot("folded", *names)]))
            yield combined(should=[apart, joined])
            next(rest)

    def _joined(self, child: tree.Node, following: tree.Node | None) -> tuple[str, ...]:
        if not (isinstance(child, tree.Word) and isinstance(following, tree.Word)):
            return ()
        return self.words.together(self._folded(child.text), self._folded(following.text))

    def _leaf(self, leaf: tree.Leaf, scope: str | None) -> Part:
        match leaf:
            case tree.Word(text):
                terms = self.word(text, scope)
                if not self.scored:
                    return Part(Bool(should=terms.match))
                match = terms.match if len(terms.match) == 1 else (Bool(should=terms.match),)
                plan = Bool(must=match, should=terms.bonus)
                apart = [[_slot("folded", *slot) for slot in slots] for slots in terms.apart]
                ways = [needles(text, scope, slots) for slots in ([terms.by_level], *apart)]
                return Part(plan, tuple(chain.from_iterable(ways)))
            case tree.Exact(text):
                level, term = self._exact(text, scope)
                needle = needles(text, scope, [_slot(level, term)])
                if level == "vocalised":
                    scored = (Term("surface", self.lookup.analyzer.analyse(text).surface),)
                    return Part(Bool(must=(as_marked(term),), should=scored), needle)
                return Part(Term(_field(scope, level), term), needle)
            case tree.Phrase(words, slop, exact):
                if exact and scope in (None, "title"):
                    return self._exact_phrase(words, min(slop, MAX_TYPED_SLOP), scope)
                return self._phrase(words, min(slop, MAX_TYPED_SLOP), exact, scope)
            case tree.OneOf(text, words, cut):
                return _any_word(text, words, cut, scope)
            case tree.Wildcard() | tree.Fuzzy():
                raise TypeError("Patterns are words of the index by now.")

    def _exact(self, text: str, scope: str | None) -> tuple[str, str]:
        """The level on which a word is looked for as it is written, and its term there."""
        levels = self.lookup.analyzer.analyse(text)
        if scope in VALUES:
            return "folded", levels.folded
        if levels.vocalised and not scope:
            return "vocalised", levels.vocalised
        return "surface", levels.surface

    def _phrase(self, words: Sequence[str], slop: int, exact: bool, scope: str | None) -> Part:
        """Words in order, of which signs may say some; signs of the query itself are passed over."""
        spoken = [word for word in words if word not in SAYINGS]
        if not spoken:
            return combined(self._leaf(tree.Exact(word), scope) for word in words)
        folded = list(map(self._folded, spoken))
        slots = tuple((word,) if exact else self.words.with_particles(word) for word in folded)
        known = scope in VALUES or all(map(self.words.holds, slots))
        plan = _in_order(_field(scope, "folded"), slots, slop) if known else Empty()
        needle = needles(" ".join(words), scope, [_slot("folded", *slot) for slot in slots], slop)
        signed = [
            combined([*self._others(spoken[:at], spoken[end:], slop, exact, scope), sign])
            for sign, at, end in self._signs_for(folded, scope)
        ]
        return combined(should=[Part(plan, needle), *signed]) if signed else Part(plan, needle)

    def _spelled(self, digits: str, places: Sequence[Sequence[str]]) -> Part:
        """Words in order, in each place any of some, which after the first place have no other particles."""
        folded = [tuple(dict.fromkeys(map(self._folded, place))) for place in places]
        slots = tuple(
            tuple(dict.fromkeys(chain.from_iterable(map(self.words.with_particles, place))))
            if not at or len(place) == 1
            else place
            for at, place in enumerate(folded)
        )
        needle = needles(digits, None, [_slot("folded", *slot) for slot in slots])
        return Part(_in_order("folded", slots), needle)

    def _others(
        self, before: list[str], after: list[str], slop: int, exact: bool, scope: str | None
    ) -> Iterator[Part]:
        """The words of a phrase around those that a sign says."""
        if before or after:
            yield self._phrase([*before, *after], slop, exact, scope)

    def _signs_for(self, folded: Sequence[str], scope: str | None) -> Iterator[tuple[Part, int, int]]:
        """Each sign that says some of these words, with the places where they begin and end."""
        for sign, said in SAID.items():
            for at in range(len(folded) - len(said) + 1):
                if tuple(folded[at : at + len(said)]) == said:
                    yield self._leaf(tree.Exact(sign), scope), at, at + len(said)
                    break

    def _exact_phrase(self, words: Sequence[str], slop: int, scope: str | None) -> Part:
        """Letters as written, in this order; words with marks must also stand so somewhere in the article."""
        levels = list(map(self.lookup.analyzer.analyse, words))
        field = _field(scope, "surface")
        in_order = InOrder(field, tuple((word.surface,) for word in levels), slop)
        marked = (as_marked(word.vocalised) for word in levels if word.vocalised and not scope)
        scored = tuple(Term(field, word.surface, PHRASE_WORDS) for word in levels)
        nearest = [_slot(*self._exact(word, scope)) for word in words]
        plan = Bool(must=(in_order, *marked), should=scored)
        return Part(plan, needles(" ".join(words), scope, nearest, slop))

    def _folded(self, text: str) -> str:
        return self.lookup.analyzer.analyse(text).folded


def _in_order(field: str, slots: Slots, slop: int = 0) -> Plan:
    """Terms in order, each scored; any of the terms where there is one slot."""
    scored = tuple(Term(field, term, PHRASE_WORDS) for slot in slots for term in slot)
    return Bool(must=(InOrder(field, slots, slop),) if len(slots) > 1 else (), should=scored)


def _any_word(text: str, words: Sequence[str], cut: int, scope: str | None) -> Part:
    """Any of the index's words that a pattern stands for; where there are more, the first `cut`."""
    field = _field(scope, "folded")
    return Part(
        Bool(should=tuple(Term(field, word) for word in words)) if words else Empty(),
        needles(text, scope, [_slot("folded", *words)]),
        (bounded(text, cut),) if cut else (),
    )


def _slot(level: str, *terms: str) -> Slot:
    return {level: frozenset(terms)}


def _field(scope: str | None, level: str) -> str:
    return f"{scope}_{level}" if scope else level
