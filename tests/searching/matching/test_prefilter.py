"""No word is passed over that may match."""

from __future__ import annotations

import pytest
from matchers import analyzer
from support import cases

from search.analysis.normalise import fold
from search.analysis.tokenise import words
from search.query.expansion.parts import Needle
from search.searching.matching.prefilter import Prefilter

SPELLINGS = sorted(
    {word for row in cases("folding.tsv") for word in words(row[0]) if fold(word)}
    | {"شاطئ", "والشاطئ", "سيئ", "هيأة", "ءاخر", "وءاخر", "فئات", "شواطئا", "º", "²كتاب"}
)


@pytest.mark.parametrize("word", SPELLINGS)
def test_a_word_is_found_by_its_folded_form_and_by_its_lemmas(word: str) -> None:
    levels = analyzer.analyse(word)
    for level, terms in {"folded": [fold(word)], "lemma": levels.lemmas}.items():
        for term in terms:
            prefilter = Prefilter((Needle(word, ({level: frozenset((term,))},)),), analyzer.stemmer)
            pieces, is_cut = prefilter.near((f"في {word}، ثم", ""), 10)
            start, end = pieces[0][-1]
            assert start <= 3 and 3 + len(word) <= end, (level, term)
            assert not pieces[1] and not is_cut
