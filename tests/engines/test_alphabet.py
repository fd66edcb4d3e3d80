"""The alphabet of indexes: nothing is lost in it, and Arabic letters take one byte."""

from __future__ import annotations

import re
from hashlib import blake2b
from string import ascii_letters

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.letters import CONSONANTS, HAMZAS, HARAKAT, WEAK
from search.analysis.normalise import agreeing, fold, vocalised
from search.analysis.shingles import bands
from search.engines.alphabet import coded, plain
from search.engines.base import BOUNDARY
from search.indexing.units import prepare
from search.model import Article
from search.store.terms import load_terms

LETTERS = "".join({*CONSONANTS, *HAMZAS, *WEAK, "ة", "ى"})
MIXED = st.text(
    st.sampled_from(LETTERS + HARAKAT + ascii_letters + " \n1.¶\u06cc\u067e\u0698é\U0001f600\ud800")
)


@given(st.one_of(MIXED, st.text()))
def test_what_is_coded_comes_back(text: str) -> None:
    written = coded(text)
    assert plain(written.encode("utf-8", "surrogatepass")) == text
    assert len(written) == len(text)


def test_letters_and_marks_of_arabic_take_one_byte_each() -> None:
    for letter in LETTERS + HARAKAT:
        assert coded(letter) in ascii_letters
        assert coded(coded(letter)) == letter
    assert len(set(map(coded, LETTERS + HARAKAT))) == len(LETTERS + HARAKAT)


@pytest.mark.parametrize("kept", ["", " ", "\n", BOUNDARY, "2024", "3.5", "[]*?", "é", "\u0698"])
def test_all_but_letters_is_as_it_was(kept: str) -> None:
    assert coded(kept) == kept


@pytest.mark.parametrize(
    ("asked", "found"), [("كَتب", "كَتَبَ"), ("كِتب", "كَتَبَ"), ("مدرّسة", "مُدَرِّسَةٌ"), ("رحمٰن", "رَحْمٰن"), ("aُ", "aُّ")]
)
def test_patterns_fit_in_it_what_they_fit_outside(asked: str, found: str) -> None:
    pattern, term = agreeing(vocalised(asked)), vocalised(found)
    assert bool(re.fullmatch(coded(pattern), coded(term))) == bool(re.fullmatch(pattern, term))


def test_what_names_a_text_is_made_of_its_folded_words_outside_of_it() -> None:
    """What was taken down is known by this hash, whatever the alphabet of the index."""
    text = "أعلنت شركة Apple أنّ الهاتفَ الجديد iPhone ١٥ يُباع بسعرِ 799 دولارًا " * 9
    folded = " ".join(map(fold, text.split()))
    article = prepare(Article(id="a", text=text), load_terms(None)).article
    assert article.body_hash == blake2b(folded.encode(), digest_size=8).hexdigest()
    assert article.bands == bands(folded) != ""
