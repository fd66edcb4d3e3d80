"""The paired affixes say what the tables of affixes say."""

from itertools import product

from search.analysis.stemming.affixes import PREFIXES, SUFFIXES
from search.analysis.stemming.pairs import ENDS, PAIRS


def test_every_pair_that_a_stem_may_stand_between_and_no_other() -> None:
    for start, end in product(PREFIXES, SUFFIXES):
        expected = {
            (
                suffix.restore_folded,
                (shapes, prefix.cost, suffix.cost, suffix.written, suffix.restore, suffix.form),
            )
            for prefix, suffix in product(PREFIXES[start], SUFFIXES[end])
            if (shapes := prefix.shapes & suffix.shapes) and prefix.state & suffix.state
        }
        groups = PAIRS[start].get(end, ())
        assert {(letters, pair) for letters, _, pairs in groups for pair in pairs} == expected
        for _, shapes, pairs in groups:
            assert all(own & shapes == own for own, *_ in pairs)


def test_words_are_followed_letter_by_letter_into_every_affix() -> None:
    assert all(prefix[:length] in PAIRS for prefix in PREFIXES for length in range(len(prefix)))
    assert all(suffix[start:] in ENDS for suffix in SUFFIXES for start in range(len(suffix)))
    assert {suffix for suffix, whole in ENDS.items() if whole} == set(SUFFIXES)
