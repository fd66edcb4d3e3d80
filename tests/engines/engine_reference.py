"""A search engine of a page, slow and plain: what every engine's answers are compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import log

from search.engines import stored
from search.engines.alphabet import coded, plain
from search.engines.base import BANDS, BODY_HASH, BOUNDARY, Prepared
from search.model import Article
from search.query.plan import Bool, Const, Days, Empty, Everything, Fits, InOrder, Plan, Term, Value


def prepared(id: str, folded: str = "", **given: object) -> Prepared:
    """An article whose folded terms are `folded`; other text fields, or parts of Article, by name."""
    names = ("vocalised", "surface", "lemma", "root", "title_folded", "source_folded", "tag_folded")
    others = {name: str(given.pop(name)) for name in names if name in given}
    body = str(given.pop("body", f"hash of {folded}"))
    article = Article(id=id, text=folded or "-", **given)  # type: ignore[arg-type]
    terms = {
        name: coded(text).encode("utf-8", "surrogatepass")
        for name, text in {"folded": folded, **others}.items()
    }
    return stored.prepared(article, terms, body, f"file of {id}")


class Reference:
    """The articles of one commit; `scores` answers a plan with ids and scores.

    `filled`: the engine keeps one term in fields that are empty otherwise, which counts in mean lengths.
    """

    def __init__(self, articles: Sequence[Prepared], *, filled: bool = False) -> None:
        self.articles = {each.article.id: each for each in articles}
        self.filled = filled

    def scores(self, plan: Plan) -> dict[str, float]:
        found = ((id, self._score(plan, each)) for id, each in self.articles.items())
        return {id: score for id, score in found if score is not None}

    def _score(self, plan: Plan, article: Prepared) -> float | None:
        match plan:
            case Term(field, text, weight):
                return self._bm25(field, text, article, weight)
            case Fits(field, pattern):
                return 0.0 if any(re.fullmatch(pattern, term) for term in _terms(article, field)) else None
            case InOrder(field, slots, slop):
                return 0.0 if _has_phrase(_places(article, field), slots, slop) else None
            case Value(field, values):
                return 0.0 if set(values) & set(_values(article, field)) else None
            case Days(first, last):
                date = article.article.date
                return 0.0 if date and (first or "0") <= date <= (last or "9") else None
            case Const(child, score):
                return None if self._score(child, article) is None else score
            case Bool():
                return self._bool(plan, article)
            case Everything():
                return 0.0
            case Empty():
                return None

    def _bool(self, plan: Bool, article: Prepared) -> float | None:
        must = [self._score(each, article) for each in plan.must]
        should = [score for each in plan.should if (score := self._score(each, article)) is not None]
        unwanted = any(self._score(each, article) is not None for each in plan.must_not)
        if unwanted or None in must or not (must or should):
            return None
        return sum(score for score in (*must, *should) if score is not None)

    def _bm25(self, field: str, text: str, article: Prepared, weight: float) -> float | None:
        frequency = _terms(article, field).count(text)
        if not frequency:
            return None
        texts = [_terms(each, field) for each in self.articles.values()]
        matching = sum(text in each for each in texts)
        average = sum(len(each) or int(self.filled) for each in texts) / len(texts)
        idf = log(1 + (len(texts) - matching + 0.5) / (matching + 0.5))
        length = lucene_length(len(_terms(article, field)))
        return weight * 2.2 * idf * frequency / (frequency + 1.2 * (0.25 + 0.75 * length / average))


def lucene_length(length: int) -> int:
    """Lucene's SmallFloat.byte4ToInt(intToByte4(length)), by trying the lengths that have a byte."""
    table, base, step = list(range(40)), 40, 2
    while base <= length:
        table += range(base, base + 8 * step, step)
        base, step = base + 8 * step, step * 2
    return max(each for each in table if each <= length)


def _terms(article: Prepared, field: str) -> list[str]:
    return [term for term in _held(article, field) if term != BOUNDARY]


def _held(article: Prepared, field: str) -> list[str]:
    return plain(article.terms.get(field, b"")).split()


def _places(article: Prepared, field: str) -> dict[int, str]:
    places, at = {}, 0
    for term in _held(article, field):
        if term == BOUNDARY:
            at += 1_000
        else:
            places[at] = term
            at += 1
    return places


def _values(article: Prepared, field: str) -> Iterator[str]:
    if field == BODY_HASH:
        yield article.body_hash
    elif field == "origin":
        yield article.origin
    elif field == "month":
        yield (article.article.date or "")[:7]
    elif field == BANDS:
        yield from article.article.bands.split()
    elif field == "tag":
        yield from article.article.tags
    else:
        yield getattr(article.article, field) or ""


def _has_phrase(places: dict[int, str], slots: tuple[tuple[str, ...], ...], slop: int) -> bool:
    size = len(slots)
    return any(
        chosen[-1] - chosen[0] - (size - 1) <= slop
        and all(places[at] in slot for at, slot in zip(chosen, slots, strict=True))
        for chosen in combinations(sorted(places), size)
        if size
    )
