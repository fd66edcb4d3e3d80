"""The stems of an Arabic verb, from its vocalised past: قال gives قال, قل, قول, قيل.

Only letters matter here, not vowels: a sound verb has one stem for all its forms, a weak one has several. The
rules are those of any school grammar (الفعل الصحيح والمعتل); `affixes` says what may follow each stem.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pyarabic import araby

from search.analysis.stemming import shapes as s
from search.analysis.stemming.hamza import SEATS

_LONG = s.P0 | s.PO | s.PV | s.PA
_IMPERFECT_LONG = s.I0 | s.IO | s.IV | s.IA
PASSIVE = 1.2
_PASSIVE = s.P0 | s.PO | s.PV | s.PC | s.PA
_SEATS = {"ا": "أ", **SEATS}  # of a hamza that has lost the long vowel before it: يشأ
_SHORT_IMPERATIVE = {"أخذ": "خذ", "أكل": "كل", "أمر": "مر", "سأل": "سل"}


class Letter(NamedTuple):
    """A letter of a vocalised word, and whether a shadda doubles it."""

    letter: str
    doubled: bool


def letters(vocalized: str) -> list[Letter]:
    """The letters of a vocalised word."""
    parts, _, shaddas = araby.separate(vocalized, extract_shadda=True)
    return [Letter(letter, sign == araby.SHADDA) for letter, sign in zip(parts, shaddas, strict=True)]


def stems(vocalized: str, root: str, vowel: str) -> Iterator[tuple[str, int, float]]:
    """Each stem of the verb as (letters, shapes, how much rarer than the verb, a decimal logarithm).

    `vocalized` is the past, third person masculine; `root` has its three or four letters or is empty; `vowel`
    is the vowel of the imperfect of the simple form: فتحة, ضمة or كسرة.
    """
    parts = letters(vocalized)
    past = "".join(part.letter for part in parts)
    if len(past) < 2:
        return
    simple = len(past) == 2 or (len(past) == 3 and not parts[1].doubled and past[0] != "آ")
    simple = simple and past[0] != "ا" and not (past[0] == "أ" and len(past) == 3 and parts[2].doubled)
    present = _without_first(parts, past, simple)
    if past == "رأى":
        present = "رى"
    if past in _SHORT_IMPERATIVE:
        yield _SHORT_IMPERATIVE[past], s.IMPERATIVE, 0.0
    yield from _passive(past, simple)
    if past[-1] == "أ":
        yield past[:-1] + "ئ", s.P0, PASSIVE
        if past[1] == "ا":
            yield past[0] + "و" + past[2:-1] + "ئ", _PASSIVE, PASSIVE  # فوجئ
        yield present[:-1] + "ئ", s.I0, 0.0  # ينشئ
    if past[-1] == "ن":
        yield past[:-2] if _is_hollow(past, simple) else past[:-1], s.PN, 0.0
    weak = past[-1] in "اى" or (past[-1] == "ي" and not parts[-1].doubled)
    if weak:
        yield from _defective(past, present, root, vowel, simple)
    elif _is_hollow(past, simple):
        yield from _hollow(past, present, root, vowel, simple)
    elif parts[-1].doubled:
        yield past, _LONG | _imperative(past), 0.0
        yield past + past[-1], s.PC, 0.0
        if past[-2] == "أ" and len(past) > 4:
            present = present[:-2] + "ئ" + present[-1]  # يطمئن
        yield present, _IMPERFECT_LONG | s.IJ, 0.0
        yield present + past[-1], s.IN | s.IJ, 0.0
    elif simple and past[0] == "و":
        yield past, s.PAST | s.IMPERFECT, 0.0
        yield present, s.IMPERFECT | s.IMPERATIVE, 0.0
    elif present == past:
        yield past, s.PAST | s.IMPERFECT | s.IMPERATIVE_LONG, 0.0
    else:
        yield past, s.PAST | _imperative(past), 0.0
        yield present, s.IMPERFECT, 0.0


def _imperative(past: str) -> int:
    """The imperative has the letters of a past with an alef before two consonants: انتبهي, استخدموا."""
    return s.IMPERATIVE_LONG if past[0] == "ا" else 0


def _passive(past: str, simple: bool) -> Iterator[tuple[str, int, float]]:
    """The passive of the past where its letters are not those of the active."""
    if len(past) > 3 and past[1] == "ا":
        yield past[0] + "و" + past[2:], _PASSIVE, PASSIVE  # عومل
    elif len(past) > 4 and past[0] == "ت" and past[2] == "ا":
        yield past[:2] + "و" + past[3:], _PASSIVE, 2 * PASSIVE  # تنوول
    elif past[1] == "أ" and simple:
        yield past[0] + "ئ" + past[2:], _PASSIVE, PASSIVE  # سئل
    elif past[0] == "آ" and len(past) == 3:
        yield "أو" + past[1:], _PASSIVE, PASSIVE  # أوثر


def participles(vocalized: str) -> Iterator[tuple[str, int]]:
    """Participles of a verb of an augmented form as (letters, shapes): م before the stem of the imperfect."""
    parts = letters(vocalized)
    past = "".join(part.letter for part in parts)
    if len(past) < 4 and not (len(past) == 3 and parts[1].doubled):
        return
    stem = "م" + _without_first(parts, past, simple=False)
    describing = s.NOUN | s.ADJECTIVE | s.SOUND
    if past[-1] in "اى":
        yield stem[:-1] + "ي", describing
        yield stem[:-1], s.DEFECTIVE
    elif past[-2] != "ا":
        yield stem, describing


def _without_first(parts: list[Letter], past: str, simple: bool) -> str:
    """The past as it stands after the letter of the imperfect: يستخدم has lost the alef of استخدم."""
    if past[0] == "ا":
        return past[1:]
    if past[0] == "آ":
        return "ؤ" + past[1:] if len(past) == 3 and past[1] not in "خ" else "ؤا" + past[1:]
    if past[0] == "أ" and not simple:
        return "ؤ" + past[1:] if len(past) == 3 and parts[1].doubled else past[1:]
    if past[0] == "و" and simple:
        return past[1:]
    return past


def _is_hollow(past: str, simple: bool) -> bool:
    if past[-2] != "ا" or len(past) < 3:
        return False
    return simple or (past[0], len(past)) in (("أ", 4), ("ا", 5), ("ا", 6))


def _hollow(past: str, present: str, root: str, vowel: str, simple: bool) -> Iterator[tuple[str, int, float]]:
    middle = "ا"
    if simple:
        middle = "ا" if vowel == "فتحة" else ("ي" if root[1:2] == "ي" or vowel == "كسرة" else "و")
    elif past[0] == "أ" or past.startswith("است"):
        middle = "ي"
    yield past, _LONG | _imperative(past) if middle == "ا" else _LONG, 0.0
    yield past[:-2] + past[-1], s.PC, 0.0
    imperative = s.IMPERATIVE_LONG if simple else 0
    yield present[:-2] + middle + present[-1], _IMPERFECT_LONG | imperative, 0.0
    last = _SEATS[middle] if present[-1] == "ء" else present[-1]
    yield present[:-2] + last, s.IJ | s.IN | (s.IMPERATIVE if simple else 0), 0.0
    yield past[:-2] + "ي" + past[-1], s.P0 | s.PO | s.PV, PASSIVE  # قيل
    yield present, _IMPERFECT_LONG, PASSIVE  # يقال


def _defective(
    past: str, present: str, root: str, vowel: str, simple: bool
) -> Iterator[tuple[str, int, float]]:
    base, present = past[:-1], present[:-1]
    consonant = "و" if simple and past[-1] == "ا" else "ي"
    yield past, s.P0, 0.0
    yield base + "ا", s.PO, 0.0
    yield base, s.PV, 0.0
    yield base + consonant, s.PC | s.PA, 0.0
    yield base + "ي", s.P0 | s.PO | s.PV | s.PC | s.PA, PASSIVE
    if simple and (past[-1] == "ا" or vowel == "ضمة"):
        ending = "و"
    elif vowel == "فتحة" if simple else past[0] == "ت":
        ending = "ى"
    else:
        ending = "ي"
    yield present + ending, s.I0 | (s.IO | s.IA | s.IN if ending != "ى" else 0), 0.0
    yield present + "ى", s.I0, 0.0
    yield present + "ا", s.IO, 0.0
    yield present + "ي", s.IA | s.IN, 0.0
    yield present, s.IV | s.IJ, 0.0
