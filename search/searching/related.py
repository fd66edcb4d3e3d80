"""Articles about the same things: those that share an article's most telling lemmas."""

from __future__ import annotations

from collections import Counter
from math import log

from search.analysis.levels import Analyzer
from search.analysis.tokenise import words
from search.engines.base import BODY_HASH, Engine
from search.model import Article, Fold
from search.query.plan import Bool, Term, Value
from search.query.vocabulary import Vocabulary
from search.searching.ranking.collapse import similar_to

TERMS = 20
WORDS = 2_000
"""An article is known by its first words: a longer one says no more about what it is about."""

LETTERS = 40
"""No article is known by words that are longer than so many letters on the average."""


def related(
    engine: Engine, article: Article, analyzer: Analyzer, vocabulary: Vocabulary, limit: int
) -> list[Article]:
    """The nearest articles, those that are nearly the same as this one left out."""
    its_words = words(f"{article.title} {article.text[: WORDS * LETTERS]}")[:WORDS]
    levels = [word for word in analyzer.text(its_words) if word.folded and not word.stop]
    times = Counter(lemma for word in levels for lemma in word.lemmas)
    folded = {lemma: word.folded for word in levels for lemma in word.lemmas}
    total = engine.count() + 1
    weight = {lemma: n * log(total / (1 + vocabulary.count(folded[lemma]))) for lemma, n in times.items()}
    telling = sorted(weight, key=lambda lemma: (-weight[lemma], lemma))[:TERMS]
    if not telling:
        return []
    same = [other.id for other in similar_to(engine, article, Fold.NEAR)]
    plan = Bool(
        should=tuple(Term("lemma", lemma) for lemma in telling),
        must_not=(Value("id", (article.id, *same)), Value(BODY_HASH, (article.body_hash,))),
    )
    return [other for _, other in engine.search(plan, limit=limit).hits]
