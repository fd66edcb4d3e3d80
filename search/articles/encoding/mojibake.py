"""Arabic that was read as an encoding it was not in, and saved so, read back.

UTF-8 read as a Western encoding (of Windows or of the Mac), once or twice, is the work of ftfy; it does not
know Windows-1256, where alef becomes U+0637 U+00A7 and lam U+0638 U+201E. Windows-1256 read as a Western
encoding, as in old databases, has U+00C7 for alef and U+00E1 for lam.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from search.articles.encoding.arabic import ARABIC_ENOUGH, arabic_score

_WESTERN = re.compile(  # the two bytes of a letter as Latin-1 or Windows-1252, or as Mac Roman
    "[\u00d8\u00d9][\u0080-\u00bf\u0152-\u02dc\u2013-\u203a\u20ac\u2122]|[\u00ff\u0178][^\\x00-\x7f]"
)
_TWICE = re.compile("\u00c3[\u0098\u0099\u02dc\u2122]")
_ARTICLE = "\u00c7\u00e1"
_LETTER = re.compile("[\u0621-\u064a]")
_ARABIC = re.compile("[\u0637\u0638][^\\s\\x00-\\x7f\u060c]")
_RUN = re.compile(r"[^\x00-\x7f]+")


def repair_mojibake(text: str, counts: Counter[str]) -> str:
    """The text with twice encoded Arabic read back; counts "mojibake" once for each line so repaired.

    Text without a run of the tell-tale pairs comes back untouched.
    """
    if (
        len(_WESTERN.findall(text, 0, 20_000)) < 2
        and "\u0637\u00a7" not in text
        and "\u0638\u201e" not in text
        and len(_TWICE.findall(text, 0, 20_000)) < 2
        and _ARTICLE not in text
    ):
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if len(_WESTERN.findall(line)) >= 2 or len(_TWICE.findall(line)) >= 2:
            fixed = _western(line)
        else:
            fixed = _old(_arabic(line))
        if fixed != line:
            lines[number] = fixed
            counts["mojibake"] += 1
    return "\n".join(lines)


def _western(line: str) -> str:
    from ftfy import fix_encoding  # its tables take a while to load, and few articles need them

    return fix_encoding(line)


def _old(line: str) -> str:
    """A line of Windows-1256 read as a Western encoding, read back where Arabic comes of it."""
    if not any("\u00c0" <= letter <= "\u00ff" for letter in line) or _LETTER.search(line):
        return line
    fixed = line.translate(_western_letters())
    return fixed if arabic_score(fixed) > ARABIC_ENOUGH else line


@cache
def _western_letters() -> dict[int, str]:
    """What a byte of Windows-1256 looks like as Latin-1 and as Windows-1252, and what it is."""
    table = {}
    for code in range(0x80, 0x100):
        byte = bytes((code,))
        letter = byte.decode("cp1256")
        table[code] = letter
        table[ord(byte.decode("cp1252", "ignore") or chr(code))] = letter
    return table


def _arabic(line: str) -> str:
    if len(_ARABIC.findall(line)) < 2:
        return line
    return _RUN.sub(lambda run: _read_back(run.group()), line)


def _read_back(run: str) -> str:
    try:
        return run.encode("cp1256").decode("utf-8")
    except UnicodeError:
        return run
