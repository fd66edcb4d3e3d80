"""A reading: one way to understand a word, and which others of a word are nearly as likely."""

from __future__ import annotations

from typing import NamedTuple

NEARLY = 0.7  # a verb and a noun no farther apart than this, as decimal logarithms, are both indexed, and a
# name and what its letters are with a particle before it: الياس
FARTHER = 1.0  # so are a verb and a noun of just these letters: تمر, تفكر, عايد
ONE_ROOT = 0.2  # so are two verbs of one root: يدين of دان and أدان
EQUALLY = 0.1  # so are two nouns or two verbs
SHORTENED = 0.3  # and two verbs that a jussive has left with the same letters: ينم of نام and نمى


class Reading(NamedTuple):
    """One way to understand a word; the likeliest sorts first.

    `cost` is how unlikely it is, in decimal logarithms. `lemma` and `root` are folded, `root` is "" for
    particles. `kind` is noun, verb, particle, name, number or unknown. `form` is how the word relates to its
    lemma: "" as it is, or prefix, plural, dual, feminine, nisba, pronoun, construct, tanwin, past, imperfect,
    jussive, imperative, spelling. `by` is what knows the word: table, lexicon, forms (that people write of
    it), or letters alone. `weight` is in (0, 1].
    """

    cost: float
    lemma: str
    kind: str
    root: str
    form: str = ""
    by: str = "letters"
    weight: float = 1.0


told = tuple.__new__
"""Makes a named tuple in a third of the time that calling its class takes."""


def is_rival(other: Reading, best: Reading) -> bool:
    """Whether a reading is so likely that the word is indexed under it as well.

    None with a pronoun but a noun for a verb with one, as in فعلته, and none with a noun's particle that the
    best lacks: سموه is seldom "they named him", nor ورد "and an answer".
    """
    apart = NEARLY if (other.kind == "verb") != (best.kind == "verb") else EQUALLY
    if best.kind == "verb" and other.kind == "noun" and not other.form:
        apart = FARTHER
    elif best.form == other.form == "jussive":
        apart = SHORTENED
    elif best.kind == other.kind == "verb" and best.root == other.root:
        apart = ONE_ROOT
    elif best.form == "prefix" and other.kind == "name" and not other.form:
        apart = NEARLY
    if other.cost > best.cost + apart or other.lemma == best.lemma:
        return False
    if other.form == "pronoun" and (best.form, best.kind, other.kind) != ("pronoun", "verb", "noun"):
        return False
    if other.kind != "verb" and other.form == "prefix" != best.form:
        return False
    return "particle" not in (other.kind, best.kind)
