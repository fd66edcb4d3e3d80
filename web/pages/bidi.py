"""Text that may be in either direction: which it has, and how it stays apart from what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from jinja2 import pass_environment
from markupsafe import Markup, escape

from web.templating import Localised

ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3]+")
"""HAMZA to YEH, and ALEF WASLA to YEH BARREE WITH HAMZA: letters that are written from right to left."""

LATIN = re.compile("[A-Za-z]+")
CITED = 8
"""A text of so many Latin letters for each Arabic one is no Arabic text."""

DATES = re.compile(r"(\d[\d./-]+\d)")
LOOKED_AT = 300
REMEMBERED = 2_000
"""Names and words of so many: those of one page's hits repeat, and so do those of frequent queries."""

RIGHT_TO_LEFT, EITHER = Markup(' lang="ar" dir="rtl"'), Markup(' dir="auto"')
ARABIC_TEXT = Markup(' lang="ar"')


@pass_environment
def direction(templates: Localised, text: str) -> Markup:
    """Attributes that set the direction of a text of the collection, whatever the interface's.

    A title such as "BBC تنشر …" is Arabic although a Latin letter comes first, so the first letter does not
    decide. An Arabic text on an Arabic page has the page's.
    """
    if side(text) != "rtl":
        return EITHER
    return Markup() if templates.language == "ar" else RIGHT_TO_LEFT


def side(text: str) -> str:
    """The side a text of the collection begins on: a value of the `dir` attribute.

    An Arabic text may hold many Latin letters, names above all; one with hardly any Arabic ones cites Arabic.
    """
    return _side(text[:LOOKED_AT])


@lru_cache(maxsize=REMEMBERED)
def _side(begin: str) -> str:
    latin = _letters(LATIN.findall(begin))
    arabic = _letters(ARABIC.findall(begin)) if latin else bool(ARABIC.search(begin))  # most hold no Latin
    return "rtl" if arabic * CITED > latin else "auto"


def _letters(runs: Iterable[str]) -> int:
    return sum(map(len, runs))


@pass_environment
def isolated(templates: Localised, text: str) -> Markup:
    """A text whose direction neither takes from what stands around it nor gives to it, nor do its dates.

    On an English page it is marked as Arabic where it is, for screen readers.
    """
    return _isolated(text, templates.language)


@lru_cache(maxsize=REMEMBERED)
def _isolated(text: str, tongue: str) -> Markup:
    named = ARABIC_TEXT if tongue != "ar" and side(text) == "rtl" else ""
    return Markup(f"<bdi{named}>{numbers_apart(text)}</bdi>")  # noqa: S704 - escaped


def numbers_apart(query: str) -> Markup:
    """A query with its dates kept from left to right: 2021-03 would read 03-2021 among Arabic words."""
    parts = map(escape, DATES.split(query))
    return Markup("").join(
        Markup(f'<bdi dir="ltr">{part}</bdi>') if index % 2 else part  # noqa: S704 - escaped
        for index, part in enumerate(parts)
    )
