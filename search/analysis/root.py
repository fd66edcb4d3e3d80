"""A guess at the root of a word the lexicon does not hold.

The letters that build Arabic patterns (سألتمونيها) are taken off where a known pattern puts them, until three are
left; a word that fits no pattern has no guessed root. Patterns follow the school tables of الأوزان.
"""

_HAMZA = str.maketrans("أإآؤئ", "ءءءءء")
# One pattern per length: a digit is a root letter, anything else must stand there. Folded letters.
_PATTERNS = (
    "است123", "مست123", "است12ا3", "مت1ا23", "مت123", "ت1ا23", "من123", "ان123", "ان12ا3", "م1ت23", "ا1ت23",
    "ا1ت2ا3", "م1ا23", "م12و3", "م12ا3", "م1ا2ي3", "ت12ي3", "ا12ا3", "ا12اء3", "م123ه", "م1ا23ه", "م123",
    "1ا2و3", "1وا23", "1اي23", "1ا23", "12ا3", "12و3", "12ي3", "12ا3ه", "12ي3ه", "12و3ه", "1ا23ه", "123ه",
    "1ت2ا3", "ت123", "ا123", "123",
)  # fmt: skip


def radicals(root: str) -> str:
    """The root with its hamza written ء and its last ى written ي, as the root level spells it."""
    return root.translate(_HAMZA).replace("ى", "ي")


def guess(stem: str) -> str:
    """The three letters of the first pattern that fits the folded `stem`, or an empty string."""
    for pattern in _PATTERNS:
        if len(pattern) == len(stem):
            found = _fit(pattern, stem)
            if found:
                return found
    return ""


def _fit(pattern: str, stem: str) -> str:
    found = ["", "", ""]
    for expected, letter in zip(pattern, stem, strict=True):
        if expected.isdigit():
            if letter == "ا" or (letter == "ه" and expected == "3" and len(stem) > 3):
                return ""
            found[int(expected) - 1] = letter
        elif expected != letter:
            return ""
    return "".join(found)
