"""What every engine promises: matching and scores, compared with a plain reference."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from engine_opener import Opener
from engine_reference import lucene_length, prepared

from search.analysis.normalise import agreeing
from search.engines.base import BANDS, BODY_HASH, BOUNDARY, Engine, Prepared
from search.engines.bm25 import quantised
from search.engines.phrases import placements, usable_slop
from search.model import Sort
from search.query.plan import (
    MAX_PHRASE_WORK,
    Bool,
    Const,
    Days,
    Empty,
    Everything,
    Fits,
    InOrder,
    Plan,
    Term,
    Value,
)

LONG = "ط" * 100
EMOJI = "\U0001f1f8\U0001f1e6"

ARTICLES = [
    prepared(
        "a1",
        f"مجلس الوزراء {BOUNDARY} قرر مجلس الوزراء السعودي امس",
        lemma="مجلس وزير قرر مجلس وزير سعودي امس",
        root="جلس وزر قرر جلس وزر",
        source="الرياض",
        author="ليلى",
        date="2021-03-11",
        tags=("سياسة", "محلي", "سياسة"),
        body="same",
    ),
    prepared(
        "a2", "الوزراء مجلس", source="الجزيرة", date="2021-03-12", tags=("سياسة",), body="same", bands="b1 b2"
    ),
    prepared("a3", "قرر الوزراء في مجلس الامن امس", source="الرياض", date="2020-12-31", bands="b2 b3"),
    prepared("a4", f"sport {LONG} {EMOJI} c++ a.b [x] ك|ل", source="BBC عربي", tags=("رياضة و صحة",)),
    prepared("a5", "", lemma="مجلس", source="الرياض", vocalised="كَتَبَ كُتُبٌ"),
    prepared("a6", "مجلس " * 45 + "الامن", date="2021-03-11", author="عمر"),
    prepared("a7", "كلمة", title_folded=f"عنوان {BOUNDARY} اخر", tag_folded="سياسه"),
]

PLANS: dict[str, Plan] = {
    "term": Term("folded", "مجلس"),
    "term of another level": Term("lemma", "مجلس"),
    "term of a title": Term("title_folded", "عنوان"),
    "term that is nowhere": Term("folded", "مجل"),
    "weight": Term("folded", "مجلس", 2.5),
    "small weight": Term("root", "وزر", 0.03),
    "long term": Term("folded", LONG),
    "emoji": Term("folded", EMOJI),
    "Latin": Term("folded", "sport"),
    "lone surrogate": Term("folded", "\ud800"),
    "values with a lone surrogate": Value("source", ("\udfff", "الجزيرة")),
    "phrase with a lone surrogate": InOrder("folded", (("مجلس",), ("\ud800", "الوزراء"))),
    "empty term": Term("folded", ""),
    "two terms in one": Term("folded", "مجلس الوزراء"),
    "signs": Term("folded", "c++"),
    "boundary is no term": Term("folded", BOUNDARY),
    "pattern": Fits("vocalised", agreeing("كَتب")),
    "pattern of no term": Fits("vocalised", agreeing("كِتب")),
    "pattern of an empty field": Fits("vocalised", agreeing("مَجلس")),
    "phrase": InOrder("folded", (("مجلس",), ("الوزراء",))),
    "phrase of three": InOrder("folded", (("قرر",), ("مجلس",), ("الوزراء",))),
    "phrase of one": InOrder("folded", (("مجلس", "sport"),)),
    "phrase of none": InOrder("folded", ()),
    "phrase with an empty slot": InOrder("folded", (("مجلس",), ())),
    "phrase with alternatives": InOrder("folded", (("مجلس", "قرر"), ("الوزراء", "الامن", "لا"))),
    "phrase of signs": InOrder("folded", (("c++", "x"), ("a.b", "a?b"))),
    "phrase of brackets": InOrder("folded", (("a.b",), ("[x]",), ("ك|ل",))),
    "phrase with an emoji": InOrder("folded", ((LONG,), (EMOJI,))),
    "phrase with a repeated term": InOrder("folded", (("مجلس",),) * 3),
    "phrase across the boundary": InOrder("folded", (("الوزراء",), ("قرر",))),
    "phrase across the boundary with room": InOrder("folded", (("الوزراء",), ("قرر",)), 20),
    "value": Value("source", ("الرياض",)),
    "value in two words": Value("source", ("BBC عربي",)),
    "part of a value": Value("source", ("BBC",)),
    "any of values": Value("source", ("الجزيرة", "BBC عربي", "?")),
    "no values": Value("source", ()),
    "tag": Value("tag", ("محلي", "رياضة و صحة")),
    "id": Value("id", ("a3", "a9")),
    "origin": Value("origin", ("file of a3",)),
    "body hash": Value(BODY_HASH, ("same",)),
    "a band": Value(BANDS, ("b2",)),
    "any band": Value(BANDS, ("b1", "b4", "b")),
    "no whole band": Value(BANDS, ("b1 b2",)),
    "month": Value("month", ("2021-03",)),
    "days": Days("2021-03-11", "2021-03-11"),
    "days from": Days("2021-01-01", None),
    "days to": Days(None, "2021-03-11"),
    "any day": Days(None, None),
    "no such days": Days("2021-03-12", "2021-03-11"),
    "everything": Everything(),
    "empty": Empty(),
    "constant": Const(Term("folded", "مجلس"), 3.5),
    "constant zero": Const(Term("folded", "مجلس")),
    "constant of nothing": Const(Empty(), 1.0),
    "must": Bool(must=(Term("folded", "مجلس"), Term("folded", "امس"))),
    "should": Bool(should=(Term("folded", "السعودي"), Term("folded", "الامن"))),
    "must and should": Bool(must=(Term("folded", "مجلس"),), should=(Term("folded", "امس", 3.0),)),
    "must not": Bool(must=(Term("folded", "مجلس"),), must_not=(Term("folded", "امس"),)),
    "everything but": Bool(must=(Everything(),), must_not=(Term("folded", "مجلس"), Value("id", ("a4",)))),
    "nothing but a must not": Bool(must_not=(Term("folded", "مجلس"),)),
    "bool of nothing": Bool(),
    "must of nothing": Bool(must=(Empty(), Term("folded", "مجلس"))),
    "should of nothing": Bool(should=(Empty(),)),
    "the same twice": Bool(should=(Term("folded", "مجلس"), Term("folded", "مجلس"))),
    "levels": Bool(
        should=(Term("folded", "مجلس", 0.3), Term("lemma", "مجلس"), Term("root", "جلس", 0.5)),
    ),
    "nested": Bool(
        must=(
            Bool(should=(Term("folded", "مجلس"), InOrder("folded", (("sport",), (LONG,))))),
            Bool(must=(Everything(),), must_not=(Const(Value("tag", ("محلي",))),)),
        ),
        should=(
            Const(Days("2021-01-01", None), 0.25),
            Bool(must=(Term("lemma", "مجلس"), Value("id", ("a5",)))),
        ),
        must_not=(Bool(must=(Term("folded", "الامن"), Term("folded", "قرر"))),),
    ),
}


def scores(engine: Engine, plan: Plan) -> dict[str, float]:
    return {article.id: score for score, article in engine.search(plan, limit=1_000).hits}


@pytest.fixture
def engine(opener: Opener, filled: dict[str, Engine]) -> Engine:
    if opener.kind not in filled:
        filled[opener.kind] = opener.filled(ARTICLES)
    return filled[opener.kind]


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_matches_and_scores_as_the_reference(opener: Opener, engine: Engine, name: str) -> None:
    expected = opener.reference(ARTICLES).scores(PLANS[name])
    assert scores(engine, PLANS[name]) == pytest.approx(expected, rel=1e-4)
    assert engine.search(PLANS[name], limit=0).total == len(expected)


def test_the_plans_would_notice(engine: Engine) -> None:
    found = [len(scores(engine, plan)) for plan in PLANS.values()]
    assert sum(0 < each < len(ARTICLES) for each in found) > 35


SLOP_CASES = [
    ("ا ب", "ا ب", 0, True),
    ("ا ب", "ا س ب", 0, False),
    ("ا ب", "ا س ب", 1, True),
    ("ا ب", "ا س س ب", 1, False),
    ("ا ب", "ا س س ب", 2, True),
    ("ا ب", "ب ا", 0, False),
    ("ا ب", "ب ا", 2, False),
    ("ا ب", "ب ا", 20, False),
    ("ا ب", "ب س ا", 5, False),
    ("ا ب ج", "ا ب ج", 0, True),
    ("ا ب ج", "ا س ب ج", 1, True),
    ("ا ب ج", "ا ب س ج", 1, True),
    ("ا ب ج", "ا س ب س ج", 1, False),
    ("ا ب ج", "ا س ب س ج", 2, True),
    ("ا ب ج", "ا س س ب ج", 2, True),
    ("ا ب ج", "ا ج ب", 5, False),
    ("ا ب ج", "ا ج ب ج", 1, True),
    ("ا ب ج", "ا ب ا س ب ج", 1, True),
    ("ا ب ج د", "ا س ب س ج س د", 3, True),
    ("ا ب ج د", "ا س ب س ج س د", 2, False),
    ("ا ا", "ا", 5, False),
    ("ا ا", "ا س ا", 1, True),
    ("ا ب ا", "ا ب س ا", 1, True),
    ("ا ب ا", "ا ب", 3, False),
    ("ا ب", f"ا {BOUNDARY} ب", 20, False),
    ("ا ب", "ا " + "س " * 20 + "ب", 20, True),
    ("ا ب", "ا " + "س " * 21 + "ب", 20, False),
]


@pytest.fixture
def slop_engine(opener: Opener, filled: dict[str, Engine]) -> Engine:
    key = f"slop {opener.kind}"
    if key not in filled:
        texts = dict.fromkeys(text for _, text, _, _ in SLOP_CASES)
        filled[key] = opener.filled([prepared(text, text) for text in texts])
    return filled[key]


@pytest.mark.parametrize(("phrase", "text", "slop", "expected"), SLOP_CASES)
def test_slop_is_exact(slop_engine: Engine, phrase: str, text: str, slop: int, expected: bool) -> None:
    slots = tuple((word,) for word in phrase.split())
    assert (text in scores(slop_engine, InOrder("folded", slots, slop))) is expected


def random_articles(dice: random.Random, count: int, letters: str) -> list[Prepared]:
    def words(most: int) -> str:
        return " ".join(dice.choices([*letters, BOUNDARY], k=dice.randint(0, most)))

    return [
        prepared(f"r{n:03}", words(9), lemma=words(60), root=words(4), date=dice.choice((None, "2020-05-05")))
        for n in range(count)
    ]


def random_plan(dice: random.Random, letters: str, depth: int = 3) -> Plan:
    kind = dice.choice(("term", "term", "phrase", "days", "const", "bool", "bool", "bool"))
    if depth == 0 or kind == "term":
        return Term(dice.choice(("folded", "lemma", "root")), dice.choice(letters), dice.choice((1.0, 0.3)))
    if kind == "phrase":
        slots = (tuple(dice.choices(letters, k=dice.randint(1, 3))) for _ in range(dice.randint(1, 4)))
        return InOrder("folded", tuple(slots), dice.randint(0, 3))
    if kind == "days":
        return Days("2020-01-01", None)
    if kind == "const":
        return Const(random_plan(dice, letters, depth - 1), dice.choice((0.0, 1.5)))
    parts: list[Sequence[Plan]] = [
        [random_plan(dice, letters, depth - 1) for _ in range(dice.randint(0, most))] for most in (2, 3, 1)
    ]
    return Bool(*map(tuple, parts))


@pytest.mark.parametrize("seed", range(3))
def test_random_plans_match_and_score_as_the_reference(opener: Opener, seed: int) -> None:
    dice = random.Random(seed)
    letters = "ابتثج"
    articles = random_articles(dice, 60, letters)
    engine = opener.filled(articles)
    reference = opener.reference(articles)
    for _ in range(60):
        plan = random_plan(dice, letters)
        assert scores(engine, plan) == pytest.approx(reference.scores(plan), rel=1e-4), plan


def test_many_alternatives_are_found_like_few(opener: Opener) -> None:
    words = [f"كلمه{n}" for n in range(40)]
    articles = [prepared(f"p{n}", f"{words[n]} {words[(n * 7) % 40]} {words[n % 3]}") for n in range(40)]
    engine = opener.filled(articles)
    plan = InOrder("folded", (tuple(words[:30]), tuple(words[5:]), tuple(words[:2])), 1)
    assert scores(engine, plan) == opener.reference(articles).scores(plan)
    assert scores(engine, plan)


def test_scores_do_not_depend_on_the_number_of_commits(opener: Opener) -> None:
    dice = random.Random(7)
    articles = random_articles(dice, 40, "ابت")
    engine = opener.filled(articles, commits=4)
    plan = Bool(should=(Term("folded", "ا"), Term("lemma", "ب", 0.5)))
    assert scores(engine, plan) == pytest.approx(opener.reference(articles).scores(plan), rel=1e-4)


def test_articles_without_any_term(opener: Opener) -> None:
    engine = opener.filled([prepared("a", ""), prepared("b", "")])
    assert scores(engine, Term("folded", "ا")) == {}
    assert scores(engine, Everything()) == {"a": 0.0, "b": 0.0}


def test_sorted_by_day_the_score_is_zero(engine: Engine) -> None:
    hits = engine.search(Term("folded", "مجلس"), sort=Sort.NEWEST).hits
    assert hits and {score for score, _ in hits} == {0.0}


def test_lengths_are_lucenes() -> None:
    assert [quantised(length) for length in range(3_000)] == [lucene_length(n) for n in range(3_000)]


def test_usable_slop_keeps_both_limits() -> None:
    assert [usable_slop(slots, 50) for slots in (1, 2, 3, 4, 6, 10, 200)] == [20, 20, 20, 9, 4, 2, 0]
    assert usable_slop(2, -1) == 0
    for slots in range(2, 12):
        assert slots * len(list(placements(slots, usable_slop(slots, 50)))) <= MAX_PHRASE_WORK
    assert list(placements(3, 1)) == [(0, 1, 2), (0, 1, 3), (0, 2, 3)]
