"""Page furniture left in extracted text: menus, share buttons, cookie notices, related headlines.

The rules are tables/boilerplate.tsv; what the four actions do to the lines of a text is here.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from search.articles.words import plain
from search.tables import rows

ACTIONS = ("rest", "block", "line", "edge")
EDGE = 12
"""How many lines from either end of the text count as its edge."""
MAX_RULE = 420
"""A line longer than this many letters is prose whatever it says."""
MAX_HEADLINE = 160


def clean(lines: list[str], links: Collection[str] | None = None) -> list[str]:
    """The lines of a text without page furniture; blank lines stay where they are.

    `links` are the texts of the links of a part of a page, None for a whole page. A part has no edges and no
    comments under it, and of the lines under a heading its links alone are other articles.
    """
    is_page = links is None
    filled = [number for number, line in enumerate(lines) if line.strip()]
    first, last = (filled[EDGE - 1], filled[-EDGE]) if len(filled) > EDGE else (len(lines), 0)
    last_prose = -1
    kept: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        action = action_for(line, edge=is_page and (number <= first or number >= last))
        if is_page and action == "rest" and number * 2 >= len(lines):
            break
        if action == "block" and links is not None:
            after = _after_links(lines, number + 1, links)
            kept += [] if after > number + 1 else [line]  # a heading of the article's own
            number = after
            continue
        if action == "block":
            last_prose = _last_prose(lines) if last_prose < 0 else last_prose
            number = _after_block(lines, number + 1) if number < last_prose else len(lines)
            continue
        if action != "line":
            kept.append(line)
        number += 1
    return kept


def action_for(line: str, *, edge: bool = True) -> str:
    """What the table says of one line: "" to keep it, "line", "block" or "rest"; "edge" comes as "line"."""
    if not line.strip() or len(line) > MAX_RULE:
        return ""
    text = plain(line)
    for action in ACTIONS:
        if (edge or action != "edge") and _pattern(action).fullmatch(text):
            return "line" if action == "edge" else action
    return ""


def is_headline(line: str) -> bool:
    """True for a line that a list of related articles could hold: short, and no finished sentence."""
    text = line.strip()
    return 0 < len(text) <= MAX_HEADLINE and text[-1] not in ".:\u060c\u061b"


def _last_prose(lines: list[str]) -> int:
    """The number of the last line that is neither a headline nor furniture; 0 when there is none."""
    for number in range(len(lines) - 1, 0, -1):
        line = lines[number]
        if line.strip() and not is_headline(line) and not action_for(line):
            return number
    return 0


def _after_block(lines: list[str], start: int) -> int:
    """The line after the headlines that begin at `start`, which end at a blank line or at prose."""
    number = start
    while number < len(lines) and not lines[number].strip():
        number += 1
    while number < len(lines) and is_headline(lines[number]):
        number += 1
    return number


def _after_links(lines: list[str], start: int, links: Collection[str]) -> int:
    """The line after the links that begin at `start`."""
    return next((at for at in range(start, len(lines)) if lines[at] not in links), len(lines))


@cache
def _pattern(action: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?:{plain(row[1])})" for row in rows("articles", "boilerplate") if row[0] == action)
    )
