"""What is nearly the same is folded alike on every engine."""

from __future__ import annotations

import pytest
from engine_opener import Opener
from engine_reference import prepared

from search.analysis.shingles import bands
from search.model import Fold, Match, Sort
from search.query.plan import Bool, Plan, Term, Value
from search.searching.ranking.collapse import Ranked, fold_similar, similar_to, without_similar

STORY, OTHER = (" ".join(f"{word}{number}" for number in range(60)) for word in ("خبر", "نبا"))
TEXTS = {
    "a": STORY,
    "b": f"{STORY} وكاله",
    "c": f"{OTHER} وكاله",
    "d": OTHER,
    "e": f"{STORY} وكاله",
    "f": "وكاله",
}
ARTICLES = [
    prepared(id, text, bands=bands(text), body_hash=f"hash of {text}", date=f"2021-03-1{n}", source=id)
    for n, (id, text) in enumerate(TEXTS.items())
]
FULL = Term("folded", "وكاله")
REST = Bool(must=(Value("id", tuple(TEXTS)),), must_not=(FULL,))


@pytest.mark.parametrize(
    ("fold", "kept"),
    [(Fold.OFF, "bceafd"), (Fold.IDENTICAL, "bcfad"), (Fold.NEAR, "bcf")],
)
def test_a_hit_stays_where_no_better_one_is_like_it(opener: Opener, fold: Fold, kept: str) -> None:
    engine = opener.filled(ARTICLES, commits=2)
    plans: dict[Match, Plan] = {Match.FULL: FULL, Match.PARTIAL: REST}
    hits = [
        Ranked(hit.score, hit.article, match)
        for match, plan in plans.items()
        for hit in engine.search(plan, sort=Sort.OLDEST).hits
    ]
    assert without_similar(hits, fold) == [hit for hit in hits if hit.article.id in kept]
    for page in (hits, hits[:2], hits[2:]):  # whatever else is on the page
        known, later = (page, []) if fold is Fold.OFF else ([], page)
        shown, similar = fold_similar(engine, known, later, plans, Sort.OLDEST, fold)
        on_page = [hit.article.id for hit in page]
        assert [hit.article.id for hit in shown] == [id for id in on_page if id in kept]
        if fold is Fold.NEAR:
            assert all("".join(a.id for a in similar[id]) == LIKE[id] for id in on_page)


LIKE = {"a": "be", "b": "ae", "c": "d", "d": "c", "e": "ab", "f": ""}
"""Those like each, oldest first."""


def test_an_article_knows_those_like_it_after_a_deletion(opener: Opener) -> None:
    engine = opener.filled(ARTICLES)
    engine.delete(["b"])
    engine.commit()
    article = engine.fetch(["a"])[0]
    assert [other.id for other in similar_to(engine, article, Fold.NEAR)] == ["e"]
    assert similar_to(engine, article, Fold.IDENTICAL) == similar_to(engine, article, Fold.OFF) == []
