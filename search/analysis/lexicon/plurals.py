"""Broken plurals a singular may have by its pattern (جموع التكسير), for nouns whose plural is nowhere listed.

One row per pattern of the singular: C is a consonant of the root, any other letter stands for itself.
The forms are possible, not certain: the lexicon gives them a low weight, so that any listed word comes first.
"""

import re

from search.analysis.letters import CONSONANTS

_CONSONANT = f"([{CONSONANTS}أؤئء])"
_ROWS = (
    ("CCC", "أ1 2ا3", "1 2و3"),  # عصر عصور, لعب ألعاب
    ("CCاC", "أ1 2 3ة"),  # سلاح أسلحة
    ("CCيC", "أ1 2 3ة", "1 2 3اء"),  # نسيج أنسجة
    ("CCيCة", "1 2ائ3"),  # فصيلة فصائل
    ("CCاCة", "1 2ائ3"),
    ("CCوC", "1 2ائ3"),  # زبون زبائن
    ("CاCC", "1وا2 3"),
    ("CاCCة", "1وا2 3"),
    ("مCCC", "م1ا2 3"),  # مصرف مصارف
    ("مCCCة", "م1ا2 3"),
    ("مCCوC", "م1ا2ي3"),
    ("مCCاC", "م1ا2ي3"),
    ("تCCيC", "ت1ا2ي3"),  # تصريح تصاريح
    ("CCيء", "أ1 2ياء"),  # بريء أبرياء
    ("CCة", "1 2 2"),  # جثة جثث
    ("CCCة", "1 2 3"),
    ("CCCيC", "1 2ا3ي4"),  # برميل براميل
    ("CCCوC", "1 2ا3ي4"),
    ("CCCاC", "1 2ا3ي4"),
    ("CاCوC", "1وا2ي3"),
    ("CاCوCة", "1وا2ي3"),  # فاتورة فواتير
    ("أCCية", "أ1ا2ي"),  # أغنية أغاني
    ("أCCوCة", "أ1ا2ي3"),
    ("مCCة", "م1ا2"),  # مهمة مهام
)
_ELATIVE = re.compile(f"{_CONSONANT}{_CONSONANT}ي?(?!\\2){_CONSONANT}")
"""Adjectives that are compared with أفعل: شرس, عميق. Those in فاعل are mostly not: أكتب is "I write"."""
_BY_LENGTH: dict[int, list[tuple[re.Pattern[str], tuple[str, ...]]]] = {}
for _singular, *_plurals in _ROWS:
    _pattern = re.compile(_singular.replace("C", _CONSONANT))
    _BY_LENGTH.setdefault(len(_singular), []).append((_pattern, tuple(p.replace(" ", "") for p in _plurals)))


def possible(singular: str) -> list[str]:
    """The plurals the pattern of `singular` allows; none for a word that fits no pattern."""
    return [
        "".join(match[int(c)] if c.isdigit() else c for c in plural)
        for pattern, plurals in _BY_LENGTH.get(len(singular), ())
        if (match := pattern.fullmatch(singular))
        for plural in plurals
    ]


def elative(adjective: str) -> str:
    """The elative the pattern of `adjective` allows: أشرس of شرس; "" for a word that fits no pattern."""
    match = _ELATIVE.fullmatch(adjective)
    return "أ" + "".join(match.groups()) if match else ""
