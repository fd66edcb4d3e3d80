"""Queries typed with the keyboard on the other layout: Arabic (101) and US QWERTY, both directions."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice, product

from search.analysis.letters import ALEFS
from search.tables import rows

_MOST = 8
"""Readings returned of one text."""


def _layout() -> dict[str, str]:
    layout: dict[str, str] = {}
    for key, plain, shifted in rows("query", "keyboard"):
        layout[key] = plain
        if key.isalpha():
            layout[key.upper()] = shifted
    return layout


_TO_ARABIC = _layout()
_TO_LATIN = {written: key for key, written in _TO_ARABIC.items()}
_LAM_ALEF = re.compile(f"(ل[ا{ALEFS}])")
_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN = re.compile("[A-Za-z]")


def swapped(text: str) -> list[str]:
    """What the keys of `text` write on the other layout; several where one result has several ways.

    A text with words of both scripts gives one reading for each script's words turned. Empty when there is
    no letter to turn.
    """
    readings = _turned(text, _LATIN, to_arabic) + _turned(text, _ARABIC, to_latin)
    return [reading for reading in dict.fromkeys(readings) if reading != text][:_MOST]


def to_arabic(text: str) -> list[str]:
    """The Arabic letters on the keys of a Latin text; with the capitals as typed, then without."""
    return ["".join(_TO_ARABIC.get(c, c) for c in keys) for keys in dict.fromkeys((text.lower(), text))]


def to_latin(text: str) -> list[str]:
    """The Latin letters on the keys of an Arabic text: lam-alef may be one key (b) or two (g, h)."""
    choices = []
    for piece in _LAM_ALEF.split(text):
        keys = "".join(_TO_LATIN.get(c, c) for c in piece).lower()
        choices.append([_TO_LATIN[piece].lower(), keys] if piece in _TO_LATIN and len(piece) == 2 else [keys])
    return ["".join(choice) for choice in islice(product(*choices), _MOST)]


def _turned(text: str, script: re.Pattern[str], turn: Callable[[str], list[str]]) -> list[str]:
    """`text` with the words of one script turned, the rest as it is."""
    pieces = re.split(r"(\s+)", text)
    turned = [turn(piece) if script.search(piece) else [piece] for piece in pieces]
    return ["".join(choice) for choice in islice(product(*turned), _MOST)]
