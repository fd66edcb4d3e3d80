"""Nouns that the dictionary lacks or thinks rare, shown by the forms that people write.

A verb takes no article. Of a word that is read as a verb, the forms with the article for each bare one tell
how often it is a noun: tables/nouns.tsv has that share, from a large list of frequencies.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from math import log10

from search.analysis.normalise import fold
from search.analysis.particles import ARTICLE
from search.analysis.stemming import shapes as s
from search.analysis.stemming.stemmer import Stemmer
from search.analysis.stemming.stems import Lexicon, Stem, spelled
from search.tables import rows

NOUN = 1.0
"""With so many forms with the article for each bare one a word is no verb: of 2,679 nouns that no verb is
spelled like, half have more than .65, a third more than this."""

SURE = 0.99
"""No list is surer than this."""

Stems = dict[str, tuple[Stem, ...]]


def with_nouns(stems: Stems, roots: frozenset[str], decided: Container[str]) -> Stems:
    """The stems, and a noun for each word of the table that is not `decided` already.

    Its lemma is what its definite form is read as. Beside the verb it weighs as the share says.
    """
    stemmer = Stemmer(Lexicon(stems, roots, ""))
    nouns = [
        _noun(word, float(share), "".join(singular), stemmer)
        for word, share, *singular in rows("analysis", "nouns")
        if word not in decided
    ]
    return {**stems, **_added(stems, nouns)}


def _noun(word: str, share: float, lemma: str, stemmer: Stemmer) -> Stem:
    definite = stemmer.best(lemma or ARTICLE + word)
    verbs = (reading for reading in stemmer.scored(word, fold(word)) if reading.kind == "verb")
    verb = max((-reading.cost for reading in verbs), default=0.0)
    probability = min(SURE, share / NOUN)
    weight = verb + log10(probability / (1 - probability))
    is_plural = word.endswith("ات") or fold(lemma or word) != fold(word)
    # A name has neither dual nor plural: سلمان is no two stairs.
    shapes = s.PLURAL if is_plural else s.FEMININE if word[-1] == "ة" else s.NAME
    lemma = fold(lemma) or definite.lemma
    return Stem(spelled(word), shapes, lemma, definite.root, "noun", round(weight, 2), "forms")


def _added(stems: Mapping[str, tuple[Stem, ...]], nouns: list[Stem]) -> Stems:
    added: Stems = {}
    for noun in nouns:
        key = fold(noun.spelling)
        added[key] = (*(added.get(key) or stems.get(key, ())), noun)
    return added
