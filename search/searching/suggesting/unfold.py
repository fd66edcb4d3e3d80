"""Folded words as people write them: مدرسه is shown as مدرسة."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from search.analysis.letters import SPELLINGS
from search.analysis.normalise import fold, surface
from search.analysis.tokenise import words
from search.engines.base import Engine
from search.model import Article
from search.query.plan import Term

_ENDS = {letter: SPELLINGS[letter] for letter in "هي"}
_BEGINNINGS = {"ا": SPELLINGS["ا"]}


def as_written(
    folded: Sequence[str], articles: Sequence[Article], count: Callable[[str], int] | None = None
) -> list[str]:
    """Each folded word in the spelling that is commonest in `articles`; unchanged where none holds it.

    `count` tells how many articles of the index hold a surface form: then the commonest there is taken, of
    those spellings and of the usual ones.
    """
    wanted = set(map(fold, folded))
    spellings: dict[str, Counter[str]] = {}
    for article in articles:
        for word in words(f"{article.title} {article.text}"):
            if (key := fold(word)) in wanted:
                spellings.setdefault(key, Counter())[surface(word)] += 1
    if count is not None:
        for word in wanted:
            forms = {*spellings.get(word, ()), *_spellings(word)}
            spellings[word] = Counter({form: held for form in forms if (held := count(form))})
    return [_commonest(spellings.get(fold(word)), word) for word in folded]


def holding(engine: Engine) -> Callable[[str], int]:
    """Tells how many articles of an index hold a surface form."""
    return lambda surface: engine.search(Term("surface", surface), limit=0).total


def _spellings(folded: str) -> Iterator[str]:
    """The word with each ending and beginning that folding may have changed."""
    for end in _ENDS.get(folded[-1:], folded[-1:]):
        form = folded[:-1] + end
        for start in _BEGINNINGS.get(form[:1], form[:1]):
            yield start + form[1:]


def _commonest(spellings: Counter[str] | None, word: str) -> str:
    return max(spellings, key=lambda each: (spellings[each], each)) if spellings else word
