"""Repair of what extraction does to Arabic text, before anything looks at it.

Every repair is counted by kind:

controls      control, bidirectional and zero-width characters dropped, lone surrogates replaced
presentation  letters of the presentation blocks (U+FB50 to U+FDFF, U+FE70 to U+FEFF) to plain letters
lam_alef      a lam-alef whose two letters were swapped, at the beginning of a word
visual_order  lines stored from left to right, as they look
hyphenation   words cut in two at the end of a line
mojibake      text that was read as another encoding than its own, or stands as escapes (see mojibake.py)

Marks are put in the order of NFC, which is not counted: it cannot be seen. All of it takes time linear in the
length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from search.analysis.letters import ALEFS, MARKS
from search.articles.encoding.mojibake import repair_escapes, repair_mojibake

_ALEF, _LAM, _HEH, _TATWEEL = "\u0627", "\u0644", "\u0647", "\u0640"
_LETTER = "\u0621-\u063a\u0641-\u064a\u066e-\u06d3"
_PROCLITICS = "\u0648\u0641\u0628\u0643"  # waw, fa, ba, kaf
_JOINERS = "\u200c\u200d"

_SUSPECT = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufb50-\ufdff\ufe70-\ufeff\ufff9-\ufffb\ufffe\uffff\u00c3\u00c7\u00d8\u00d9\u00ff\u0178\u0158\u016e\u03a8\u03a9\u0428\u0429\u2518\u4422\u4423\u4425\u4427]"
)
_NEWLINE = re.compile("\r\n?|[\u000b\u000c\u0085\u2028\u2029]")
_CONTROL = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff]"
)
_STRAY_JOINER = re.compile(rf"(?<!\S)[{_JOINERS}]+|[{_JOINERS}]+(?!\S)|(?<=[{_JOINERS}])[{_JOINERS}]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_KEPT_SIGNS = frozenset("\ufd3e\ufd3f\ufdfa\ufdfb\ufdfc\ufdfd")
"""Ornate brackets, the two eulogies, the rial and the basmala: signs, whose words nobody wrote."""

_ALEF_ALEF_LAM = re.compile(f"{_ALEF}[{_ALEF}{ALEFS}]{_LAM}")
_START = rf"(?<![{_LETTER}{MARKS}])([{_PROCLITICS}]?)"
_SWAPPED = re.compile(rf"{_START}{_ALEF}{_ALEF}{_LAM}(?=[{_LETTER}])")
_SWAPPED_HAMZA = re.compile(rf"{_START}{_ALEF}([{ALEFS}]){_LAM}(?=[{_LETTER}])")
_NO_SWAP = f"{_LAM}{_HEH}\u0645?|\u0630\u064a\u0646?|\u062a\u064a"  # allah, allahumma; alladhi(na), allati
_DOUBLED_ALEF = re.compile(rf"{_START}{_ALEF}{_ALEF}{_LAM}({_NO_SWAP})(?![{_LETTER}])")
"""Words without a lam-alef whose parts could be swapped: their alef was typed twice."""

_CUT_LIGATURE = re.compile(f"{_LAM}?([\u4422\u4423\u4425\u4427])")
"""Lam-alef as Ghostscript names it in PDFs, of U+0644 and U+0623 the low bytes: U+4423."""

_CUT = re.compile(
    rf"(?<=[{_LETTER}])(?:[\u00ad\u00ac]\n|{_TATWEEL}+\n{_TATWEEL}+"
    rf"|(?<=[{_LETTER}][{_LETTER}][{_LETTER}]){_TATWEEL}+\n)(?=[{_LETTER}])"
    r"|(?<=[a-z])[-\u00ad\u2010]\n(?=[a-z])"
)

_CUT_ENDS = frozenset(f"{_TATWEEL}\u2010\u00ac\u00ad-")
"""What a line ends with where a word is cut."""

_TA_MARBUTA, _ALEF_MAQSURA = "\u0629", "\u0649"
_BACKWARD_FORM = re.compile("(?:^|[ \n])[\ufe93\ufe94\ufeef\ufef0]")
"""The same two as presentation forms where words begin: nearly every text in visual order has one."""
_BACKWARD_START = re.compile(rf"(?<![{_LETTER}{MARKS}])[{_TA_MARBUTA}{_ALEF_MAQSURA}](?=[{_LETTER}])")
_BACKWARD_END = re.compile(rf"(?<=[{_LETTER}][{_LETTER}]){_LAM}{_ALEF}(?![{_LETTER}{MARKS}])")
_FORWARD_START = re.compile(rf"(?<![{_LETTER}{MARKS}])[{_PROCLITICS}]?{_ALEF}{_LAM}(?=[{_LETTER}])")
_FORWARD_END = re.compile(rf"(?<=[{_LETTER}])[{_TA_MARBUTA}{_ALEF_MAQSURA}](?![{_LETTER}{MARKS}])")
_ANY_LETTER = re.compile(f"[{_LETTER}\ufb50-\ufdff\ufe70-\ufefc]")
_LEFT_TO_RIGHT = re.compile(
    r"[0-9A-Za-z\u00c0-\u024f\u0660-\u0669\u06f0-\u06f9]"
    r"(?:[ .,:;/%+&@_'-]{0,2}[0-9A-Za-z\u00c0-\u024f\u0660-\u0669\u06f0-\u06f9])*"
)
_MIRRORED = str.maketrans("()[]{}<>\u00ab\u00bb\u2039\u203a", ")(][}{><\u00bb\u00ab\u203a\u2039")
_MARKS_FIRST = re.compile(rf"(?<![{_LETTER}{MARKS}])([{MARKS}]+)([{_LETTER}])")


def repair(text: str, counts: Counter[str]) -> str:
    """The text with its extraction damage repaired, in NFC; `counts` grows by what was repaired."""
    # One rare sign is found several times as fast as two.
    if ("\\" in text and "\\u06" in text) or ("&" in text and ("&#1" in text or "&#x6" in text)):
        text = repair_escapes(text, counts)
    if text.isascii() and text.isprintable():
        return text
    spaced = text.replace("\n", " ")
    if " \u0629" in spaced or " \u0649" in spaced:
        text = _repair_visual_order(text, counts)
    is_recoded = ("\u00a7" in text and "\u0637\u00a7" in text) or (
        "\u201e" in text and "\u0638\u201e" in text
    )
    if is_recoded or _SUSPECT.search(text):
        text = _repair_characters(text, counts)
    if _ALEF_ALEF_LAM.search(text):
        text = _repair_lam_alef(text, counts)
    return _composed(_joined(text, counts))


def _composed(text: str) -> str:
    """The text in NFC. Nothing composes across a space, and most words of most texts are in NFC already."""
    if unicodedata.is_normalized("NFC", text):
        return text
    return " ".join([unicodedata.normalize("NFC", word) for word in text.split(" ")])


def _joined(text: str, counts: Counter[str]) -> str:
    """Words put together that a hyphen, a soft one, or a tatweel cut at the end of a line."""
    if "\n" in text and not _CUT_ENDS.isdisjoint(line[-1:] for line in text.split("\n")):
        text, cut = _CUT.subn("", text)
        _count(counts, "hyphenation", cut)
    return text


def _count(counts: Counter[str], kind: str, number: int) -> None:
    if number:
        counts[kind] += number


def _repair_characters(text: str, counts: Counter[str]) -> str:
    text = repair_mojibake(text, counts)
    text, cut = _CUT_LIGATURE.subn(lambda match: _LAM + chr(ord(match[1]) - 0x4400 + 0x600), text)
    _count(counts, "lam_alef", cut)
    text = _NEWLINE.sub("\n", text)
    if _BACKWARD_FORM.search(text):
        text = _repair_visual_order(text, counts)
    text = _joined(text, counts).replace("\u00ad", "")
    text, dropped = _CONTROL.subn("", text)
    joiners = 0
    if "\u200c" in text or "\u200d" in text:
        text, joiners = _STRAY_JOINER.subn("", text)
    text, lone = _SURROGATE.subn("\ufffd", text)
    _count(counts, "controls", dropped + joiners + lone)
    signs = _PRESENTATION.findall(text)
    if signs:
        mapped = sum(1 for sign in signs if sign not in _KEPT_SIGNS)
        _count(counts, "presentation", mapped)
        text = text.translate(_letters())
    return text


@cache
def _letters() -> dict[int, str]:
    """Presentation forms to letters: NFKC without the space or tatweel that carries a lone mark."""
    table = {}
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if chr(code) in _KEPT_SIGNS or plain == chr(code):
            continue
        carried = len(plain) > 1 and unicodedata.combining(plain[-1]) and plain[0] in f" {_TATWEEL}"
        table[code] = plain[1:] if carried else plain
    return table


def _repair_lam_alef(text: str, counts: Counter[str]) -> str:
    text, names = _DOUBLED_ALEF.subn(rf"\1{_ALEF}{_LAM}\2", text)
    text, plain = _SWAPPED.subn(rf"\1{_ALEF}{_LAM}{_ALEF}", text)
    text, hamza = _SWAPPED_HAMZA.subn(rf"\1{_ALEF}{_LAM}\2", text)
    _count(counts, "lam_alef", names + plain + hamza)
    return text


def _repair_visual_order(text: str, counts: Counter[str]) -> str:
    """Turn lines round whose words begin with what only ends words; doubtful ones follow the majority."""
    lines = text.split("\n")
    votes = [_direction(line) for line in lines]
    if -1 not in votes:
        return text
    mostly = votes.count(-1) > 4 * votes.count(1)
    for number, vote in enumerate(votes):
        if vote == -1 or (vote == 0 and mostly and _ANY_LETTER.search(lines[number])):
            lines[number] = _turned(lines[number])
            counts["visual_order"] += 1
    return "\n".join(lines)


def _direction(line: str) -> int:
    """1 for a line that reads as Arabic, -1 for one that reads as Arabic from its end, 0 for neither."""
    if _PRESENTATION.search(line):
        line = line.translate(_letters())
    starts = len(_BACKWARD_START.findall(line))
    backward = starts + len(_BACKWARD_END.findall(line))
    forward = len(_FORWARD_START.findall(line)) + len(_FORWARD_END.findall(line))
    if (starts and backward > 3 * forward) or (backward > 2 and not forward):
        return -1
    return 1 if forward > backward else 0


def _turned(line: str) -> str:
    """The line from its end: brackets mirrored, numbers and Latin words kept, marks after their letter."""
    turned = line[::-1].translate(_MIRRORED)
    turned = _LEFT_TO_RIGHT.sub(lambda run: run.group()[::-1], turned)
    return _MARKS_FIRST.sub(r"\2\1", turned)
