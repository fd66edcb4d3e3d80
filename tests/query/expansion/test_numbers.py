"""Numbers of a query, in words and in digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.normalise import fold
from search.query.expansion.numbers import LARGEST, SCALES, Number, read, spellings, with_numbers
from search.query.language.parser import parse
from search.query.language.printing import to_text


@pytest.mark.parametrize(
    ("said", "value", "words"),
    [
        ("خمسة وعشرون", 25, 2),
        ("اربع وستين", 64, 2),
        ("أحد عشر", 11, 2),
        ("ثماني عشرة سنة", 18, 2),
        ("ثلاثمئة", 300, 1),
        ("ثلاث مائة", 300, 2),
        ("سبع مئة وخمسين", 750, 3),
        ("ألفين وخمسمئة", 2_500, 2),
        ("ألف وتسعمئة وسبعة وستين", 1_967, 4),
        ("خمسة عشر ألفا وثلاثمئة", 15_300, 4),
        ("مئة وخمسة آلاف", 105_000, 3),
        ("مليون وألف", 1_001_000, 2),
        ("1.5 مليون", 1_500_000, 2),
        ("20 مليون", 20_000_000, 2),
        ("ثلاثة خمسة", 3, 1),
        ("ثلاثة وخمسة", 3, 1),
        ("عشرون وثلاثة", 20, 1),
        ("ألف مليون", 0, 0),
        ("ألف ليلة", 0, 0),
        ("واحد منهم", 0, 0),
        ("ست البيت", 0, 0),
        ("آلاف", 0, 0),
        ("7.5", 0, 0),
        ("007", 0, 0),
        ("رقم", 0, 0),
        ("", 0, 0),
    ],
)
def test_reading(said: str, value: int, words: int) -> None:
    assert read([fold(word) for word in said.split()]) == Number(value, words)


@given(st.integers(3, 99) | st.integers(3, 9_999) | st.integers(3, LARGEST - 1), st.data())
def test_every_spelling_is_read_as_the_number(value: int, data: st.DataObject) -> None:
    for places in spellings(value):
        said = [data.draw(st.sampled_from(place)) for place in places]
        if said[0].isdigit() or len(said) > 1 or value not in SCALES:  # ألف by itself is vague
            assert read([fold(word) for word in said]) == Number(value, len(said))


@pytest.mark.parametrize(
    ("query", "widened"),
    [
        ("خمسة وعشرون", 'خمسة وعشرون | 25 | "خمس/خمسة وعشرون/وعشرين"'),
        ("١٣ طالبا", '(١٣ | "ثلاث/ثلاثة عشر/عشرة") طالبا'),
        ("13 مايو", "13 مايو"),
        ("1 3 5", "1 3 5"),
        ("سنة 2015", 'سنة (2015 | "ألفان/ألفين/ألفي وخمس/وخمسة عشر/عشرة")'),
        ("6 | 6", "6 | 6"),
        ('"6 أيام"', '"6 أيام" | "ستة أيام"'),
        (
            '"خمسة ملايين ريال"',
            '"خمسة ملايين ريال" | "5000000 ريال" | "5 مليون/مليونا/ملايين ريال"'
            ' | "خمس/خمسة مليون/مليونا/ملايين ريال"',
        ),
        ('="خمسة ملايين" "خمسة ملايين"~2', '="خمسة ملايين" "خمسة ملايين"~2'),
        (
            "1500000",
            '1500000 | "1.5 مليون/مليونا/ملايين" | "مليون/مليونا وخمسمئة/وخمسمائة ألف/ألفا/آلاف"'
            ' | "مليون/مليونا وخمس مئة/مائة ألف/ألفا/آلاف"',
        ),
        ('"13" -13 title:13', '"13" -13 title:13'),
        ("13 | عشرون", "13 | عشرون"),
        ("", ""),
    ],
)
def test_widening(query: str, widened: str) -> None:
    assert to_text(with_numbers(parse(query).tree)) == widened
