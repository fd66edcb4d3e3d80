"""One word for two and two for one, and loanwords with a vowel more or less, by the words of an index."""

from __future__ import annotations

import pytest

from search.analysis.levels import Analyzer
from search.analysis.lexicon.load import load
from search.analysis.stemming.stemmer import Stemmer
from search.query.expansion.forms.spacing import MAX_CUTS, together
from search.query.expansion.index_words import IndexWords
from search.query.vocabulary import Vocabulary

ANALYZER = Analyzer(Stemmer(load()))


def index(words: str) -> IndexWords:
    return IndexWords(ANALYZER, lambda: [(word, 1) for word in words.split()])


@pytest.mark.parametrize(
    ("word", "held", "parts"),
    [
        ("حضرموت", "حضر موت", ["حضر موت"]),
        ("بهاءالدين", "بهاء الدين", ["بهاء الدين"]),
        ("حضرموت", "حضر", []),
        ("المدرسة", "المد رسه", []),
        ("قمر", "ق مر", []),
        ("2014", "20 14", []),
    ],
)
def test_a_name_is_cut_where_the_index_has_both_parts(word: str, held: str, parts: list[str]) -> None:
    assert [" ".join(slot[0] for slot in slots) for slots in index(held).apart(word)] == parts


def test_a_word_is_cut_in_few_ways() -> None:
    word = "زغبرطشيفول"
    held = " ".join(f"{word[:at]} {word[at:]}" for at in range(2, 9))
    assert len(index(held).apart(word)) == MAX_CUTS


@pytest.mark.parametrize(
    ("first", "second", "held", "forms"),
    [
        ("نور", "الدين", "نورالدين ونورالدين", {"نورالدين", "ونورالدين"}),
        ("نور", "الدين", "نور الدين", set()),
        ("عبد", "الله", "", {"عبدالله"}),
        ("ابي", "بكر", "ابوبكر", {"ابيبكر", "ابوبكر"}),
        ("من", "زل", "منزل", set()),
    ],
)
def test_two_words_are_joined_where_the_index_has_the_whole(
    first: str, second: str, held: str, forms: set[str]
) -> None:
    assert set(together(first, second, Vocabulary((word, 1) for word in held.split()))) == forms


@pytest.mark.parametrize(
    ("word", "held", "lemmas"),
    [
        ("ليفيربول", "ليفربول", ("ليفربول",)),
        ("ليفربول", "ليفيربول", ("ليفيربول",)),
        ("استوديو", "الاستديو", ("استديو",)),
        ("ميكروفون", "المايكروفون", ("مايكروفون",)),
        ("عبدالحسين", "عبدالحسن", ()),
        ("هولندا", "هولنديا", ()),
        ("مدرسة", "مدارسة", ()),
        ("iphone", "iphon", ()),
    ],
)
def test_a_loanword_has_a_vowel_more_or_less(word: str, held: str, lemmas: tuple[str, ...]) -> None:
    assert index(held).name_forms(word) == lemmas
