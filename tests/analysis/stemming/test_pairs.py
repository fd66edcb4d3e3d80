"""The paired affixes say what the tables of affixes say."""

from itertools import product

from search.analysis.stemming.affixes import PREFIXES, SUFFIXES
from search.analysis.stemming.pairs import BEGINNINGS, ENDINGS, cuts


def test_every_pair_that_a_stem_may_stand_between_and_no_other() -> None:
    for start, end in product(PREFIXES, SUFFIXES):
        expected = {
            (
                shape,
                suffix.restore_folded,
                prefix.cost,
                suffix.cost,
                suffix.written,
                suffix.restore,
                suffix.form,
            )
            for prefix, suffix in product(PREFIXES[start], SUFFIXES[end])
            if prefix.state & suffix.state
            for shape in _bits(prefix.shapes & suffix.shapes)
        }
        found = {
            (shape, restored, *pair)
            for letters, ending, _, restored, fitting in cuts(start, end)
            if (letters, ending) == (len(start), len(end))
            for shape in map((1).__lshift__, range(24))
            for pair in fitting[shape]
        }
        assert found == expected


def test_a_word_is_cut_at_each_prefix_it_begins_with_and_each_suffix_it_ends_with() -> None:
    for beginning, ending in product(BEGINNINGS, ENDINGS):
        assert {(cut[0], cut[1]) for cut in cuts(beginning, ending)} == {
            (start, letters)
            for start, letters in product(range(len(beginning) + 1), range(len(ending) + 1))
            for prefix in PREFIXES.get(beginning[:start], ())
            for suffix in SUFFIXES.get(ending[len(ending) - letters :], ())
            if prefix.shapes & suffix.shapes and prefix.state & suffix.state
        }


def test_a_stem_has_two_letters_but_before_an_ending_of_two() -> None:
    least = {
        ending: min(cut[2] for cut in cuts("", ending) if cut[1] == len(ending)) for ending in ("", "ه", "ون")
    }
    assert least == {"": 2, "ه": 3, "ون": 3}


def test_words_are_followed_letter_by_letter_into_every_affix() -> None:
    assert all(prefix[:length] in BEGINNINGS for prefix in PREFIXES for length in range(len(prefix) + 1))
    assert all(suffix[start:] in ENDINGS for suffix in SUFFIXES for start in range(len(suffix) + 1))


def _bits(shapes: int) -> list[int]:
    return [1 << number for number in range(24) if shapes >> number & 1]
