"""Answers carry an ETag made from the index and the request: an unchanged one is not made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Response, g, request
from pydantic_core import PydanticSerializationError, to_json

from search import __version__
from search.messages import TRANSLATIONS
from web.language import for_programs, language
from web.live import settings

HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def build() -> str:
    """A name of what pages are made of (templates, style, translations, version): changes when they do."""
    digest = hashlib.blake2b(__version__.encode(), digest_size=6)
    for folder in (HERE / "templates", HERE / "static", TRANSLATIONS):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()


def until_changed(version: str, make: Callable[[], Response]) -> Response:
    """The answer that `make` makes while the index is at `version`; 304 where the client holds it already.

    It is to be kept but asked about every time: the index may change any second. What was cut short for lack
    of time is not: the next answer may be whole.
    """
    tag, held = _etag(version), request.if_none_match
    response = Response(status=304) if held.contains_weak(tag) and not held.star_tag else make()
    if g.get("cut_short"):
        return not_kept(response)
    if held.star_tag:  # holds for any answer: only once one was made is it known that there is one
        response = Response(status=304)
    response.set_etag(tag, weak=True)
    programs = for_programs()
    response.headers["Cache-Control"] = "public, no-cache" if programs else "private, no-cache"
    response.headers["Vary"] = "Accept-Language" if programs else "Cookie"
    return response


def not_kept(response: Response) -> Response:
    """An answer that may be another the next moment: caches leave it alone."""
    response.headers["Cache-Control"] = "no-store"
    return response


def as_json(answer: Any, status: int = 200) -> Response:
    """A JSON answer in which Arabic stays readable; a lone surrogate becomes a question mark."""
    try:
        body = to_json(answer)
    except PydanticSerializationError:
        body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(body, status, mimetype="application/json")


def _etag(version: str) -> str:
    """The tag of this request's answer today, as queries may speak of it, while the index is at `version`."""
    address = (request.scheme, request.host, request.root_path, request.full_path)
    chosen = settings()
    parts = (
        build(),
        *map(str, (chosen.site_name, chosen.fold, chosen.crawlers, chosen.rate_limit, chosen.export_limit)),
        version,
        date.today().isoformat(),
        language(),
        request.cookies.get("theme", ""),
        *address,
    )
    return hashlib.blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()
