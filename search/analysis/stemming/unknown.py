"""Words the lexicon lacks: article and و come off, a nisba or a plural ات too, and the rest is the lemma."""

import re

from search.analysis.letters import ALEFS
from search.analysis.particles import AND, AT_MOST_ONE, CONJUNCTIONS, PREPOSITIONS, WITH_ARTICLE
from search.analysis.stemming import root as roots
from search.analysis.stemming.reading import Reading
from search.analysis.stemming.stems import Lexicon, Stem

UNKNOWN = -0.5  # a reading must be likelier than this, or the word counts as unknown

# Letters that write the same foreign sound.
_SAME_SOUND = (("غ", "ج"), ("ج", "غ"), ("ط", "ت"), ("ت", "ط"), ("ك", "ق"), ("ق", "ك"), ("ق", "غ"))
_GENTLE_ENDINGS = (("يات", "ي"), ("يين", "ي"), ("يون", "ي"), ("يه", "ي"), ("ات", ""))
_PARTICIPLE_ENDINGS = ("ين", "ون", "تين", "تان", "ان", "ات", "ه", "ا")
_NO_ENDINGS = ("الله", "ها")
_DOING = re.compile("م.ا..ه")
_JOINED = re.compile(f"[{''.join(CONJUNCTIONS)}]?[{''.join(PREPOSITIONS)}](?=[{ALEFS}]...)")
"""Particles before an alef with hamza, which begins a word: لإنستغرام."""
_NUMBER = re.compile(f"(?:{'|'.join(AT_MOST_ONE)})([0-9.]+)[مه]?")  # و2014, 1436ه


def unknown(surface: str, folded: str, lexicon: Lexicon) -> Reading:
    """What a word is taken for that has no reading by the lexicon: a number, a name, or its letters alone."""
    if number := _NUMBER.fullmatch(folded):
        return Reading(-UNKNOWN, number[1], "number", number[1])
    joined = _JOINED.match(surface)
    stem = folded[joined.end() :] if joined else folded
    for prefix in () if joined else (*WITH_ARTICLE, AND):
        if stem.startswith(prefix) and len(stem) - len(prefix) >= 3 + (prefix == AND):
            stem = stem[len(prefix) :]
            break
    form = ""
    if participle := _participle(stem, lexicon.roots):
        stem = participle
    for suffix, restored in _GENTLE_ENDINGS:
        if stem.endswith(suffix) and len(stem) - len(suffix) >= 3:
            stem, form = stem[: -len(suffix)] + restored, "nisba" if restored else "plural"
            break
    if name := _respelled(stem, lexicon):
        return Reading(-UNKNOWN, name.lemma, name.kind, name.root, "spelling", name.by)
    root = roots.guess(stem, lexicon.roots)
    if len(stem) > 4 and not root:
        stem = stem.replace("ج", "غ")  # foreign names: فولفسبورج, فولفسبورغ
    return Reading(-UNKNOWN, stem, "unknown", root or roots.outline(stem), form)


def _participle(stem: str, known_roots: frozenset[str]) -> str:
    """The participle `stem` is a form of, "" if none: مبتعثين, متحرشة; not مناصحة, a noun of doing."""
    if stem.startswith("م") and not stem.endswith(_NO_ENDINGS) and not _DOING.fullmatch(stem):
        for ending in _PARTICIPLE_ENDINGS:
            participle = stem.removesuffix(ending)
            if participle != stem and len(participle) > 4 and roots.guess(participle, known_roots):
                return participle
    return ""


def _respelled(stem: str, lexicon: Lexicon) -> Stem | None:
    """The name of the lexicon that `stem` spells with another letter: بنتاجون, بنتاغون."""
    if len(stem) < 5:
        return None
    for letter, other in _SAME_SOUND:
        if letter in stem:
            for entry in lexicon.stems.get(stem.replace(letter, other), ()):
                if entry.kind == "name":
                    return entry
    return None
