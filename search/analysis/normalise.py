"""The one place where a word gets its spelling folded: queries and texts alike.

`vocalised` keeps letters and harakat, `surface` the letters as written, `fold` one spelling for all;
`fold_in_place` folds a whole text letter by letter, for those who need its places.
The order of the rules matters and is tested rule by rule in tests/cases/folding.tsv.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from search.analysis.letters import (
    ANY_HARAKA,
    CONTROL,
    FARSI_YEH,
    FOLDED_LETTERS,
    HARAKAT,
    MARK,
    MARKS,
    PRESENTATION,
    SPACE,
    TATWEEL,
)
from search.analysis.numerals import one_spelling
from search.analysis.uthmani import modern, with_hamzas

_TANWIN_ALEF = re.compile("([\u0627\u0649])([\u064b\u08f0])$")
_NOT_HARAKAT = re.compile(f"(?![{HARAKAT}])[{MARKS}]")
_FOLD_TABLE = str.maketrans(dict(FOLDED_LETTERS))
HAMZA_ALEF = ("ءا", "وءا", "فءا")
"""Beginnings in which hamza and alef stand for an alef with madda."""
_HEART = "فءاد"
"""How فؤاد is folded, where they do not."""
_NOT_PLAIN = re.compile("[^\u0621-\u063a\u0641-\u064a]")
"""All but the Arabic letters as most words are written, where there is nothing to clean."""
_NOT_FOLDED = re.compile("[^\u0627\u0628\u062a-\u063a\u0641-\u0648\u064a]")
"""Hamza, teh marbuta, alef maqsura, and all that is not plain: the other letters fold to themselves."""
_FOREIGN = re.compile("[^\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufeff]+")


def is_plain(word: str) -> bool:
    """Whether a word has nothing but Arabic letters as most words are written."""
    return not _NOT_PLAIN.search(word)


def is_folded(word: str) -> bool:
    """Whether a word has none but letters that fold to themselves wherever they stand."""
    return not _NOT_FOLDED.search(word)


def vocalised(word: str) -> str:
    """The word with its harakat in canonical order, "" when it carries none.

    Tanwin before a final alef stands before it, wherever it was typed.
    """
    if is_plain(word):
        return ""
    clean = _clean(word)
    return _NOT_HARAKAT.sub("", clean) if ANY_HARAKA.search(clean) else ""


_ANY_MARKS = f"[{HARAKAT}]*"


def surface(word: str) -> str:
    """The letters exactly as written: no marks, no tatweel, no invisible characters.

    Words in the orthography of the Qur'an have the letters they are written with today.
    """
    if is_plain(word):
        return word
    return MARK.sub("", modern(_clean(word)))


def agreeing(marked: str) -> str:
    """A pattern for the words written with the letters of `marked`, all its marks, and maybe others.

    `marked` is what `vocalised` returned. The pattern has letters, lists of marks, and stars only.
    """
    return "".join(character + _ANY_MARKS for character in marked)


@lru_cache(maxsize=4_000)
def fold(word: str) -> str:
    """One spelling for all spellings of a word: the folded level. Idempotent; the last words are remembered,
    as one search asks for each of its words again and again.
    """
    return fold_surface(surface(word))


def fold_surface(letters: str) -> str:
    """`fold` for what `surface` returned."""
    if not _NOT_FOLDED.search(letters):
        return letters
    text = letters
    if text.endswith("ئ"):
        text = text[:-1].removesuffix("ي").removesuffix(FARSI_YEH) + "يء"
    elif text.endswith(("يأة", "يأه")) and len(text) > 3:
        text = text[:-2] + "ء" + text[-1]
    text = text.translate(_FOLD_TABLE)
    if _NOT_PLAIN.search(text):
        text = one_spelling(_FOREIGN.sub(_fold_foreign, text))
    if text.startswith(HAMZA_ALEF) and not text.startswith(_HEART):
        text = text.replace("ء", "", 1)
    return text


def fold_in_place(text: str, letters: Mapping[str, str] = FOLDED_LETTERS) -> str:
    """`text` with each of these letters and digits folded by itself, so that every place in it stays true.

    Not in it are the rules of `fold` that ask for neighbours, marks or letter case.
    """
    for letter, folded in letters.items():  # over long texts ten times as fast as str.translate
        text = text.replace(letter, folded)
    return text


@lru_cache(maxsize=1)  # the letters of a word are asked for, and then its marks
def _clean(word: str) -> str:
    word = PRESENTATION.sub(_letters_of_form, word)
    word = unicodedata.normalize("NFC", SPACE.sub("", CONTROL.sub("", word)))
    word = with_hamzas(word).replace(TATWEEL, "")
    return _TANWIN_ALEF.sub(lambda match: match[2] + match[1], word)


def _letters_of_form(match: re.Match[str]) -> str:
    form = match.group()
    letters = unicodedata.normalize("NFKC", form)
    # An isolated mark decomposes to a space and the mark; a whole sentence (U+FDFA) stays one character.
    letters = letters.removeprefix(" ")
    return form if " " in letters else letters


def _fold_foreign(match: re.Match[str]) -> str:
    text = unicodedata.normalize("NFKD", match.group()).lower()
    letters = "".join(c for c in text if not unicodedata.combining(c) and not c.isspace())
    # Mathematical letters decompose to letters of Arabic, some of which fold to others.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", letters).lower()).translate(_FOLD_TABLE)
