"""على where it can only be the name علي."""

from __future__ import annotations

import pytest

from search.query.expansion.ali import with_names
from search.query.language.parser import parse
from search.query.language.tree import plain_words
from search.store.analyzer import load_analyzer

STEMMER = load_analyzer(None)[0].stemmer


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("متى ولد محمد على؟", "متى ولد محمد علي"),
        ("محمد على", "محمد علي"),
        ("الحسين بن على", "الحسين بن علي"),
        ("الحسين بن على رضي الله عنه", "الحسين بن علي رضي الله عنه"),
        ("محمد على باشا", "محمد على باشا"),
        ("فوز أحمد على محمد", "فوز أحمد على محمد"),
        ("طريقة الحصول على", "طريقة الحصول على"),
        ("على", "على"),
        ("على من يطلق الاسم", "على من يطلق الاسم"),
        ("", ""),
    ],
)
def test_with_names(query: str, meant: str) -> None:
    assert " ".join(plain_words(with_names(parse(query).tree, STEMMER))) == meant


def test_what_is_no_plain_word_stays() -> None:
    for query in ('محمد "على"', "محمد =على", "محمد -على", "محمد OR على"):
        assert with_names(parse(query).tree, STEMMER) == parse(query).tree
