"""Among the first hits, what counts is where words stand: close together, again and again, in the title."""

from __future__ import annotations

from typing import Any

import pytest
from support import Build

from search.model import Article, Match, SearchRequest
from search.query.expansion.expand import Expander
from search.query.expansion.index_words import IndexWords
from search.query.expansion.terms import Lookup
from search.query.language.parser import parse
from search.query.weights import ANSWER, CLOSE, CLOSE_ASKED, SAID_ONCE, SUBJECT
from search.searching.matching.matcher import Matcher
from search.searching.ranking.collapse import Ranked
from search.searching.ranking.rerank import BLOCK, Reranker
from search.store.analyzer import load_analyzer

analyzer, _ = load_analyzer(None)
GAP = "ثم مضت أيام طويلة لا يذكر فيها أحد شيئا من هذا الأمر، ولا يسأل عنه سائل. " * 2


def reranker(query: str) -> Reranker:
    expanded = Expander(Lookup(analyzer), IndexWords(analyzer, list)).expand(parse(query).tree)
    return Reranker(Matcher(expanded.needles, analyzer), query, expanded.asks, expanded.answer)


def hit(id: str, score: float, text: str, match: Match = Match.FULL, title: str = "") -> Ranked:
    return Ranked(score, Article(id=id, title=title, text=text), match)


def score(query: str, text: str, title: str = "") -> float:
    return reranker(query).rerank([hit("a", 0.0, text, title=title)], together=True)[0].score


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("حاكم المدينة القديم", "حاكم المدينة القديم", 3),
        ("حاكم المدينة القديم", "حكام مدن قديمة", 3),
        ("حاكم المدينة القديم", f"حاكم {GAP} المدينة القديمة", 2),
        ("حاكم المدينة القديم", f"حاكم {GAP} المدينة {GAP} القديم", 1),
        ("حاكم المدينة القديم", f"المدينة {GAP} القديم والحاكم", 2),
        ("حاكم المدينة", "لا شيء هنا", 0),
        ("حاكم المدينة", "", 0),
    ],
)
def test_words_of_the_query_within_reach_are_counted_once_each(query: str, text: str, words: int) -> None:
    assert score(query, text) == CLOSE * words + SAID_ONCE * len(query.split())


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("حاكم المدينة", 2),
        ("حاكم", 2),
        ("حاكم المدينة وحكام المدن", 4 / 3),
        ("حاكم المدينة وحاكم، وحاكم", 1.5),
        ("حاكم " * 99 + "المدينة", 1.02),
    ],
)
def test_what_a_body_repeats_counts_less(text: str, once: float) -> None:
    close = CLOSE * len({"حاكم", "المدينة"} & set(text.split()))
    assert score("حاكم المدينة", text) == pytest.approx(close + SAID_ONCE * once)


@pytest.mark.parametrize(
    ("query", "title", "share"),
    [
        ("من حاكم المدينة؟", "حاكم المدينة", 1),
        ("من حاكم المدينة؟", "حكام مدن", 1),
        ("من حاكم المدينة؟", "حاكم المدينة القديمة الأول", 1 / 2),
        ("أين المدينة؟", "مدينة", 1),
        ("من حاكم المدينة؟", "شيء آخر", 0),
        ("من حاكم المدينة؟", "", 0),
        ("حاكم المدينة", "حكام المدينة", 0),
    ],
)
def test_a_question_asks_the_article_whose_title_it_names(query: str, title: str, share: float) -> None:
    assert score(query, GAP, title) - score(query, GAP) == pytest.approx(SUBJECT * share)


@pytest.mark.parametrize(
    ("query", "text", "near"),
    [
        ("متى حكم المدينة؟", "حكم المدينة عام 1923", True),
        ("متى حكم المدينة؟", "في مارس 1923 حكم المدينة 30 عاما", True),
        ("متى حكم المدينة؟", f"حكم المدينة {GAP} عام 1923", False),
        ("متى حكم المدينة؟", "حكم المدينة 30 عاما", False),
        ("كم سنة حكم المدينة؟", "حكم المدينة 30 عاما", True),
        ("كم سنة حكم المدينة؟", "حكم المدينة ثلاثين عاما", True),
        ("من حكم المدينة؟", "حكم المدينة عام 1923", False),
        ("حكم المدينة", "حكم المدينة عام 1923", False),
    ],
)
def test_a_date_or_a_number_that_is_asked_for_counts_near_the_words(
    query: str, text: str, near: bool
) -> None:
    unanswered = "".join(" " if letter.isdigit() else letter for letter in text)
    for word in ("مارس", "ثلاثين"):
        unanswered = unanswered.replace(word, " " * len(word))
    assert score(query, text) - score(query, unanswered) == pytest.approx(CLOSE_ASKED * ANSWER * near)


def test_matters_for_several_plain_words_and_for_questions() -> None:
    assert all(reranker(query).matters for query in ("حاكم المدينة", "من الحاكم؟"))
    assert not any(reranker(query).matters for query in ("حاكم", '"حاكم المدينة"', "عنوان:حاكم", "=حاكم"))


def test_full_hits_stay_before_partial_ones_unless_ranked_together() -> None:
    hits = [hit("apart", 3.0, f"حاكم {GAP} المدينة"), hit("near", 2.5, "حاكم المدينة", Match.PARTIAL)]
    for together, first in ((False, "apart"), (True, "near")):
        assert reranker("حاكم المدينة").rerank(hits, together)[0].article.id == first


def test_only_the_first_block_moves_and_scores_never_rise_down_the_list() -> None:
    hits = [hit(str(rank), 50.0 - rank, "حاكم المدينة" if rank % 3 else GAP) for rank in range(2 * BLOCK)]
    ranked = reranker("حاكم المدينة").rerank(hits, together=True)
    assert ranked[BLOCK:] == hits[BLOCK:]
    scores = [hit.score for hit in ranked]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_pages_of_any_size_hold_the_same_order(build: Build, engine: str) -> None:
    articles: list[dict[str, Any]] = [
        {"id": f"{number:02}", "text": f"حاكم {GAP * (number % 4)} المدينة" + " كلام" * number}
        for number in range(BLOCK + 4)
    ]
    searcher = build(articles, engine=engine)
    whole = [hit.article.id for hit in searcher.search(SearchRequest("حاكم المدينة", size=50)).hits]
    assert sorted(whole[:BLOCK]) != whole[:BLOCK]
    for size in (1, 3, BLOCK, BLOCK + 1):
        pages = range(1, len(articles) // size + 2)
        paged = [
            hit.article.id
            for page in pages
            for hit in searcher.search(SearchRequest("حاكم المدينة", size=size, page=page)).hits
        ]
        assert paged == whole


@pytest.mark.parametrize("query", ["أسوار المدينة القديمة", "«أسوار» المدينه .. القديمة"])
def test_the_article_whose_title_is_the_query_comes_first(query: str) -> None:
    hits = [
        hit("longer", 21.0, "أسوار المدينة القديمة", title="ترميم أسوار المدينة القديمة"),
        hit("itself", 20.0, "أسوار المدينة القديمة", title="أسوار المدينة القديمة"),
        hit("untitled", 20.5, "أسوار المدينة القديمة"),
    ]
    ranked = reranker(query).rerank(hits, together=True)
    assert [hit.article.id for hit in ranked] == ["itself", "longer", "untitled"]
