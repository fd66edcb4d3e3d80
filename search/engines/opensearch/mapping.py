"""An index on OpenSearch: its fields, and an article as one of its documents.

A document carries the number of the commit that wrote it; an article written again is a new document. So
what a commit replaced, and what a writer has staged, stands beside what searches see, and a search names the
commit it sees. Documents of the past go when the next commit is written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

from search.engines import charset
from search.engines.base import BANDS, TEXT_FIELDS, VALUE_FIELDS, Prepared
from search.engines.bm25 import K1, B
from search.engines.phrases import MAX_SLOP
from search.engines.stored import day_number, inflate, passages, terms_of, values_of

LAYOUT = 2
"""Changes whenever the fields do: an index of another layout must be built again."""

MAX_WINDOW = 10_000
"""OpenSearch's own limit of hits from the first; deeper pages follow a cursor."""

FILLER = "\u2205"
"""The one term of a field that is empty otherwise: EMPTY SET, not a letter, so that no query holds it.

Lucene counts only the articles that hold a field, the other engines count all: with it, nearly the same.
"""

_MAX_VALUE = 8_000
"""Longer values are stored but not indexed: Lucene's longest term has 32,766 bytes."""


def index_body(shards: int, replicas: int, legacy_name: bool, meta: Mapping[str, Any]) -> dict[str, Any]:
    """Settings and mapping of a new index.

    Lucene's formula without the factor k1 + 1 came with OpenSearch 3; `legacy_name` is true there, where the
    formula with the factor, which all engines here use, is called LegacyBM25.
    """
    similarity = {"type": "LegacyBM25" if legacy_name else "BM25", "k1": K1, "b": B}
    return {
        "settings": {
            "index": {
                "number_of_shards": shards,
                "number_of_replicas": replicas,
                # Nothing is searchable before a commit says so, and building is faster.
                "refresh_interval": "-1",
                "similarity": {"bm25": similarity},
            }
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"layout": LAYOUT, **meta},
            "_source": {"includes": ["article"]},
            "properties": _properties(),
        },
    }


def _properties() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, positions in TEXT_FIELDS.items():
        fields[name] = {
            "type": "text",
            "analyzer": "whitespace",
            "similarity": "bm25",
            "norms": True,
            "index_options": "positions" if positions else "freqs",
        }
        if positions:
            fields[name]["position_increment_gap"] = MAX_SLOP + 1
    for name in VALUE_FIELDS:
        fields[name] = {"type": "keyword", "ignore_above": _MAX_VALUE, "doc_values": name != BANDS}
    fields["day"] = {"type": "integer"}
    fields["commit"] = {"type": "integer", "doc_values": False}
    fields["article"] = {"type": "object", "enabled": False}
    return fields


def document_id(article: str, commit: int) -> str:
    """The name of the document that holds an article as a commit wrote it."""
    return f"{blake2b(article.encode('utf-8', 'surrogatepass'), digest_size=12).hexdigest()}-{commit}"


def document(prepared: Prepared, commit: int) -> str:
    """A prepared article as a document, in JSON on one line."""
    terms = terms_of(prepared)
    fields: dict[str, Any] = {name: _passages(terms.get(name, "")) for name in TEXT_FIELDS}
    fields.update({name: list(values) for name, values in values_of(prepared).items() if values})
    if prepared.article.date:
        fields["day"] = day_number(prepared.article.date)
    fields["commit"] = commit
    fields["article"] = charset.from_bytes(inflate(prepared.packed))
    return json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def _passages(terms: str) -> Sequence[str]:
    return [passage.strip() for passage in passages(terms) if not passage.isspace() and passage] or [FILLER]
