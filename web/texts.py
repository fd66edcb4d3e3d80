"""Small helpers for showing text that may be in either direction."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from search.model import Article
from search.service.show import shown_title
from web.language import _

ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3]")
"""HAMZA to YEH, and ALEF WASLA to YEH BARREE WITH HAMZA: a letter that is written from right to left."""

DATES = re.compile(r"(\d[\d.-]+\d)")
LOOKED_AT = 300

RIGHT_TO_LEFT, EITHER = Markup('lang="ar" dir="rtl"'), Markup('dir="auto"')


def direction(text: str) -> Markup:
    """Attributes that set the direction of a text of the collection, whatever the interface's.

    A title such as "BBC تنشر …" is Arabic although a Latin letter comes first, so the first letter does not
    decide.
    """
    return RIGHT_TO_LEFT if ARABIC.search(text[:LOOKED_AT]) else EITHER


def numbers_apart(query: str) -> Markup:
    """A query with its dates kept from left to right: 2021-03 would read 03-2021 among Arabic words."""
    parts = DATES.split(query)
    return Markup().join(
        Markup('<bdi dir="ltr">{}</bdi>').format(part) if index % 2 else part
        for index, part in enumerate(parts)
    )


def paragraphs(html: str) -> list[Markup]:
    """The paragraphs of a body that is html already (escaped, with <mark>); marks never span lines."""
    return [Markup(line) for line in html.split("\n") if line.strip()]  # noqa: S704 - escaped where it was made


def short_title(article: Article) -> Markup:
    """The title to show for an article, which may have none."""
    return escape(shown_title(article))


def level_name(level: str) -> str:
    """How near a word of the query and a word of the article are, for readers."""
    names = {
        "vocalised": _("the same word with the same vowel marks"),
        "surface": _("the same letters"),
        "folded": _("another spelling of the same word"),
        "lemma": _("another form of the same word"),
        "root": _("a word of the same root"),
    }
    return names.get(level, level)


def suggestion_name(kind: str) -> str:
    """What another query does differently, for readers."""
    names = {
        "spelling": _("Did you mean"),
        "keyboard": _("On another keyboard layout"),
        "arabizi": _("In Arabic letters"),
        "fewer_words": _("With fewer words"),
    }
    return names.get(kind) or _("Try")
