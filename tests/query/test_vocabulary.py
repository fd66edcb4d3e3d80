"""The words of an index: counts, prefixes, patterns, words one edit away, completion."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from support import cases
from waiting import check_time

from search.query import vocabulary
from search.query.vocabulary import Vocabulary
from search.query.word_table import beginnings

WORDS = [
    ("كتاب", 9),
    ("الكتاب", 20),
    ("كتب", 5),
    ("كتابه", 2),
    ("مكتب", 5),
    ("كاتب", 3),
    ("العراق", 7),
    ("a", 1),
]
letters = st.text("ابتكل", min_size=1, max_size=6)
short, rests = st.text("ابل", max_size=3), st.text("ل", min_size=1, max_size=10)
vocabularies = st.dictionaries(letters, st.integers(1, 50), max_size=40)


@pytest.fixture(scope="module")
def small() -> Vocabulary:
    return Vocabulary(WORDS)


@pytest.fixture(scope="module")
def frequent() -> Vocabulary:
    return Vocabulary((word, int(count)) for word, count in cases("vocabulary.tsv"))


def test_counts(small: Vocabulary) -> None:
    assert len(small) == 8
    assert small.count("كتاب") == 9
    assert small.count("كتا") == 0
    assert "كتب" in small
    assert "" not in small
    assert sorted(small) == sorted(WORDS)
    assert small.frequent(2) == ["الكتاب", "كتاب"]


def test_words_are_told_from_all_others(frequent: Vocabulary) -> None:
    counts = dict(frequent)
    others = [other for word in counts for other in (word[1:], word[:-1], word + "ي", "ء" + word)]
    assert all(frequent.count(word) == counts.get(word, 0) for word in (*counts, *others))
    assert "\n".join(list(counts)[:2]) not in frequent


@given(
    st.dictionaries(st.builds(str.__add__, short, rests), st.integers(1, 50), max_size=40),
    st.lists(short, unique=True),
    rests,
)
def test_beginnings_of_words_are_told(words: dict[str, int], begun: list[str], rest: str) -> None:
    held = [start + rest for start in begun if start + rest in words]
    assert Vocabulary(words.items()).begun(beginnings(begun), rest) == held


def test_repeated_words_add_up_and_empty_ones_go() -> None:
    words = Vocabulary([("كتاب", 2), ("", 9), ("كتاب", 3), ("a\nb", 1)])
    assert list(words) == [("كتاب", 5)]


def test_an_empty_vocabulary_answers() -> None:
    empty = Vocabulary([])
    assert len(empty) == 0
    assert empty.prefix("ك", 3) == ([], False)
    assert empty.wildcard("*ك*", 3) == ([], False)
    assert empty.fuzzy("كتاب", 3) == ([], False)
    assert empty.complete("ك", 3) == []


def test_bounds_are_told(small: Vocabulary) -> None:
    assert small.prefix("كت", 2) == (["كتاب", "كتب"], True)
    assert small.prefix("كت", 3) == (["كتاب", "كتب", "كتابه"], False)
    assert small.wildcard("ك*ب", 2) == (["كتاب", "كتب"], True)
    assert small.fuzzy("كتب", 2) == (["كتاب", "كتب"], True)


@pytest.mark.parametrize(
    ("typed", "completions"),
    [
        ("كتا", ["كتاب", "كتابه"]),
        ("الكت", ["الكتاب", "كتب", "كتابه"]),
        ("عرا", ["العراق"]),
        ("ال", ["الكتاب", "العراق"]),
        ("ز", []),
        ("", []),
    ],
)
def test_completion(small: Vocabulary, typed: str, completions: list[str]) -> None:
    assert small.complete(typed, 5) == completions


@given(vocabularies, letters)
def test_prefixes_are_all_and_in_order(words: dict[str, int], prefix: str) -> None:
    expected = sorted((word for word in words if word.startswith(prefix)), key=lambda w: (-words[w], w))
    assert Vocabulary(words.items()).prefix(prefix, 100) == (expected, False)


@given(vocabularies, st.text("ابتكل*?", min_size=1, max_size=8))
def test_patterns_fit_as_a_shell_would(words: dict[str, int], pattern: str) -> None:
    found, bounded = Vocabulary(words.items()).wildcard(pattern, 100)
    assert sorted(found) == sorted(word for word in words if fnmatchcase(word, pattern))
    assert not bounded


@given(vocabularies, st.text("ابتكل*?", min_size=1, max_size=8), st.integers(1, 5))
def test_the_most_frequent_words_of_a_pattern_are_the_same_however_they_are_looked_for(
    words: dict[str, int], pattern: str, limit: int
) -> None:
    directly = Vocabulary(words.items()).wildcard(pattern, limit)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vocabulary, "_FEW", -1)
        assert Vocabulary(words.items()).wildcard(pattern, limit) == directly


def test_words_beyond_the_bound_are_not_looked_at_and_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    words = Vocabulary([(f"ا{number:05}ب", 1) for number in range(10_000)] + [("اكب", 9), ("جكب", 8)])
    monkeypatch.setattr(vocabulary, "MAX_LETTERS", 100)
    assert words.wildcard("*كب", 5) == (["اكب", "جكب"], True)
    assert words.wildcard("*9999ب", 5) == ([], True)
    assert words.wildcard("ا9999*ب", 5) == ([], False)
    assert words.wildcard("ا0999*ب", 20)[0] == [f"ا0999{last}ب" for last in range(10)]


@given(vocabularies, letters)
def test_fuzzy_words_are_exactly_those_one_edit_away(words: dict[str, int], word: str) -> None:
    found, _ = Vocabulary(words.items()).fuzzy(word, 100)
    assert sorted(found) == sorted(other for other in words if OSA.distance(word, other) <= 1)


@pytest.mark.parametrize("pattern", ["*" + "?*" * 40 + "ا", "*ا" * 40 + "ض", "?" * 60 + "*"])
def test_no_pattern_is_slow(frequent: Vocabulary, pattern: str) -> None:
    # Measured less than a plain one takes; one that looked back would take a thousand times as long.
    check_time(lambda: frequent.wildcard(pattern, 100), lambda: frequent.wildcard("?*", 100), 30)


def test_metacharacters_are_letters(small: Vocabulary) -> None:
    assert small.wildcard("[ك]*", 5) == ([], False)
    assert small.wildcard("ك.اب*", 5) == ([], False)
