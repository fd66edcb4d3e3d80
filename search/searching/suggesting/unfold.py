"""Folded words as people write them: مدرسه is shown as مدرسة."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from search.analysis.letters import SPELLINGS
from search.analysis.normalise import fold, is_folded, surface
from search.analysis.tokenise import words
from search.model import Article

_ENDS = {letter: SPELLINGS[letter] for letter in "هي"}
_BEGINNINGS = {"ا": SPELLINGS["ا"]}


def unfolded(folded: Sequence[str], articles: Iterable[Article], count: Callable[[str], int]) -> list[str]:
    """Each folded word in its commonest spelling, of those in `articles` and the usual ones.

    `count` tells how many articles of the index hold a surface form; a word that none holds stays.
    """
    spellings = {word: set(_spellings(word)) for word in map(fold, folded)}
    texts = (f"{article.title} {article.text}" for article in articles)
    for word in set().union(*map(words, texts)):
        if (key := word if is_folded(word) else fold(word)) in spellings:
            spellings[key].add(surface(word))
    held = {word: {form: n for form in forms if (n := count(form))} for word, forms in spellings.items()}
    return [_commonest(held[fold(word)], word) for word in folded]


def _spellings(folded: str) -> Iterator[str]:
    """The word with each ending and beginning that folding may have changed."""
    for end in _ENDS.get(folded[-1:], folded[-1:]):
        form = folded[:-1] + end
        for start in _BEGINNINGS.get(form[:1], form[:1]):
            yield start + form[1:]


def _commonest(counts: Mapping[str, int], word: str) -> str:
    return max(counts, key=lambda form: (counts[form], form), default=word)
