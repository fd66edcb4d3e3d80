"""Folded words as people write them: مدرسه is shown as مدرسة."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from search.analysis.normalise import fold, surface
from search.analysis.tokenise import words
from search.model import Article


def as_written(folded: Sequence[str], articles: Sequence[Article]) -> list[str]:
    """Each folded word in the spelling that is commonest in `articles`; unchanged where none holds it."""
    wanted = set(map(fold, folded))
    spellings: dict[str, Counter[str]] = {}
    for article in articles:
        for word in words(f"{article.title} {article.text}"):
            if (key := fold(word)) in wanted:
                spellings.setdefault(key, Counter())[surface(word)] += 1
    return [_commonest(spellings.get(fold(word)), word) for word in folded]


def _commonest(spellings: Counter[str] | None, word: str) -> str:
    return max(spellings, key=lambda each: (spellings[each], each)) if spellings else word
