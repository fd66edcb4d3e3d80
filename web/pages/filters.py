"""What templates make of the values they show: names for readers, queries for values, html of texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from search.messages import N_
from search.model import Suggestion
from search.searching.showing.titles import shown_title
from web.language import _, language
from web.pages.bidi import direction, isolated, numbers_apart, side

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
    kinds: dict[str, list[Suggestion]] = {}
    for suggestion in suggestions:
        kinds.setdefault(suggestion.kind, []).append(suggestion)
    return kinds


def suggestion_name(kind: str) -> str:
    """What another query does differently, for readers."""
    return _(SUGGESTIONS.get(kind, OTHERWISE))


FILTERS: Mapping[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        by_kind,
        direction,
        in_field,
        isolated,
        numbers_apart,
        paragraphs,
        quoted,
        reason_name,
        shown_title,
        side,
        suggestion_name,
        with_code,
    )
}
"""The functions by the names that templates know them by."""
