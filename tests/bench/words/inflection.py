"""How many forms of a word find it, and how many near strangers are found wrongly, beside other stemmers.

    python tests/bench/words/inflection.py [--missed]

The words are those of verbs.tsv and nouns.tsv, their forms those of inflected.py. A stranger is a form of one
entry that is at most one letter away from the dictionary form of another and is no form of that. Needs the
extra `bench`.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import snowballstemmer
from inflected import Entry, entries
from light10 import light10
from nltk.stem.isri import ISRIStemmer
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract_iter

from search.analysis.lexicon.load import load
from search.analysis.stemming.stemmer import Stemmer

Match = Callable[[str, str], bool]


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--missed", action="store_true", help="print what Fihris misses and wrongly finds")
    options = parser.parse_args()
    matches = {
        "Fihris": fihris(),
        "Snowball": same(snowballstemmer.stemmer("arabic").stemWord),
        "ISRI": same(ISRIStemmer().stem),
        "light10": same(light10),
    }
    words = entries()
    right = [(entry, entry.word, form) for entry in words for form in sorted(entry.forms)]
    wrong = [(entry, entry.word, form) for entry, form in strangers(words)]
    print(f"{'forms that find their word':44}{'forms':>7}" + "".join(f"{name:>10}" for name in matches))
    report(right, matches)
    print(f"\n{'near strangers found':44}{'forms':>7}" + "".join(f"{name:>10}" for name in matches))
    report(wrong, matches)
    if options.missed:
        for title, pairs, expected in (("missed", right, True), ("found", wrong, False)):
            for entry, word, form in pairs:
                if matches["Fihris"](word, form) != expected:
                    print(title, entry.kind, word, form, sep="\t")


def report(pairs: Iterable[tuple[Entry, str, str]], matches: dict[str, Match]) -> None:
    """A line a class, and one of all: how many pairs, and the share that each stemmer matches."""
    count: Counter[str] = Counter()
    matched: dict[str, Counter[str]] = defaultdict(Counter)
    for entry, word, form in pairs:
        for group in (entry.kind, "all"):
            count[group] += 1
            for name, match in matches.items():
                matched[name][group] += match(word, form)
    for group, total in sorted(count.items(), key=lambda each: each[0] == "all"):
        shares = "".join(f"{matched[name][group] / total:10.3f}" for name in matches)
        print(f"{group:44}{total:7}{shares}")


def strangers(words: list[Entry]) -> Iterator[tuple[Entry, str]]:
    """Each entry with the forms of others that are near its word."""
    everything = sorted({form for entry in words for form in entry.forms if len(form) > 2})
    own: dict[str, set[str]] = defaultdict(set)  # words spelled alike are one: كتب, to write, and علم twice
    for entry in words:
        own[entry.word] |= entry.forms
    for entry in words:
        near = extract_iter(entry.word, everything, scorer=Levenshtein.distance, score_cutoff=1)
        for form, _, _ in near:
            if form not in own[entry.word]:
                yield entry, form


def fihris() -> Match:
    """The rule of the product: a lemma that a text's word is indexed under is one of the query's readings."""
    stemmer = Stemmer(load())
    indexed = cache(lambda form: frozenset(reading.lemma for reading in stemmer.indexed(form)))
    asked = cache(lambda word: frozenset(reading.lemma for reading in stemmer.readings(word)))
    return lambda word, form: not indexed(form).isdisjoint(asked(word))


def same(stem: Callable[[str], str]) -> Match:
    """The rule of other stemmers: both words have one stem."""
    stem = cache(stem)
    return lambda word, form: stem(word) == stem(form)


if __name__ == "__main__":
    main()
