"""The orthography of the Qur'an to the letters of today, by the signs of a word, before they are dropped.

Copies of the Qur'an and quotations from it keep the letters of the first codices and say with signs how they
are read; readers type today's letters. The rules are those that decide most of the 77,356 words of the Hafs
text whose modern spelling is given in the package quran-text 0.1.0 (rasm imla'i).

Copies follow one of two conventions of Unicode. The other one writes yeh as Farsi yeh, madda as small high
madda, hamza below its yeh as a mark of alef maqsura, and a superscript alef that stands free on a hard space.
"""

from __future__ import annotations

import re

from search.analysis.letters import ALEF_WASLA, FARSI_YEH, MARK, MARKS, SUPERSCRIPT_ALEF
from search.analysis.particles import ONE_LETTER

_M = f"[{MARKS}]{{0,9}}"  # a bound, so that no run of marks is gone through again and again
SIGNS = f"{ALEF_WASLA}{SUPERSCRIPT_ALEF}\u0653\u0654\u0655\u06e4\u06e6\u06e7"
"""Alef wasla, superscript alef, madda, hamza above, hamza below, small high madda, small yeh, small high yeh:
what is read as letters."""
_ANY_SIGN = re.compile(f"[{SIGNS}\u0622]|ء\u064e.")

_HAMZA_MARK = re.compile(f"([\u0649{FARSI_YEH}يو])({_M})[\u0654\u0655]")

# Words whose superscript alef is never written as a letter, after particles, with pronouns.
_NO_ALEF = re.compile(
    f"أ?[{''.join(ONE_LETTER)}]{{0,3}}(?:"
    "هذا|هذه|هذان|هذين|هؤلاء|ذلك|ذلكم|ذلكما|كذلك|أولئك|اولئك|أولئكم|هكذا|طه|يس|(?:ال)?رحمن|ت?ا?لله|اللهم|"
    "(?:لكن|(?:ال)?[إا]له)(?:ه|ها|هم|هما|هن|ك|كم|كما|كن|ي|ني|نا|ا|ين|ان)?"
    ")"
)

_LONG_ALEF = re.compile(f"(?<=.)\u0622(?={_M}(?:[ءأإؤئ]|$)|[\u0621-\u064a]{_M}\u0651)")
"""Alef with madda before hamza, a doubled letter or at the end: the voice is drawn out, no hamza is heard."""
_HAMZA_MADDA = re.compile(f"أ({_M})\u0653")
_SHORT = "(?:(?<=[\u0621-\u0626\u0628-\u0647\u0649])|(?<=و[\u0652\u06e1]))"  # after no long vowel
_HAMZA_ALEF = re.compile(f"{_SHORT}({_M})ء\u064e[\u0627{SUPERSCRIPT_ALEF}]")
"""Read as alef with madda."""
_SEEN = re.compile("ر\u064eء\u064e(?:\u0627$|(?=ي))")
"""رَءَا and رَءَيۡتَ: رأى, رأيت."""
_HAMZA_FATHA = re.compile(f"{_SHORT}({_M})ء(?=\u064e{_M}[\u0621-\u064a])")
"""Sits on alef today: يَسۡءَلُ."""
_HAMZA_WAW = re.compile(f"ء{_M}و$")
"""The waw of "they" has its alef today: جَآءُو."""
_SEATLESS = re.compile(f"(?P<before>[\u0621-\u064a])(?P<signs>{_M}\u0654{_M})(?P<alef>\u0627?)")
_SMALL_YEH = re.compile(f"\u06e7|(?<=ي)\u06e6|(?<=ي[{MARKS}])\u06e6")
_ONE_LAM = re.compile(f"{ALEF_WASLA}ل(?={_M}\u0651{_M}ي{_M}ل{_M}$|{_M}\u0670{_M}[تئ]{_M}ي{_M}$)")
"""الليل, اللاتي and اللائي are written with one lam."""
_WAW_ALEF = re.compile(f"و{_M}\u0670(?:(?={_M}ة)|{_M}\u0627{_M}$)")
_OPEN_TEH = re.compile(f"^((?:[وفبلك]{_M})?(?:رَح{_M}مَ|نِع{_M}مَ|سُن{_M}|لَع{_M}نَ|شَجَرَ|كَلِمَ|فِط{_M}رَ))ت([َُِ])$")
"""Nouns whose ة the codices write open before another word: رَحۡمَتَ, نِعۡمَتِ."""
_YEH_ALEF = re.compile(f"\u0649{_M}\u0670(?={_M}[\u0621-\u064a])")
_MAQSURA_ALEF = re.compile(f"\u0649{_M}\u0670")


def with_hamzas(word: str) -> str:
    """A word of composed characters with each mark of hamza that its yeh or waw carries made one with that.

    Marks may stand between them. Where a tatweel does, it is the tatweel that carries the hamza.
    """
    if "\u0654" not in word and "\u0655" not in word:
        return word
    return _HAMZA_MARK.sub(lambda match: ("ؤ" if match[1] == "و" else "ئ") + match[2], word)


def modern(word: str) -> str:
    """A word of composed characters without tatweel in today's letters; its other signs stay."""
    word = _OPEN_TEH.sub(lambda match: f"{match[1]}ة{match[2]}", word)
    if not _ANY_SIGN.search(word):
        return word
    word = word.replace(FARSI_YEH, "ي")
    word = _HAMZA_MADDA.sub("\u0622\\1", _LONG_ALEF.sub("\u0627", word))
    word = _SEEN.sub(lambda match: "رأى" if match[0][-1] == "\u0627" else "رأ", word)
    word = _HAMZA_FATHA.sub("\\1أ", _HAMZA_ALEF.sub("\\1\u0622", word))
    word = _HAMZA_WAW.sub("\\g<0>\u0627", word)
    word = _SMALL_YEH.sub("ي", _SEATLESS.sub(_seated, word))
    word = _ONE_LAM.sub(ALEF_WASLA + "لل", word)
    return _with_alef(word) if SUPERSCRIPT_ALEF in word else word


def _seated(match: re.Match[str]) -> str:
    """A hamza without a letter to sit on, with the letter it has today: by its vowel, on yeh after yeh."""
    before, signs, alef = match.group("before", "signs", "alef")
    if before == "ي" or _has(signs, "\u0650\u064d\u08f2"):
        return f"{before}{signs}ئ{alef}"
    if _has(signs, "\u064f\u064c\u08f1"):
        return f"{before}{signs}ؤ{alef}"
    drawn = alef or SUPERSCRIPT_ALEF in signs
    return before + signs.replace(SUPERSCRIPT_ALEF, "") + ("\u0622" if drawn else "أ")


def _has(signs: str, vowels: str) -> bool:
    """Whether the vowel of a hamza is one of these; the letter before may have a vowel of its own."""
    own = [sign for sign in signs if "\u064b" <= sign <= "\u0652" or "\u08f0" <= sign <= "\u08f2"]
    return bool(own) and own[-1] in vowels


def _with_alef(word: str) -> str:
    if _NO_ALEF.fullmatch(MARK.sub("", word).replace(ALEF_WASLA, "\u0627").replace("\u0622", "\u0627")):
        return word.replace(SUPERSCRIPT_ALEF, "")
    word = _WAW_ALEF.sub("\u0627", word)
    word = _MAQSURA_ALEF.sub("\u0649", _YEH_ALEF.sub("\u0627", word))
    return word.replace(SUPERSCRIPT_ALEF, "\u0627")
