"""Why words match, against a table."""

import pytest
from support import cases

from search.analysis.levels import Analyzer
from search.analysis.lexicon import Lexicon
from search.analysis.stem import Stemmer
from search.service.reason import REASONS, reason

ANALYZER = Analyzer(Stemmer(Lexicon.load()))


@pytest.mark.parametrize(("asked", "found", "why"), cases("reasons.tsv"))
def test_the_relation_of_two_words_of_one_lemma(asked: str, found: str, why: str) -> None:
    assert why in REASONS
    assert reason(asked, found, "lemma", ANALYZER) == why
