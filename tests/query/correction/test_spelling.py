"""Spelling: weights of Arabic mistakes, missing and superfluous spaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from search.query.correction.spelling import Speller, distance
from search.query.vocabulary import Vocabulary
from search.tables import rows

WORDS = [
    *[("مجلس", 900), ("الوزراء", 900), ("الرءيس", 800), ("المسءول", 300), ("لا", 5000), ("يوجد", 500)],
    *[("محمد", 900), ("محمود", 300), ("العراق", 700), ("العراقيه", 400), ("الحكومه", 800), ("ضابط", 100)],
    *[("ظابط", 2), ("عبد", 900), ("الله", 2000), ("عبدالله", 500), ("ال", 30)],
]
speller = Speller(Vocabulary(WORDS))
words = st.text("ابتضظهيوء", max_size=7)


@pytest.mark.parametrize(
    ("a", "b", "cost", "why"), [row for row in rows("query", "confusions") if row[1] != "-"]
)
def test_likely_mistakes_cost_less_both_ways(a: str, b: str, cost: str, why: str) -> None:
    assert distance(f"م{a}ن", f"م{b}ن") == distance(f"م{b}ن", f"م{a}ن") == float(cost) < 1
    assert why in ("sound", "shape", "key", "hamza", "vowel")


@pytest.mark.parametrize(
    ("one", "other", "cost"),
    [
        ("مجلس", "مجلس", 0),
        ("مجلس", "مجسل", 0.6),
        ("مجلس", "مججلس", 0.4),
        ("مجلس", "ملس", 1),
        ("مجلس", "مجالس", 0.6),
        ("مجلس", "مجغس", 1),
        ("", "م", 1.3),
    ],
)
def test_distance(one: str, other: str, cost: float) -> None:
    assert distance(one, other) == pytest.approx(cost)


@given(words, words)
def test_distance_is_symmetric_and_never_above_the_plain_one(one: str, other: str) -> None:
    assert distance(one, other) == pytest.approx(distance(other, one))
    assert distance(one, other) <= OSA.distance(one, other) + 0.3 + 1e-9
    assert (distance(one, other) == 0) == (one == other)


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("مجلسالوزراء", "مجلس الوزراء"),
        ("لايوجد", "لا يوجد"),
        ("ال رءيس", "الرءيس"),
        ("الوز راء", "الوزراء"),
        ("المسول", "المسءول"),
        ("ظابط", "ضابط"),
        ("محمممد", "محمد"),
        ("الخكومه العراكيه", "الحكومه العراقيه"),
        ("مجلس الوزاره", "مجلس الوزراء"),
    ],
)
def test_corrections(typed: str, corrected: str) -> None:
    assert speller.correct(typed.split())[0].words == tuple(corrected.split())


@pytest.mark.parametrize("typed", ["مجلس الوزراء", "محمود", "عبد الله", "عبدالله", "", "زززززز"])
def test_nothing_to_correct(typed: str) -> None:
    assert speller.correct(typed.split()) == []


def test_others_differ_in_one_word() -> None:
    near = Speller(Vocabulary([*WORDS, ("حرب", 900), ("حزب", 300)]))
    found = near.correct(["حرزب", "الحكومهه"])
    assert found[0].words == ("حرب", "الحكومه")
    assert [each.words for each in found[1:]] == [("حزب", "الحكومه")]


def test_known_words_are_doubted_one_at_a_time() -> None:
    doubted = Speller(Vocabulary([*WORDS, ("محمو", 2)]))
    found = doubted.correct(["ظابط", "محمو"])
    assert {each.words for each in found} == {("ضابط", "محمو"), ("ظابط", "محمود"), ("ظابط", "محمد")}


def test_four_letters_have_one_slip_and_one_slip_comes_before_two() -> None:
    assert Speller(Vocabulary([("ففي", 900), ("خفف", 200)])).correct(["فففف"]) == []
    slips = Speller(Vocabulary([("مثل", 6000), ("مسءول", 4000)]))
    assert [each.words for each in slips.correct(["مسءل"])] == [("مسءول",)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("الحكو", "الحكومه"),
        ("الوز", "الوزراء"),
        ("مجلس الوز", "مجلس الوزراء"),
        ("الوز مجلس", "الوز مجلس"),  # only the last word is left unfinished
    ],
)
def test_half_a_word_is_the_beginning_of_a_frequent_one(typed: str, first: str) -> None:
    found = speller.correct(typed.split())
    assert (found[0].words if found else tuple(typed.split())) == tuple(first.split())


NOISE = Vocabulary(
    [
        *[("مدرسه", 150), ("مدرجه", 57), ("مره", 900), ("مدريد", 80), ("20", 248), ("و", 4000)],
        *[("ان", 2600), ("بن", 2000), ("لان", 900), ("ابن", 40), ("لادن", 4)],
    ]
)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("مدرصه", ["مدرسه"]),  # not what is farther off
        ("g20", []),  # no number for a word, nor the other way round
        ("x", []),  # a single letter
        ("ابن", ["بن"]),  # no stop word but a very near one
        ("لادن", []),
    ],
)
def test_noise_is_left_out(typed: str, offered: list[str]) -> None:
    assert [" ".join(each.words) for each in Speller(NOISE).candidates(typed)] == offered


def test_candidates_come_in_order_and_never_repeat() -> None:
    found = speller.candidates("محمودد")
    assert [each.rank for each in found] == sorted(each.rank for each in found)
    assert len({each.words for each in found}) == len(found)
