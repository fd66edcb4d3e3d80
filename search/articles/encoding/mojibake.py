"""Arabic that was read as an encoding it was not in, and saved so, read back.

UTF-8 read as a Western encoding (of Windows or of the Mac), once or twice, is the work of ftfy; it does not
know Windows-1256, where alef becomes U+0637 U+00A7 and lam U+0638 U+201E. Windows-1256 read as a Western
encoding, as in old databases, has U+00C7 for alef and U+00E1 for lam. UTF-8 read as an encoding of Eastern
Europe, of Greece or of DOS is read back by its tell-tale first bytes, D8 and D9.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, partial

from search.articles.encoding.arabic import ARABIC_ENOUGH, arabic_score

_WESTERN = re.compile(  # the two bytes of a letter as Latin-1 or Windows-1252, or as Mac Roman
    "[\u00d8\u00d9][\u0080-\u00bf\u0152-\u02dc\u2013-\u203a\u20ac\u2122]|[\u00ff\u0178][^\\x00-\x7f]"
)
_TWICE = re.compile("\u00c3[\u0098\u0099\u02dc\u2122]")
_ARTICLE = "\u00c7\u00e1"
_LETTER = re.compile("[\u0621-\u064a]")
_ARABIC = re.compile("[\u0637\u0638][^\\s\\x00-\\x7f\u060c]")
_OTHERS = ("mac_roman", "cp1251", "cp1250", "cp1253", "cp437", "cp850")
_FIRST = re.compile(  # D8 or D9 in those encodings, and the second byte of a letter
    "[\u00ff\u0178\u0428\u0429\u0158\u016e\u03a8\u03a9\u256a\u2518\u00cf][^\\x00-\x7f]"
)
_ESCAPE = re.compile(r"\\u(06[0-9a-f]{2})|&#x0?(6[0-9a-f]{2});|&#(1[5-7]\d\d);", re.I)
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
        and len(_FIRST.findall(text, 0, 20_000)) < 2
    ):
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if len(_WESTERN.findall(line)) >= 2 or len(_TWICE.findall(line)) >= 2:
            fixed = _western(line)
        else:
            fixed = _old(_arabic(line))
        if fixed == line and len(_FIRST.findall(line)) >= 2:
            fixed = _other(line)
        if fixed != line:
            lines[number] = fixed
            counts["mojibake"] += 1
    return "\n".join(lines)


def repair_escapes(text: str, counts: Counter[str]) -> str:
    """The text with letters for \\u0627 and &#1575;, where most Arabic ones stand so; counts "mojibake"."""
    if len(_ESCAPE.findall(text)) <= len(_LETTER.findall(text)):
        return text
    counts["mojibake"] += 1
    return _ESCAPE.sub(lambda match: chr(int(match[3]) if match[3] else int(match[1] or match[2], 16)), text)


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


def _other(line: str) -> str:
    """A line of UTF-8 read as one of _OTHERS, read back where Arabic comes of it."""
    for name in _OTHERS:
        fixed = _RUN.sub(partial(_as_utf8, _bytes(name)), line)
        if 3 * len(_LETTER.findall(fixed)) > len(fixed):
            return fixed
    return line


def _as_utf8(bytes_of: Mapping[int, str], run: re.Match[str]) -> str:
    try:
        return run.group().translate(bytes_of).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return run.group()


@cache
def _bytes(name: str) -> dict[int, str]:
    """What each byte looks like in an encoding, and the byte as Latin-1; one that is nothing there stays."""
    known = {code: bytes((code,)).decode(name, "ignore") or chr(code) for code in range(0x80, 0x100)}
    return {ord(letter): chr(code) for code, letter in known.items()}
