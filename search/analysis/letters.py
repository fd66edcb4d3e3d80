"""Names and classes of Arabic letters and marks, and the table that folds their spellings.

Names are PyArabic's where it has them; the Unicode chart of the Arabic block is the source of the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyarabic import araby

HARAKAT = "".join(map(chr, range(0x064B, 0x0653))) + "\u0670"
"""FATHATAN to SUKUN, and SUPERSCRIPT ALEF: the marks a writer adds to show the vowels."""

MARKS = (
    "\u0610-\u061a"  # honorifics and small high letters
    "\u064b-\u065f"  # harakat, madda and hamza as combining marks, other vowel signs
    "\u0670"  # superscript alef
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"  # Quranic annotation, small waw and small yeh
    "\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff"  # Arabic Extended marks
    "\u0300-\u036f"  # combining marks of other scripts
)
"""Ranges, for a character class, of everything written on a letter."""

CONTROLS = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Ranges of invisible characters: joiners, direction marks, soft hyphen, byte order mark."""

HARD_SPACES = "\u00a0\u202f"
"""Spaces that do not break a line; one before a mark only carries it, inside a word."""

TATWEEL = araby.TATWEEL
SUPERSCRIPT_ALEF = "\u0670"
ALEF_WASLA = "\u0671"
FARSI_YEH = "\u06cc"

SAYINGS: Mapping[str, str] = {
    "\ufdfa": "صلى الله عليه وسلم",
    "\ufdfb": "جل جلاله",
    "\ufdfd": "بسم الله الرحمن الرحيم",
}
"""Signs that say several words. They stand beside what is said and break no phrase: in a text such a sign has
no place among the folded words; it is found by the lemmas of its words, and by itself."""
RIAL = "\ufdfc"
"""The sign of a currency: one word, and no letter to Unicode."""

ALEFS = "\u0623\u0625\u0622"
"""Alef with hamza above, with hamza below, with madda."""
BARE_ALEF = str.maketrans(ALEFS, araby.ALEF * 3)
"""Alef alone, as many write it."""
HAMZA = araby.HAMZA
HAMZAS = ALEFS + "\u0624\u0626"
"""Letters with a hamza in them: those, waw and yeh with hamza."""
CONSONANTS = "بتثجحخدذرزسشصضطظعغفقكلمنه"
"""All letters of roots but WEAK."""
WEAK = frozenset("\u0627\u0648\u064a\u0621")
"""Alef, waw, yeh and hamza: letters of a root that come and go."""

MARK = re.compile(f"[{MARKS}]")
ANY_HARAKA = re.compile(f"[{HARAKAT}]")
CONTROL = re.compile(f"[{CONTROLS}]")
SPACE = re.compile(f"[ {HARD_SPACES}]")
"""What a word may hold of spaces: one that carries a mark, and that after a و which stands by itself."""
PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefe]")
"""Arabic Presentation Forms A and B: what PDF extraction leaves in place of letters."""


def _each(letters: str, folded: str) -> dict[str, str]:
    return dict.fromkeys(letters, folded)


FOLDED_STANDARD: Mapping[str, str] = {
    **_each(ALEFS, araby.ALEF),
    **_each("\u0624\u0626", araby.HAMZA),  # hamza on waw and on yeh
    "\u0649": araby.YEH,  # alef maqsura
    "\u0629": araby.HEH,  # teh marbuta
}
"""Of the letters of Arabic as it is mostly written, those that fold to another."""

SPELLINGS: Mapping[str, str] = {
    folded: folded + "".join(letter for letter, to in FOLDED_STANDARD.items() if to == folded)
    for folded in FOLDED_STANDARD.values()
}
"""The other way: the letters that a folded one may be written with, itself first."""

SOUNDS: Mapping[str, str] = {
    **_each(araby.JEEM + araby.GHAIN + araby.QAF, araby.KAF),
    **_each(araby.TAH, araby.TEH),
}
"""One letter for all that foreign names write a sound with."""

FOLDED_LETTERS: Mapping[str, str] = {
    **FOLDED_STANDARD,
    # alef with wasla; wavy hamza and high hamza of other languages
    **_each("\u0671\u0672\u0673\u0675\u0773\u0774", araby.ALEF),
    # high hamza, alone and on other letters
    **_each("\u0674\u0676\u0677\u0678", araby.HAMZA),
    # Farsi yeh, yeh with tail, yeh with small v, e, yeh barree and its relatives
    **_each("\u06cc\u06cd\u06ce\u06d0\u06d1\u06d2\u06d3\u0620\u063d\u063e\u063f\u0777", araby.YEH),
    # heh doachashmee, heh goal, ae and their relatives
    **_each("\u06be\u06c0\u06c1\u06c2\u06c3\u06d5\u06ff", araby.HEH),
    # keheh, swash kaf, ng, gaf and relatives
    **_each("\u06a9\u06aa\u06ab\u06ac\u06ad\u06ae\u06af\u06b0\u0763\u0762", araby.KAF),
    **_each("\u067e", araby.BEH),  # peh
    **_each("\u0686", araby.JEEM),  # tcheh
    **_each("\u0698", araby.ZAIN),  # jeh
    **_each("\u06a4\u06a2\u06a5", araby.FEH),  # veh and feh with other dots
    **_each("\u06a7\u06a8", araby.QAF),  # Maghrebi qaf, Tunisian gaf
    **_each("\u06a1", araby.FEH),  # dotless feh
    **_each("\u066f", araby.QAF),  # dotless qaf
    **_each("\u066e", araby.BEH),  # dotless beh
    **_each("\u0679", araby.TEH),  # tteh
    **_each("\u0688", araby.DAL),  # ddal
    **_each("\u0691", araby.REH),  # rreh
    **_each("\u06ba", araby.NOON),  # noon ghunna
    **_each("\u06c4\u06c5\u06c6\u06c7\u06c8\u06c9\u06ca\u06cb\u06cf", araby.WAW),
    # Arabic-Indic and extended (Persian) digits
    **{chr(0x0660 + n): str(n) for n in range(10)},
    **{chr(0x06F0 + n): str(n) for n in range(10)},
}
"""One spelling for all spellings of a letter: design table, rule 7 of folding."""
