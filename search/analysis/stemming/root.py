"""Roots of words whose root the lexicon does not give.

The letters that build Arabic patterns (سألتمونيها) are taken off where a known pattern puts them; what is
left counts only if it is the root of some word of the lexicon, so that foreign words keep clear of Arabic
roots. They get a stem instead, which a name shares with its nisba: فرنسا and فرنسي, روسيا and روسية.
"""

import re
from collections.abc import Container

from search.analysis.letters import HAMZAS, WEAK

_RADICALS = str.maketrans({**dict.fromkeys(HAMZAS, "ء"), "ى": "ي"})
# The school tables of الأوزان, folded: digits are the root letters in order, anything else must stand there.
_PATTERNS = (
    "است123", "مست123", "است12ا3", "مت1ا23", "مت123", "من123", "ان123", "ان12ا3", "م1ت23", "ا1ت23", "ا1ت2ا3",
    "ت1ا23", "تم123", "م1ا23", "م12و3", "م12ا3", "م1ا2ي3", "ت12ي3", "ا12ا3", "ا123اء", "ا12يه3", "م123ه",
    "م1ا23ه", "م123", "1ا2و3", "1وا23", "1ا23ي", "1ا23", "12ا3", "12و3", "12ي3", "12ا3ه", "12ي3ه", "12و3ه",
    "1ا23ه", "123ه", "123اء", "12اء3", "123ان", "ت123", "ا123", "123ي", "ت12يه", "123",
)  # fmt: skip
_BY_LENGTH: dict[int, list[re.Pattern[str]]] = {}
for _pattern in _PATTERNS:
    _letters = re.compile(re.sub("[123]", "(.)", _pattern), re.DOTALL)
    _BY_LENGTH.setdefault(len(_pattern), []).append(_letters)


def radicals(root: str) -> str:
    """The root with its hamza written ء and its last ى written ي, as the root level spells it."""
    return root.translate(_RADICALS)


def fits(root: str, folded: str) -> bool:
    """Whether the strong letters of `root` stand in a folded word in order; a doubled one may stand once."""
    at = 0
    for number, letter in enumerate(root):
        if letter in WEAK or root[number - 1 : number] == letter or (letter == "ه" and number == 2):
            continue
        at = folded.find(letter, at) + 1
        if not at:
            return False
    return True


def guess(stem: str, known: Container[str]) -> str:
    """The root of the folded `stem` by the first pattern that gives one of the `known` roots, or ""."""
    for pattern in _BY_LENGTH.get(len(stem), ()):
        if (match := pattern.fullmatch(stem)) and (root := "".join(match.groups())) in known:
            return root
    return ""


def outline(lemma: str) -> str:
    """A folded name without the endings that come and go between it and its nisba; three letters stay."""
    if lemma.endswith("الله"):
        return lemma
    for ending in ("ويه", "يا", "يه", "وي", "ا", "ه", "ي"):
        if lemma.endswith(ending) and len(lemma) - len(ending) >= 3:
            return lemma[: -len(ending)]
    return lemma
