"""Words for examples of queries, taken from an index so that each example says and finds something there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from search.analysis.levels import Analyzer, Levels
from search.analysis.normalise import fold
from search.analysis.particles import ARTICLE
from search.analysis.tokenise import words
from search.engines.base import Engine
from search.model import Sort
from search.query.plan import Bool, Everything, InOrder, Term
from search.searching.showing.titles import shown_title

TITLES = 200
"""The newest titles, or beginnings of articles without one, are looked at, so many."""

PAIRS = 20
"""So many of their pairs of words are counted in all articles."""

_PLAIN = re.compile("[ء-ي]{4,12}")
_DAYS = ["سبت", "أحد", "اثنين", "إثنين", "ثلاثاء", "أربعاء", "خميس", "جمعة"]
_TIMES = frozenset(
    map(fold, [*_DAYS, "يوم", "صباح", "مساء", "أمس", "ليلة", "ساعة", "أسبوع", "شهر", "سنة", "عام"])
)
"""What stands beside anything, and is the subject of nothing."""
_RANKS = frozenset(
    map(fold, ["ملك", "أمير", "شيخ", "سيد", "دكتور", "مهندس", "أستاذ", "لواء", "عميد", "عقيد", "فنان", "نجم"])
)
"""After them stands a name: they end no phrase."""
_BREAK = re.compile(r"[^\w\s]+")
_VALUES = ("source", "author", "tag")


@dataclass(frozen=True, slots=True)
class Examples:
    """Two words that are a phrase, one that stands near the first, and another that may stand in its place;
    values of fields, a month (YYYY-MM) and those beside it. As they are here: for an index that is too small,
    or none.
    """

    words: tuple[str, str, str] = ("معرض", "الكتاب", "العربي")
    other: str = "مكتبة"
    source: str = "وكالة"
    author: str = "محمود"
    tag: str = "ثقافة"
    month: str = "2021-03"
    in_title: str = "معرض"
    """A word of a title, the first where it is one; "" where no title has any."""
    is_own: bool = False
    """Whether the words are those of an index, in which they find something."""

    @property
    def before(self) -> str:
        """The month before `month`."""
        return self._month(-1)

    @property
    def after(self) -> str:
        """The month after `month`."""
        return self._month(1)

    def _month(self, step: int) -> str:
        if not self.month:
            return ""
        index = int(self.month[:4]) * 12 + int(self.month[5:]) - 1 + step
        return f"{index // 12:04}-{index % 12 + 1:02}"


class _Pair(NamedTuple):
    """Two words side by side in a title with their levels, the folded words before and after them, a word
    near after them or "", the article's month.
    """

    words: tuple[str, str]
    levels: tuple[Levels, Levels]
    beside: tuple[str, str]
    third: str
    month: str

    @property
    def folded(self) -> tuple[str, str]:
        return self.levels[0].folded, self.levels[1].folded

    @property
    def lemma(self) -> str:
        """That of the first word."""
        return self.levels[0].lemmas[0]


def examples(engine: Engine, analyzer: Analyzer) -> Examples:
    """Words that this index holds: of the phrases that stand in most titles the one that is in most articles.

    A value of a field that the index lacks is "", and so is the month.
    """
    facets = engine.search(Everything(), limit=0, facets=_VALUES).facets
    source, author, tag = (facets[name][0][0] if facets.get(name) else "" for name in _VALUES)
    usual = Examples(source=source, author=author, tag=tag)
    pairs = list(_pairs(engine, analyzer))
    phrases = _phrases(engine, pairs)
    if not phrases:
        return usual
    first = phrases[0]
    same = [pair for pair in pairs if pair.folded == first.folded]
    thirds = Counter(pair.third for pair in same if pair.third) or {first.words[1]: 1}
    return replace(
        usual,
        words=(*first.words, max(thirds, key=lambda third: thirds[third])),
        other=next(_others(engine, first, [*_siblings(first, pairs), *phrases]), usual.other),
        in_title=next(_in_titles(engine, phrases), ""),
        month=next((pair.month for pair in same if pair.month), ""),
        is_own=True,
    )


def _phrases(engine: Engine, pairs: Sequence[_Pair]) -> list[_Pair]:
    """One of each of the pairs that stand in most titles, the best example first: a noun with the article
    ends it, another word may stand before that, many articles hold it.
    """
    titles = Counter(pair.folded for pair in pairs)
    whole = {pair.folded: pair for pair in pairs if not _is_part(pair, pairs)}
    often = [whole[folded] for folded, _ in titles.most_common() if folded in whole][:PAIRS]
    held = {
        pair: engine.search(InOrder("folded", tuple((word,) for word in pair.folded)), limit=0).total
        for pair in often
    }
    return sorted(
        often,
        key=lambda pair: (not pair.folded[1].startswith(ARTICLE), not _siblings(pair, pairs), -held[pair]),
    )


def _is_part(pair: _Pair, pairs: Sequence[_Pair]) -> bool:
    """Whether a pair of several titles stands mostly before or after one and the same word: صاحب السمو."""
    same = [other for other in pairs if other.folded == pair.folded]
    return len(same) > 1 and any(
        2 * count > len(same)
        for side in zip(*(other.beside for other in same), strict=True)
        for word, count in Counter(side).items()
        if word
    )


def _siblings(pair: _Pair, pairs: Sequence[_Pair]) -> list[_Pair]:
    """The pairs of another first word and the same second one: وزارة الدفاع beside وزير الدفاع."""
    return [
        other for other in pairs if other.folded[1] == pair.folded[1] and other.folded[0] != pair.folded[0]
    ]


def _others(engine: Engine, first: _Pair, pairs: Iterable[_Pair]) -> Iterator[str]:
    """First words of other pairs that some article with that of `first` is without."""
    for pair in pairs:
        plan = Bool(must=(Term("lemma", first.lemma),), must_not=(Term("lemma", pair.lemma),))
        if pair.lemma != first.lemma and engine.search(plan, limit=0).total:
            yield pair.words[0]


def _in_titles(engine: Engine, pairs: Iterable[_Pair]) -> Iterator[str]:
    """First words that titles hold."""
    for pair in pairs:
        if engine.search(Term("title_lemma", pair.lemma), limit=0).total:
            yield pair.words[0]


def _pairs(engine: Engine, analyzer: Analyzer) -> Iterator[_Pair]:
    """The pairs of plain nouns and names in titles, with no sign and no stop word between them."""
    for _, article in engine.search(Everything(), sort=Sort.NEWEST, limit=TITLES).hits:
        for part in _BREAK.split(shown_title(article)):
            yield from _pairs_of(words(part), analyzer, (article.date or "")[:7])


def _pairs_of(part: Sequence[str], analyzer: Analyzer, month: str) -> Iterator[_Pair]:
    levels = analyzer.text(part)
    serve = [_serves(word, analyzer) for word in levels]
    folded = ["", *(word.folded for word in levels), ""]
    for at in range(len(part) - 1):
        if serve[at] and serve[at + 1] and levels[at + 1].folded.removeprefix(ARTICLE) not in _RANKS:
            near = (part[n] for n in range(at + 2, min(at + 5, len(part))) if serve[n])
            beside = folded[at], folded[at + 3]
            yield _Pair((part[at], part[at + 1]), (levels[at], levels[at + 1]), beside, next(near, ""), month)


def _serves(levels: Levels, analyzer: Analyzer) -> bool:
    """Whether the word is a plain noun or name as a dictionary has it, or with the article alone."""
    if levels.stop or not _PLAIN.fullmatch(levels.surface) or not levels.lemmas:
        return False
    is_noun = analyzer.best(levels.surface).kind in ("noun", "name")
    bare = levels.folded.removeprefix(ARTICLE)
    return is_noun and bare == levels.lemmas[0].removeprefix(ARTICLE) and bare not in _TIMES
