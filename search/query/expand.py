"""A tree to a plan: words become terms on levels with weights, patterns become the index's words.

`full` is what the query says; `relaxed` is true of more articles: plain words may be missing, or only
their root found. Phrases, `=`, `+`, NOT, patterns, fields and dates are never relaxed. `needles` say what to
look for in a text to show why it matched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from search.analysis.levels import Analyzer
from search.model import Warning
from search.query import tree
from search.query.forms import NAME_BEGINNINGS, with_article, with_particles, written_apart
from search.query.lexer import MAX_SLOP
from search.query.plan import Bool, Const, Days, Empty, Everything, Plan, Term
from search.query.plan import Sequence as Phrase
from search.query.vocabulary import Vocabulary
from search.query.weights import LEVEL_WEIGHTS

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
    """A query ready for an engine; `relaxed` is None where nothing may be relaxed."""

    full: Plan
    relaxed: Plan | None
    needles: tuple[Needle, ...]
    warnings: tuple[Warning, ...] = ()


@dataclass(slots=True)
class Expander:
    """Turns trees into plans against the words of one index, asked for when needed. Use once per query."""

    analyzer: Analyzer
    words: Callable[[], Vocabulary]
    weights: Mapping[str, float] = field(default_factory=lambda: LEVEL_WEIGHTS)
    needles: list[Needle] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)

    def expand(self, node: tree.Node) -> Expanded:
        """The plans, needles and warnings of a tree."""
        if isinstance(node, tree.Nothing):
            return Expanded(Empty(), None, ())
        node = self._without_stopwords(node)
        full = self._full(node)
        needles = tuple(each for at, each in enumerate(self.needles) if each not in self.needles[:at])
        relaxed = self._relaxed(node) if _has_plain_word(node) else None
        return Expanded(full, relaxed, needles, tuple(self.warnings))

    def _full(self, node: tree.Node) -> Plan:
        match node:
            case tree.And(children):
                positive = tuple(self._all([each for each in children if not isinstance(each, tree.Not)]))
                return Bool(must=positive or (Everything(),), must_not=self._negated(children))
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
        rest = iter(zip(children, (*children[1:], None), strict=True))
        for child, following in rest:
            name = self._joined(child, following)
            if name is None or following is None:
                yield self._full(child)
                continue
            apart = Bool(must=(self._full(child), self._full(following)))
            self._look_for(name, None, [{"folded": frozenset((name,))}])
            yield Bool(should=(apart, Term("folded", name, self.weights["lemma"])))
            next(rest)

    def _joined(self, child: tree.Node, following: tree.Node | None) -> str | None:
        if not (isinstance(child, tree.Word) and isinstance(following, tree.Word)):
            return None
        first = self.analyzer.analyse(child.text).folded
        return first + self.analyzer.analyse(following.text).folded if first in NAME_BEGINNINGS else None

    def _negated(self, children: Iterable[tree.Node]) -> tuple[Plan, ...]:
        hidden = Expander(self.analyzer, self.words, self.weights)
        plans = tuple(Const(hidden._full(each.child)) for each in children if isinstance(each, tree.Not))
        self.warnings += hidden.warnings
        return plans

    def _relaxed(self, node: tree.Node) -> Plan:
        match node:
            case tree.Word(text):
                terms, bonus = self._word(text, None)
                return Bool(should=(*terms, *bonus))
            case tree.Or(children):
                return Bool(should=tuple(self._relaxed(each) for each in children))
            case tree.And(children):
                firm = [each for each in children if not _is_plain(each) and not isinstance(each, tree.Not)]
                loose = [each for each in children if _is_plain(each)]
                return Bool(
                    must=tuple(self._full(each) for each in firm),
                    should=tuple(self._relaxed(each) for each in loose),
                    must_not=self._negated(children),
                )
            case _:
                return self._full(node)

    def _leaf(self, leaf: tree.Leaf, scope: str | None) -> Plan:
        match leaf:
            case tree.Word(text):
                terms, bonus = self._word(text, scope)
                self._look_for(text, scope, [self._word_levels(text)])
                must = (Bool(should=tuple(terms)),)
                return Bool(must=must, should=tuple(bonus)) if bonus else must[0]
            case tree.Exact(text):
                level, term = self._exact(text, scope)
                self._look_for(text, scope, [{level: frozenset((term,))}])
                return Term(_field(scope, level), term)
            case tree.Phrase(parts, slop, exact):
                return self._phrase(parts, min(slop, MAX_SLOP), exact, scope)
            case tree.Wildcard(pattern):
                return self._any_word(
                    pattern, self.words().wildcard(self._folded_pattern(pattern), MAX_PATTERN_WORDS), scope
                )
            case tree.Fuzzy(text):
                folded = self.analyzer.analyse(text).folded
                return self._any_word(text, self.words().fuzzy(folded, MAX_PATTERN_WORDS), scope)

    def _word(self, text: str, scope: str | None) -> tuple[list[Plan], list[Plan]]:
        """The terms that make a word match, and those that only add to the score."""
        levels = self.analyzer.analyse(text)
        weights = self.weights
        if scope in ("source", "author", "tag"):
            return [Term(_field(scope, "folded"), form) for form in with_article(levels.folded)], []
        readings = self.analyzer.stemmer.readings(levels.surface)
        terms: list[Plan] = [Term(_field(scope, "folded"), levels.folded, weights["folded"])]
        terms += [Term(_field(scope, "lemma"), r.lemma, weights["lemma"] * r.weight) for r in readings]
        if scope:
            return terms, []
        apart = written_apart(levels.folded)
        if apart:
            terms.append(Const(Phrase("folded", apart), weights["lemma"]))
        roots: dict[str, float] = {}
        for reading in readings:
            if reading.root:
                roots.setdefault(reading.root, weights["root"] * reading.weight)
        bonus: list[Plan] = [Term("root", root, weight) for root, weight in roots.items()]
        if levels.vocalised:
            bonus.append(Term("vocalised", levels.vocalised, weights["vocalised"]))
        if weights["surface"]:
            bonus.append(Term("surface", levels.surface, weights["surface"]))
        return terms, bonus

    def _word_levels(self, text: str) -> dict[str, frozenset[str]]:
        levels = self.analyzer.analyse(text)
        readings = self.analyzer.stemmer.readings(levels.surface)
        return {
            "vocalised": frozenset(filter(None, (levels.vocalised,))),
            "surface": frozenset((levels.surface,)),
            "folded": frozenset((levels.folded,)),
            "lemma": frozenset(reading.lemma for reading in readings),
            "root": frozenset(filter(None, (reading.root for reading in readings))),
        }

    def _exact(self, text: str, scope: str | None) -> tuple[str, str]:
        levels = self.analyzer.analyse(text)
        if scope in ("source", "author", "tag"):
            return "folded", levels.folded
        return (
            ("vocalised", levels.vocalised) if levels.vocalised and not scope else ("surface", levels.surface)
        )

    def _phrase(self, parts: tuple[str, ...], slop: int, exact: bool, scope: str | None) -> Plan:
        if exact and scope in (None, "title"):
            return self._exact_phrase(parts, slop, scope)
        folded = [self.analyzer.analyse(part).folded for part in parts]
        slots = tuple((each,) if exact else with_particles(each, self.words()) for each in folded)
        self._look_for(" ".join(parts), scope, [{"folded": frozenset(slot)} for slot in slots], slop)
        field = _field(scope, "folded")
        weight = self.weights["folded"] + self.weights["lemma"]
        scored = tuple(Term(field, term, weight) for slot in slots for term in slot)
        return Bool(must=(Phrase(field, slots, slop),), should=scored)

    def _exact_phrase(self, parts: tuple[str, ...], slop: int, scope: str | None) -> Plan:
        """Letters as written, in this order; words with marks must also stand so somewhere in the article."""
        levels = [self.analyzer.analyse(part) for part in parts]
        nearest = [{self._exact(part, scope)[0]: frozenset((self._exact(part, scope)[1],))} for part in parts]
        self._look_for(" ".join(parts), scope, nearest, slop)
        field = _field(scope, "surface")
        weight = self.weights["folded"] + self.weights["lemma"]
        marked = tuple(Term("vocalised", each.vocalised) for each in levels if each.vocalised and not scope)
        scored = tuple(Term(field, each.surface, weight) for each in levels)
        return Bool(
            must=(Phrase(field, tuple((each.surface,) for each in levels), slop), *marked), should=scored
        )

    def _any_word(self, shown: str, found: tuple[list[str], bool], scope: str | None) -> Plan:
        forms, bounded = found
        if bounded:
            self.warnings.append(_bounded(shown))
        self._look_for(shown, scope, [{"folded": frozenset(forms)}])
        return Bool(should=tuple(Term(_field(scope, "folded"), form) for form in forms)) if forms else Empty()

    def _folded_pattern(self, pattern: str) -> str:
        for sign in "*?":
            pattern = pattern.replace(sign, f" {sign} ")
        return "".join(p if p in "*?" else self.analyzer.analyse(p).folded for p in pattern.split())

    def _look_for(
        self, shown: str, scope: str | None, slots: list[dict[str, frozenset[str]]], slop: int = 0
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
            if not (isinstance(each, tree.Word) and self.analyzer.analyse(each.text).stop)
        )
        if not any(not isinstance(each, tree.Not) for each in kept):
            return node
        return kept[0] if len(kept) == 1 else tree.And(kept)


def _field(scope: str | None, level: str) -> str:
    return f"{scope}_{level}" if scope else level


def _is_plain(node: tree.Node) -> bool:
    if isinstance(node, tree.And):
        return all(map(_is_plain, node.children))
    if isinstance(node, tree.Or):
        return any(map(_is_plain, node.children))
    return isinstance(node, tree.Word)


def _has_plain_word(node: tree.Node) -> bool:
    if isinstance(node, tree.And):
        return any(_is_plain(each) for each in node.children)
    return _is_plain(node)


def _bounded(shown: str) -> Warning:
    return Warning(
        "too_many_words",
        0,
        0,
        f"“{shown}” stands for many words: only the {MAX_PATTERN_WORDS} most frequent were searched.",
        f"يطابق «{shown}» كلمات كثيرة، فاقتصر البحث على أكثرها ورودًا ({MAX_PATTERN_WORDS} كلمة).",
    )
