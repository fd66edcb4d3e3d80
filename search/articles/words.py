"""Small tools the readers share: packaged tables, and a plain form of words to compare with them."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
"""Arabic marks, as a range for a character class."""

_PLAIN = str.maketrans(
    {
        **{chr(0x0660 + digit): str(digit) for digit in range(10)},  # Arabic-Indic
        **{chr(0x06F0 + digit): str(digit) for digit in range(10)},  # Persian
        "\u0622": "\u0627",  # alef with madda, with hamza above, with hamza below, wasla: bare alef
        "\u0623": "\u0627",
        "\u0625": "\u0627",
        "\u0671": "\u0627",
        "\u0629": "\u0647",  # ta marbuta: ha
        "\u0649": "\u064a",  # alef maqsura, Persian ya: ya
        "\u06cc": "\u064a",
        "\u06a9": "\u0643",  # Persian kaf
        "\u0640": None,  # tatweel
        "\u00a0": " ",
        "\u202f": " ",
    }
)
_DROPPED = re.compile(f"[{MARKS}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """One spelling for all spellings: lower case, ASCII digits, no marks, one form of alef, single spaces."""
    return _SPACES.sub(" ", _DROPPED.sub("", text).translate(_PLAIN)).strip().lower()


@cache
def rows(table: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the packaged table tables/<table>.tsv; lines beginning with # are comments."""
    text = resources.files("search.articles").joinpath("tables", f"{table}.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines)


def has_letters(text: str) -> bool:
    """True when some character is a letter of any script."""
    return _LETTER.search(text) is not None


_LETTER = re.compile(r"[^\W\d_]")
