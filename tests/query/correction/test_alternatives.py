"""Ways back from nothing: a table of what people type, against frequent words of real articles."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import cases

from search.analysis.normalise import fold
from search.analysis.tokenise import words
from search.query.correction.alternatives import recoveries
from search.query.correction.candidates import Query
from search.query.correction.spelling import Speller
from search.query.vocabulary import Vocabulary

TABLE = cases("recovery.tsv")
vocabulary = Vocabulary((word, int(count)) for word, count in cases("vocabulary.tsv"))
speller = Speller(vocabulary)


def _first(typed: str) -> tuple[str, ...]:
    found = recoveries(typed, vocabulary, speller, 1)
    return found[0].words if found else ()


def test_the_table_is_large_and_real_enough() -> None:
    assert len(TABLE) >= 120
    of_spelling = [origin for _, _, kind, origin in TABLE if kind in ("spelling", "variant")]
    assert of_spelling.count("text") >= 60


@pytest.mark.parametrize("kind", ["spelling", "variant", "keyboard", "arabizi"])
def test_the_first_suggestion_is_right(kind: str) -> None:
    rows = [row for row in TABLE if row[2] == kind]
    wrong = [typed for typed, expected, _, _ in rows if _first(typed) != tuple(map(fold, words(expected)))]
    right = len(rows) - len(wrong)
    print(f"{kind}: {right} of {len(rows)} first suggestions right ({right / len(rows):.0%}); wrong: {wrong}")
    assert right >= 0.8 * len(rows)


def test_kinds_are_named() -> None:
    kinds = Counter(
        (kind, found[0].kind)
        for typed, _, kind, _ in TABLE
        if (found := recoveries(typed, vocabulary, speller)) and kind in ("keyboard", "arabizi")
    )
    assert all(expected == kind for expected, kind in kinds)


@pytest.mark.parametrize("typed", ["", "؟", "العراق", "مجلس الوزراء", "ا" * 500, "a" * 500, "كتاب " * 40])
def test_good_and_hopeless_queries_get_nothing_or_other_words(typed: str) -> None:
    for each in recoveries(typed, vocabulary, speller):
        assert each.words != tuple(map(fold, words(typed)))


def test_frequent_words_are_left_alone() -> None:
    for word in ("العراق", "الحكومه", "في", "السعوديه"):
        assert recoveries(word, vocabulary, speller) == []


def test_words_joined_are_a_matter_of_spelling() -> None:
    joined = Vocabulary([("مدرسه", 50)])
    assert Speller(joined).correct(["مد", "رسه"]) == [Query("spelling", ("مدرسه",))]


def test_a_part_far_rarer_than_the_whole_is_no_word_of_its_own() -> None:
    joined = Speller(
        Vocabulary([("نيويورك", 100), ("نيو", 16), ("يورك", 1), ("نور", 9), ("نورالدين", 3), ("الدين", 9)])
    )
    assert joined.correct(["نيو", "يورك"])[0] == Query("spelling", ("نيويورك",))
    assert ("نورالدين",) not in [each.words for each in joined.correct(["نور", "الدين"])]


@given(st.one_of(st.text(max_size=40), st.text("abcdeghiklmnostu3278' -", max_size=30)))
def test_any_text_has_recoveries_of_words(text: str) -> None:
    for each in recoveries(text, vocabulary, speller):
        assert isinstance(each, Query)
        assert each.kind
        assert all(each.words)
