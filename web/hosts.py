"""Under which names the page is asked: feeds and descriptions hold addresses made from the Host header."""

from __future__ import annotations

import re

from flask import Flask, abort, request
from werkzeug.urls import iri_to_uri

from search.errors import BadSetting
from search.settings import Settings

NAMED = re.compile(r"(\.?[\w-]+(?:\.[\w-]+)*|\[[0-9a-fA-F:.]+\])(?::\d+)?")
"""A name, or a name's beginning with a dot for all below it, with a port or without."""

OPERATORS = ("static", "embed.script", "operations.healthz", "operations.readyz", "operations.metrics")
"""What operators ask, and static files, are asked under any name, often by number, and are not counted."""


def init_app(app: Flask, settings: Settings) -> None:
    """Refuse requests under no name; with FIHRIS_HOSTS, under other names. Raises BadSetting."""
    hosts = _hosts(settings.hosts) if settings.hosts else ()

    def refuse() -> None:
        if request.endpoint in OPERATORS:
            named = bool(request.host or NAMED.fullmatch(request.headers.get("Host", "")))
        else:  # pages hold links, which need a name without an underscore
            named = bool(request.host) and (not hosts or _is_one_of(hosts, request.host))
        if not named:
            abort(400)

    app.before_request(refuse)


def root() -> str:
    """The address of the service as the request has it, without a slash at its end."""
    return iri_to_uri(request.url_root).rstrip("/")


def _hosts(text: str) -> tuple[str, ...]:
    """The names as requests have them: in small letters, Arabic ones in IDNA."""
    try:
        return tuple(_ascii(host.strip()) for host in text.split(","))
    except ValueError as error:
        raise BadSetting(
            "FIHRIS_HOSTS is {text!r}; it must be names as search.example.org or .example.org.",
            text=text[:80],
        ) from error


def _ascii(host: str) -> str:
    """A name without its port. Raises ValueError."""
    named = NAMED.fullmatch(host)
    if not named:
        raise ValueError("not a name")
    name = named[1]
    dot = name[: name.startswith(".")]
    return (dot + name.removeprefix(".").encode("idna").decode("ascii")).lower()


def _is_one_of(hosts: tuple[str, ...], host: str) -> bool:
    try:
        name = _ascii(host.removesuffix("."))
    except ValueError:
        return False
    return any(name == own or (own.startswith(".") and f".{name}".endswith(own)) for own in hosts)
