"""Which of the two languages a request is answered in, and the number and date forms of each."""

from __future__ import annotations

from functools import cache, lru_cache

from babel import Locale
from flask import Flask, Response, g, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from search.messages import LANGUAGES, Message, catalogue
from web.live import settings

YEAR_SECONDS = 365 * 24 * 3600

MASHREQ, OTHER = Locale("ar", "SY"), Locale("ar", "EG")
"""The two traditions of naming months: كانون الثاني, شباط, آذار … and يناير, فبراير, مارس …"""


def init_app(app: Flask) -> None:
    """Give templates the forms of numbers and dates, and keep a choice of language in a cookie."""
    for each in LANGUAGES:
        catalogue(each)  # no visitor waits for it
    app.jinja_env.filters.update(number=number, month_name=month_name)
    app.jinja_env.globals.update(completion_counts=completion_counts)
    app.after_request(_remember)


def language() -> str:
    """ "ar" or "en" for this request.

    Pages: the address, else the cookie, else the setting, else Arabic. The API: the address, else the
    Accept-Language header, else the setting, else English.
    """
    known: str | None = g.get("language")
    if known is None:
        known = g.language = _api_language() if for_programs() else _page_language()
    return known


def for_programs() -> bool:
    """Whether the request is for the API rather than for a page."""
    return request.path.startswith("/api/") or request.path == "/openapi.json"


def _(text: str, **values: object) -> str:
    """The text in the language of this request."""
    return Message(text, values).text(language())


def number(value: int) -> str:
    """A whole number with its thousands separated, as both languages do: 29,795."""
    return f"{value:,}"


def day(date: str, language: str) -> str:
    """An ISO day as people write it: 11 مارس/آذار 2021, 11 March 2021."""
    return f"{int(date[8:10])} {month(date, language)}"


def month(date: str, language: str) -> str:
    """An ISO day, month or year as month and year: مارس/آذار 2021; of a year, the year alone."""
    if len(date) < 7:
        return date
    return f"{month_name(int(date[5:7]), language)} {int(date[:4])}"


@cache
def completion_counts(language: str) -> str:
    """What the script announces, between bars: it picks by the plural rule of the language."""
    ngettext = catalogue(language).ngettext
    forms = (ngettext("{shown} completion", "{shown} completions", n) for n in (0, 1, 2, 3, 11, 100))
    return "|".join(forms).format(shown="#")


@lru_cache(maxsize=24)
def month_name(number: int, language: str) -> str:
    """The name of a month from 1 to 12, in Arabic in both traditions."""
    if language != "ar":
        return str(Locale("en").months["format"]["wide"][number])
    return "/".join(str(locale.months["format"]["wide"][number]) for locale in (OTHER, MASHREQ))


def named_language() -> str | None:
    """The language that the address names, where it is one of ours."""
    if "lang" not in request.args:  # to ask for what is not there makes an error each time
        return None
    name = request.args["lang"]
    return name if name in LANGUAGES else None


def _page_language() -> str:
    kept = request.cookies.get("lang")
    return named_language() or (kept if kept in LANGUAGES else settings().language) or "ar"


def _api_language() -> str:
    accepted = _accepted(request.headers.get("Accept-Language", ""))
    return named_language() or accepted or settings().language or "en"


@lru_cache(maxsize=100)
def _accepted(header: str) -> str | None:
    """The best of our languages by an Accept-Language header.

    In it * is what clients send whose people chose nothing: Node's fetch does.
    """
    choices = parse_accept_header(header, LanguageAccept)
    return LanguageAccept([choice for choice in choices if choice[0] != "*"]).best_match(LANGUAGES)


def _remember(response: Response) -> Response:
    choice = None if for_programs() else named_language()
    if choice and request.cookies.get("lang") != choice:
        response.set_cookie(
            "lang", choice, max_age=YEAR_SECONDS, samesite="Lax", httponly=True, secure=request.is_secure
        )
    return response
