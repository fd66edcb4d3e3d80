"""Arabic in Latin letters."""

from __future__ import annotations

import pytest
from waiting import check_time

from search.query.correction.arabizi import candidates, is_latin, suggest
from search.query.vocabulary import Vocabulary

WORDS = [
    *[
        ("العراق", 900),
        ("العرق", 20),
        ("حزب", 300),
        ("الله", 2000),
        ("بغداد", 200),
        ("محمد", 900),
        ("السلام", 300),
    ],
    *[
        ("اسلام", 300),
        ("قوات", 900),
        ("كويت", 20),
        ("الكويت", 700),
        ("سعودي", 300),
        ("سود", 20),
        ("شعب", 200),
    ],
    *[
        ("عبدالله", 500),
        ("مدرسه", 100),
        ("رءيس", 500),
        ("ضحي", 5),
        ("خالد", 90),
        ("صلاه", 100),
        ("microsoft", 9),
    ],
]
vocabulary = Vocabulary(WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("al3ira8", "العراق"),
        ("Al-3iraq", "العراق"),
        ("el 3ira8", "العراق"),
        ("7izb allah", "حزب الله"),
        ("BAGHDAD", "بغداد"),
        ("mohammed", "محمد"),
        ("muhamad", "محمد"),
        ("as-salam", "السلام"),
        ("assalam", "السلام"),
        ("kuwait", "كويت"),
        ("saudi", "سعودي"),
        ("sha3b", "شعب"),
        ("abdullah", "عبدالله"),
        ("madrasa", "مدرسه"),
        ("madraseh", "مدرسه"),
        ("ra2ees", "رءيس"),
        ("9'u7a", "ضحي"),
        ("5aled", "خالد"),
        ("7'aled", "خالد"),
        ("9alat", "صلاه"),
        ("حِزب allah", "حزب الله"),
    ],
)
def test_first_reading(typed: str, meant: str) -> None:
    assert suggest(typed, vocabulary)[0].words == tuple(meant.split())


@pytest.mark.parametrize("typed", ["", "العراق", "123", "elections", "xyzzy", "baghdad elections", "a" * 400])
def test_no_reading(typed: str) -> None:
    assert suggest(typed, vocabulary) == []


def test_readings_are_ranked() -> None:
    found = candidates("al3ira8", vocabulary)
    assert [each.words for each in found] == [("العراق",), ("العرق",)]
    assert all(each.kind == "arabizi" for each in found)


@pytest.mark.parametrize(("typed", "meant"), [("mohammed bin", "محمد بن"), ("ben", "بن"), ("bint", "بنت")])
def test_bin_is_son_rather_than_between(typed: str, meant: str) -> None:
    known = Vocabulary([("محمد", 900), ("بن", 9000), ("بين", 20_000), ("بنت", 90), ("بينت", 90)])
    assert suggest(typed, known)[0].words == tuple(meant.split())


def test_a_letter_is_no_reading_but_and() -> None:
    letters = Vocabulary([("س", 40), ("ل", 900), ("و", 900), ("ال", 300), ("قال", 900)])
    assert suggest("s", letters) == []
    assert [each.words for each in suggest("w", letters)] == [("و",)]
    assert ("ل",) not in [each.words for each in suggest("2al", letters)]


@pytest.mark.parametrize(
    ("word", "latin"), [("al3ira8", True), ("7'aled", True), ("123", False), ("عراق", False)]
)
def test_is_latin(word: str, latin: bool) -> None:
    assert is_latin(word) == latin


def test_long_words_are_not_slow() -> None:
    # Measured ten times as long; if every reading were tried, it would be millions of times.
    check_time(lambda: suggest("ao" * 16, vocabulary), lambda: suggest("ao" * 4, vocabulary), 200)
