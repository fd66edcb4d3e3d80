"""Pairs of forms that stand in a collection and must find each other, and words read as verbs that are none.

    python tests/bench/words/sweeps.py ARTICLES.jsonl [--rows]

In Arabic a noun and its plural take the article, and a verb takes neither the article nor ب. So the forms
of a collection are witnesses: of a pair الXة and الXات each must match the other, and a word whose own forms
with ال, بـ or لل stand there under another lemma is hardly a verb. Pairs that rightly stay apart, such as
الدور and الدورات, are in apart.tsv and are counted beside. Last, each frequent word with a hamza on ي or و
must be found where the hamza is left out. `--rows` prints what is unmatched.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from search.analysis.lexicon.load import load
from search.analysis.normalise import surface
from search.analysis.stemming.stemmer import Stemmer
from search.analysis.tokenise import words
from search.articles import Read, read

OFTEN = 20
"""Articles that hold each word of a pair, so that slips of the pen do not count."""

VERY_OFTEN = 100
"""The same of a word with and without the article, which are many."""

HAMZA_OFTEN = 30
"""The same of a word with a hamza."""

_BARE = str.maketrans("ئؤ", "يو")

SELDOM = 5
"""The same of a word read as a verb, and of its forms with ال and بـ."""

SHARE = 0.05
"""Forms that only nouns have, for one bare form of the word: below this it is a homograph of which the
noun is seldom meant."""

NOUN_ONLY = ("ال", "ب", "لل")
APART = Path(__file__).with_name("apart.tsv")


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--rows", action="store_true", help="print each pair that is unmatched")
    options = parser.parse_args()
    sweeps = Sweeps(Stemmer(load()), forms(options.articles))
    apart = known_apart()
    verbs = list(sweeps.false_verbs(apart))
    often = sum(1 for each in verbs if each.share >= SHARE)
    print(f"read as verbs though they take ال, بـ or لل: {len(verbs)}; {often} of them at a share of {SHARE}")
    if options.rows:
        print("\n".join(f"\t{each.word}\t{each.lemma}\t{each.form}\t{each.share:.3f}" for each in verbs))
    for name, pairs in sweeps.pairs():
        missed = [pair for pair in pairs if not sweeps.matches(*pair)]
        rightly = [pair for pair in missed if pair in apart]
        print(f"{name}: {len(missed) - len(rightly)} of {len(pairs)} unmatched, {len(rightly)} more rightly")
        if options.rows:
            print("\n".join(f"\t{asked}\t{found}" for asked, found in missed if (asked, found) not in apart))
    pairs = list(sweeps.without_hamza())
    missed = [pair for pair in pairs if not sweeps.matches(*pair)]
    print(f"hamza on ي or و left out: {len(missed)} of {len(pairs)} unmatched")
    if options.rows:
        print("\n".join(f"\t{asked}\t{found}" for asked, found in missed))


def forms(path: Path) -> Counter[str]:
    """The Arabic words of a collection without marks, and how many articles hold each."""
    found: Counter[str] = Counter()
    for each in read(path):
        if isinstance(each, Read):
            article = each.article
            found.update({surface(word) for word in words(f"{article.title}\n{article.text}")})
    return Counter({word: count for word, count in found.items() if "\u0621" <= word[0] <= "\u064a"})


def known_apart() -> set[tuple[str, str]]:
    """Pairs, in both directions, that are words of their own."""
    rows = [line.split("\t") for line in APART.read_text("utf-8").splitlines() if line[:1] not in ("", "#")]
    return {pair for one, other, _ in rows for pair in ((one, other), (other, one))}


class FalseVerb(NamedTuple):
    """A word, the verb it is read as, its forms that no verb has, and how many of these there are for it."""

    word: str
    lemma: str
    form: str
    share: float


class Sweeps:
    """The pairs and words of one collection."""

    def __init__(self, stemmer: Stemmer, counts: Counter[str]) -> None:
        self.best = cache(stemmer.best)
        self._readings = cache(stemmer.readings)
        self._indexed = cache(lambda word: frozenset(reading.lemma for reading in stemmer.indexed(word)))
        self._counts = counts

    def matches(self, asked: str, found: str) -> bool:
        """Whether the word of a query finds the word of a text by its lemma."""
        return not self._indexed(found).isdisjoint(reading.lemma for reading in self._readings(asked))

    def pairs(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Kinds of pairs by name, each pair in both directions."""
        often = sorted(word for word, count in self._counts.items() if count >= OFTEN)
        noun = [word for word in often if word.startswith("ال") and len(word) > 4]
        yield (
            "الXة / الXات",
            self._both((word, word[:-1] + "ات", OFTEN) for word in noun if word.endswith("ة")),
        )
        yield "الX / الXات", self._both((word, word + "ات", OFTEN) for word in noun if not word.endswith("ة"))
        yield "الX / الXين", self._both((word, word + "ين", OFTEN) for word in noun)
        yield "X / الX", self._both((word, "ال" + word, VERY_OFTEN) for word in often if len(word) > 2)

    def without_hamza(self) -> Iterator[tuple[str, str]]:
        """Frequent words with a hamza on ي or و, and how they look without it."""
        for word in sorted(word for word, count in self._counts.items() if count >= HAMZA_OFTEN):
            bare = word[0] + word[1:].translate(_BARE)
            if bare != word:
                yield word, bare

    def false_verbs(self, apart: Container[tuple[str, str]]) -> Iterator[FalseVerb]:
        """Words read as verbs whose forms with ال, بـ or لل are read as other words."""
        for word, count in sorted(self._counts.items()):
            if count < SELDOM or len(word) < 3 or self.best(word).kind != "verb":
                continue
            lemma = self.best(word).lemma
            others = [form for form in self._noun_forms(word) if (word, form) not in apart]
            others = [form for form in others if self.best(form).lemma not in self._indexed(word)]
            if others:
                share = sum(self._counts[form] for form in others) / count
                yield FalseVerb(word, lemma, " ".join(others), share)

    def _noun_forms(self, word: str) -> list[str]:
        return [form for start in NOUN_ONLY if self._counts[form := start + word] >= SELDOM]

    def _both(self, pairs: Iterable[tuple[str, str, int]]) -> list[tuple[str, str]]:
        held = [(one, other) for one, other, least in pairs if self._holds(one, least, other)]
        return [pair for one, other in held for pair in ((one, other), (other, one))]

    def _holds(self, one: str, least: int, other: str) -> bool:
        return self._counts[one] >= least and self._counts[other] >= least


if __name__ == "__main__":
    main()
