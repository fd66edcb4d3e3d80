"""Small helpers for showing text that may be in either direction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup, escape

from search.messages import N_
from search.model import Article, Suggestion
from search.searching.showing.titles import shown_title
from web.language import _, language

ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3]")
"""HAMZA to YEH, and ALEF WASLA to YEH BARREE WITH HAMZA: a letter that is written from right to left."""

LATIN = re.compile("[A-Za-z]")
CITED = 8
"""A text of so many Latin letters for each Arabic one is no Arabic text."""

DATES = re.compile(r"(\d[\d.-]+\d)")
LOOKED_AT = 300

RIGHT_TO_LEFT, EITHER = Markup(' lang="ar" dir="rtl"'), Markup(' dir="auto"')
ARABIC_TEXT = Markup(' lang="ar"')


REASONS = {
    "written": N_("as it is written"),
    "marks": N_("the same letters, other vowel marks"),
    "spelling": N_("another spelling of the same word"),
    "affix": N_("the word with a prefix or a suffix"),
    "inflection": N_("another form of the same word"),
    "plural": N_("singular and plural of one word"),
    "root": N_("a word of the same root"),
    "pattern": N_("a word that fits the pattern"),
}

SUGGESTIONS = {
    "no_filters": N_("Without filters"),
    "no_quotes": N_("The same words in any form and order"),
    "no_fields": N_("Anywhere in the articles"),
    "spelling": N_("Did you mean"),
    "keyboard": N_("On another keyboard layout"),
    "arabizi": N_("In Arabic letters"),
    "variant": N_("Spelled otherwise"),
    "fewer_words": N_("With fewer words"),
}
OTHERWISE = N_("Try")

FIELDS = {"source": "مصدر", "author": "كاتب", "tag": "وسم"}
"""Names of fields as queries have them."""


def direction(text: str) -> Markup:
    """Attributes that set the direction of a text of the collection, whatever the interface's.

    A title such as "BBC تنشر …" is Arabic although a Latin letter comes first, so the first letter does not
    decide. An Arabic text on an Arabic page has the page's.
    """
    if side(text) != "rtl":
        return EITHER
    return Markup() if language() == "ar" else RIGHT_TO_LEFT


def side(text: str) -> str:
    """The side a text of the collection begins on: a value of the `dir` attribute.

    An Arabic text may hold many Latin letters, names above all; one with hardly any Arabic ones cites Arabic.
    """
    begin = text[:LOOKED_AT]
    return "rtl" if len(ARABIC.findall(begin)) * CITED > len(LATIN.findall(begin)) else "auto"


def isolated(text: str) -> Markup:
    """A text whose direction neither takes from what stands around it nor gives to it, nor do its dates.

    On an English page it is marked as Arabic where it is, for screen readers.
    """
    tongue = ARABIC_TEXT if language() != "ar" and side(text) == "rtl" else ""
    return Markup("<bdi{}>{}</bdi>").format(tongue, numbers_apart(text))


def numbers_apart(query: str) -> Markup:
    """A query with its dates kept from left to right: 2021-03 would read 03-2021 among Arabic words."""
    parts = DATES.split(query)
    return Markup().join(
        Markup('<bdi dir="ltr">{}</bdi>').format(part) if index % 2 else part
        for index, part in enumerate(parts)
    )


def quoted(value: str) -> str:
    """A value of a field as a query names it: several words between quotation marks."""
    value = value.replace('"', " ").strip()
    return f'"{value}"' if re.search(r"\W", value) else value


def in_field(value: str, name: str) -> str:
    """The query for a value of a field, in the language of the page: مصدر:"وكالة البريد"."""
    return f"{FIELDS[name] if language() == 'ar' else name}:{quoted(value)}"


def paragraphs(html: str) -> list[Markup]:
    """The paragraphs of a body that is html already (escaped, with <mark>); marks never span lines."""
    return [Markup(line) for line in html.split("\n") if line.strip()]  # noqa: S704 - escaped where it was made


def short_title(article: Article) -> Markup:
    """The title to show for an article, which may have none."""
    return escape(shown_title(article))


def with_code(text: str) -> Markup:
    """A text, escaped, in which what stands between backticks is code."""
    parts = text.split("`")
    return Markup().join(
        Markup("<code>{}</code>").format(part) if index % 2 else part for index, part in enumerate(parts)
    )


def reason_name(how: str) -> str:
    """How a word of an article differs from the query's word, for readers."""
    return _(REASONS[how]) if how in REASONS else how


def by_kind(suggestions: Iterable[Suggestion]) -> Mapping[str, Sequence[Suggestion]]:
    """Other queries under what they do differently, in their order."""
    found: dict[str, list[Suggestion]] = {}
    for each in suggestions:
        found.setdefault(each.kind, []).append(each)
    return found


def suggestion_name(kind: str) -> str:
    """What another query does differently, for readers."""
    return _(SUGGESTIONS.get(kind, OTHERWISE))
