"""The box that other sites put into their pages: one script, whose hash they may hold it to."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from functools import cache

from flask import Blueprint, Response, make_response, request
from rjsmin import jsmin

from search.messages import LANGUAGES, N_, catalogue
from search.model import MAX_HITS, MAX_QUERY
from web.assets import shortened
from web.templating import rendered

embed = Blueprint("embed", __name__)

TEXTS = {
    "search": N_("Search"),
    "words": N_("Search words"),
    "placeholder": N_("Search articles"),
    "list": N_("Completions"),
    "others": N_("Suggestions"),
    "more": N_("More results"),
    "all": N_("All results"),
    "partial": N_("Partial result"),
    "none_full": N_("No full results"),
    "nothing": N_("No article matches “{q}”"),
    "away": N_("The search service cannot be reached. Try again in a moment."),
    "forbidden": N_("The search service does not answer pages of {origin}; FIHRIS_CORS there must name it."),
}
"""What the box says, by the names that its script has for it."""

FORMS = {"ar": {"one": 1, "two": 2, "few": 3, "many": 11, "other": 100}, "en": {"one": 1, "other": 2}}
"""A number for each plural form, by the name that browsers have for it; nothing is not counted."""


@embed.get("/embed.js")
def script() -> Response:
    """The script, for pages anywhere. It is asked about every time: a page may hold it to a new hash."""
    response = make_response(source())
    response.mimetype = "text/javascript"
    response.headers["Access-Control-Allow-Origin"] = "*"  # without it no browser compares a hash
    response.headers["Cache-Control"] = "public, no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


def integrity() -> str:
    """The hash that a page holds the script to: https://www.w3.org/TR/SRI/."""
    return "sha384-" + base64.b64encode(hashlib.sha384(source().encode()).digest()).decode()


@cache
def source() -> str:
    """The script with its texts in both languages: the same on every server of one version."""
    texts = {language: _texts(language) for language in LANGUAGES}
    whole = rendered(
        "embed.js",
        combobox=shortened("combobox.js"),
        style=shortened("embed.css"),
        texts=json.dumps(texts, ensure_ascii=False, separators=(",", ":")),
        max_hits=MAX_HITS,
        max_query=MAX_QUERY,
    )
    return str(jsmin(whole))


def _texts(language: str) -> dict[str, object]:
    """The texts in one language; # stands where a value goes."""
    said = catalogue(language)
    ngettext = said.ngettext

    def forms(counted: Callable[[int], str]) -> dict[str, str]:
        """Those alone that differ from the form of all other numbers, which stands in for them."""
        told = {name: counted(number).format(shown="#") for name, number in FORMS[language].items()}
        return {name: form for name, form in told.items() if name == "other" or form != told["other"]}

    return {
        **{name: said.gettext(text).format(q="#", origin="#") for name, text in TEXTS.items()},
        "completions": forms(lambda n: ngettext("{shown} completion", "{shown} completions", n)),
        "results": forms(lambda n: ngettext("{shown} result", "{shown} results", n)),
        "partials": forms(lambda n: ngettext("and {shown} partial result", "and {shown} partial results", n)),
        "wait": forms(
            lambda n: ngettext(
                "Too many searches came from here. Try again in {shown} second.",
                "Too many searches came from here. Try again in {shown} seconds.",
                n,
            )
        ),
    }
