"""What every engine writes beside the terms: the article as bytes, its values, the keys it sorts by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from search import deflate
from search.engines import charset
from search.engines.base import BANDS, BODY_HASH, BOUNDARY, Prepared
from search.engines.facets import VALUES
from search.model import Article, Origin

_FIELDS = tuple(field.name for field in fields(Article))
_ORIGIN_FIELDS = tuple(field.name for field in fields(Origin))

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

UNDATED = 99_999_999
"""The day number of an article without a date: later than all days, before all in reverse."""


def encode(article: Article) -> bytes:
    """An article without what is empty, as `charset` writes JSON."""
    kept: dict[str, Any] = {name: value for name in _FIELDS if (value := getattr(article, name))}
    if article.origin is not None:
        kept["origin"] = [getattr(article.origin, name) for name in _ORIGIN_FIELDS]
    if article.repairs:
        kept["repairs"] = dict(article.repairs)
    return charset.to_bytes(_JSON.encode(kept))


def decode(stored: bytes) -> Article:
    """The article that `encode` wrote, or that is in JSON."""
    kept = {"id": "", "text": "", **json.loads(charset.from_bytes(stored))}
    if "tags" in kept:
        kept["tags"] = tuple(kept["tags"])
    if "origin" in kept:
        kept["origin"] = Origin(*kept["origin"])
    return Article(**kept)


def prepared(article: Article, terms: Mapping[str, bytes], body_hash: str, origin: str) -> Prepared:
    """What an engine writes of an article; see `Prepared` for the arguments."""
    return Prepared(replace(article, text=""), terms, body_hash, origin, pack(article))


def pack(article: Article) -> bytes:
    """`encode`, compressed: a library that compresses for speed alone makes a third more of it."""
    return deflate.compress(encode(article), 2)


def unpack(stored: bytes) -> Article:
    """The article that `pack` wrote."""
    return decode(inflate(stored))


def inflate(stored: bytes) -> bytes:
    """What `encode` gave for the article that `pack` wrote."""
    return deflate.decompress(stored)


def day_number(iso: str) -> int:
    """2021-03-11 -> 20210311: a number that orders as days do. Raises ValueError for anything else."""
    return int(iso.replace("-", ""))


def iso_day(number: int) -> str:
    """20210311 -> 2021-03-11: the day of a number of `day_number`."""
    digits = f"{number:08}"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def values_of(prepared: Prepared) -> dict[str, tuple[str, ...]]:
    """Value field to the article's distinct values, without empty ones."""
    article = prepared.article
    values: dict[str, Iterable[str | None]] = {
        "id": (article.id,),
        **{name: told(article) for name, told in VALUES.items()},
        "origin": (prepared.origin,),
        BODY_HASH: (prepared.body_hash,),
        BANDS: article.bands.split(),
    }
    return {name: tuple(filter(None, held)) for name, held in values.items()}


def sort_keys(article: Article) -> tuple[str, str]:
    """Strings whose ascending order is oldest first and newest first: undated last, equal days by id."""
    day = day_number(article.date) if article.date else UNDATED
    back = UNDATED - day if article.date else UNDATED
    return f"{day:08}{article.id}", f"{back:08}{article.id}"


def terms_of(prepared: Prepared) -> dict[str, str]:
    """Text field to its terms in the alphabet of indexes, spaces between them, without empty fields."""
    return {name: terms.decode("utf-8", "surrogatepass") for name, terms in prepared.terms.items() if terms}


def passages(terms: str) -> list[str]:
    """Joined terms cut at BOUNDARY: stretches that no phrase may leave, with the spaces around them."""
    return terms.split(BOUNDARY)


def encodable(text: str) -> bool:
    """Whether UTF-8 can hold `text`: lone surrogates it cannot, so no index holds them."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def rounded(score: float) -> float:
    """A score to five digits: adding the same terms in another order must not make two scores differ."""
    return float(f"{score:.5g}")
