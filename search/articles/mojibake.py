"""UTF-8 Arabic that was read as a Windows or Latin encoding and saved so, read back.

The Western case is the work of ftfy; it does not know Windows-1256, where alef becomes U+0637 U+00A7 and lam
U+0638 U+201E.
"""

from __future__ import annotations

import re
from collections import Counter

_WESTERN = re.compile("[\u00d8\u00d9][\u0080-\u00bf\u0152-\u02dc\u2013-\u203a\u20ac\u2122]")
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
    ):
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines):
        fixed = _western(line) if len(_WESTERN.findall(line)) >= 2 else _arabic(line)
        if fixed != line:
            lines[number] = fixed
            counts["mojibake"] += 1
    return "\n".join(lines)


def _western(line: str) -> str:
    from ftfy import fix_encoding  # its tables take a while to load, and few articles need them

    return fix_encoding(line)


def _arabic(line: str) -> str:
    if len(_ARABIC.findall(line)) < 2:
        return line
    return _RUN.sub(lambda run: _read_back(run.group()), line)


def _read_back(run: str) -> str:
    try:
        return run.encode("cp1256").decode("utf-8")
    except UnicodeError:
        return run
