"""What templates make of the values they show: names for readers, queries for values, html of texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from jinja2 import pass_environment
from markupsafe import Markup

from search.messages import N_
from search.model import Suggestion
from search.searching.request import lists_all
from search.searching.showing.titles import shown_title
from web.api.parameters import SearchParameters
from web.language import day, month
from web.pages.bidi import direction, isolated, numbers_apart, side
from web.templating import Localised

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
    "date": N_("From that day"),
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

KINDS = {
    "sources": (N_("Sources"), N_("All sources")),
    "authors": (N_("Authors"), N_("All authors")),
    "tags": (N_("Tags"), N_("All tags")),
    "months": (N_("Months"), N_("All months")),
}


def quoted(value: str) -> str:
    """A value of a field as a query names it: several words between quotation marks."""
    value = value.replace('"', " ").strip()
    return f'"{value}"' if re.search(r"\W", value) else value


@pass_environment
def period(templates: Localised, first: str | None, last: str | None) -> str:
    """The days from `first` to `last`, ISO days, months or years, for readers; one of them may be open."""
    from_, to = (date_name(templates, date or "") for date in (first, last))
    if first == last:
        return from_
    if not last:
        return templates.text(N_("From {date}"), date=from_)
    if not first:
        return templates.text(N_("To {date}"), date=to)
    return templates.text(N_("From {first} to {last}"), first=from_, last=to)


@pass_environment
def date_name(templates: Localised, date: str) -> str:
    """An ISO day, month or year as people write it."""
    written = day if len(date) == len("2021-03-11") else month
    return written(date, templates.language)


@pass_environment
def subject(templates: Localised, asked: SearchParameters) -> str:
    """What a search is about, for titles: its query or, without one, the values and dates chosen."""
    if not lists_all(asked.request()):
        return asked.q
    dates = [period(templates, asked.from_, asked.to)] if asked.from_ or asked.to else []
    return " · ".join([*asked.source, *asked.author, *asked.tag, *dates]) or templates.text(
        N_("All articles")
    )


def paragraphs(html: str) -> list[Markup]:
    """The paragraphs of a body that is html already (escaped, with <mark>); marks never span lines."""
    return [Markup(line) for line in html.split("\n") if line.strip()]  # noqa: S704 - escaped where it was made


TORN = re.compile(r" (?=(?:<mark>)?[0-9])(?:(?<=[A-Za-z] )|(?<=[A-Za-z]</mark> ))")


def whole(title_html: str) -> Markup:
    """A title in html whose names keep their numbers on one line: iPhone 6."""
    return Markup(TORN.sub("\u00a0", title_html))  # noqa: S704 - escaped where it was made


def with_code(text: str) -> Markup:
    """A text, escaped, in which what stands between backticks is code."""
    parts = text.split("`")
    return Markup().join(
        Markup('<code dir="ltr">{}</code>').format(part) if index % 2 else part
        for index, part in enumerate(parts)
    )


@pass_environment
def reason_name(templates: Localised, how: str) -> str:
    """How a word of an article differs from the query's word, for readers."""
    return templates.text(REASONS[how]) if how in REASONS else how


def by_kind(suggestions: Iterable[Suggestion]) -> Mapping[str, Sequence[Suggestion]]:
    """Other queries under what they do differently, in their order."""
    kinds: dict[str, list[Suggestion]] = {}
    for suggestion in suggestions:
        kinds.setdefault(suggestion.kind, []).append(suggestion)
    return kinds


@pass_environment
def suggestion_name(templates: Localised, kind: str) -> str:
    """What another query does differently, for readers."""
    return templates.text(SUGGESTIONS.get(kind, OTHERWISE))


@pass_environment
def kind_name(templates: Localised, kind: str, *, all: bool = False) -> str:
    """What a page of values lists, for readers."""
    return templates.text(KINDS[kind][all])


FILTERS: Mapping[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        by_kind,
        date_name,
        direction,
        isolated,
        kind_name,
        numbers_apart,
        paragraphs,
        period,
        quoted,
        reason_name,
        shown_title,
        side,
        subject,
        suggestion_name,
        whole,
        with_code,
    )
}
"""The functions by the names that templates know them by."""
