"""Forms of verbs and nouns: verbs conjugated by libqutrub, nouns by the rules of school grammar.

Both are witnesses and no judges. What libqutrub conjugates wrongly is listed in errors.tsv and left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from libqutrub import mosaref_main as qutrub
from pyarabic import araby

HERE = Path(__file__).parent
ENERGETIC = "مؤكد"
PRONOUNS = ("ه", "ها", "هم", "نا")
BEFORE_NOUNS = ("ال", "وال", "بال", "لل", "ب", "و")
NOMINATIVE = ("ال", "وال", "و")
"""What may stand before ون: ب and ل ask for ين."""
DESCRIBING = ("adjectives with endings", "nisbas")
SOUND = "ون", "ين"


class Entry(NamedTuple):
    """A word of a dictionary, its class, and its forms without marks."""

    word: str
    kind: str
    forms: frozenset[str]


def table(name: str) -> Iterator[list[str]]:
    """The rows of a table beside this file."""
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def entries() -> list[Entry]:
    """All verbs and nouns of the tables."""
    return [*verbs(), *nouns()]


def verbs() -> Iterator[Entry]:
    """The verbs: past, imperfect, jussive, subjunctive, imperative, active and passive, of all persons."""
    wrong = {(verb, tense) for verb, tense, *_ in table("errors.tsv")}
    for past, vowel, kind in table("verbs.tsv"):
        tenses = qutrub.do_sarf(past, vowel, True, transitive=True, display_format="DICT")
        word = araby.strip_tashkeel(past)
        forms = {
            araby.strip_tashkeel(form)
            for tense, persons in tenses.items()
            for form in persons.values()
            if ENERGETIC not in tense and (word, tense.strip()) not in wrong
        }
        yield Entry(word, f"verb, {kind}", frozenset(form for form in forms if len(form) > 1))


def nouns() -> Iterator[Entry]:
    """The nouns: with the article and particles, pronouns, in the dual and the plural."""
    for word, plural, kind in table("nouns.tsv"):
        stems = [word]
        forms = {*_dual(word)}
        if kind in DESCRIBING:
            feminine = f"{word}ة"
            stems += [feminine, f"{word}ات"]
            forms |= _dual(feminine)
        if plural.endswith("ين") and kind != "broken plurals":
            base = plural[:-2]
            stems += [base + ending for ending in SOUND]
            forms |= {base + ending + pronoun for ending in "وي" for pronoun in ("", *PRONOUNS)}
        elif plural != "-":
            stems.append(plural)
        for stem in stems:
            genitive = not stem.endswith("ون") or plural == "-"
            forms |= {stem, *(before + stem for before in BEFORE_NOUNS if genitive or before in NOMINATIVE)}
            if not (kind in DESCRIBING or stem.endswith(SOUND)):
                forms |= _with_pronouns(stem)
        yield Entry(word, f"noun, {kind}", frozenset(forms))


def _with_pronouns(stem: str) -> set[str]:
    if stem[-1] in "ةى":
        stem = stem[:-1] + ("ت" if stem[-1] == "ة" else "ا")
    if stem.endswith("اء"):  # the seat of the hamza shows the case
        return {stem[:-1] + seat + pronoun for seat in "ءؤئ" for pronoun in PRONOUNS}
    if stem[-1] in "أءئؤ":
        return set()
    return {stem + pronoun for pronoun in PRONOUNS}


def _dual(word: str) -> set[str]:
    stem = {"ة": word[:-1] + "ت", "ى": word[:-1] + "ي"}.get(word[-1], word)
    if word[-1] in "اءأئؤ":
        return set()
    found = {stem + ending for ending in ("ان", "ين", "ا", "ي")}
    return found | {"ال" + stem + ending for ending in ("ان", "ين")}
