"""Articles as documents of tantivy: the fields of its index, and what is written in them."""

from __future__ import annotations

import tantivy
from tantivy import Document

from search.engines.base import BANDS, TEXT_FIELDS, VALUE_FIELDS, Prepared
from search.engines.phrases import MAX_SLOP
from search.engines.stored import day_number, passages, sort_keys, terms_of, values_of
from search.model import Sort

SORT_FIELDS = {Sort.OLDEST: "oldest", Sort.NEWEST: "newest"}
"""The fields that hold what `sort_keys` gives for an order."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name, positions in TEXT_FIELDS.items():
        option = "position" if positions else "freq"
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    for name in (*VALUE_FIELDS, *SORT_FIELDS.values()):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=name != BANDS)
    builder.add_unsigned_field("day", indexed=True, fast=True)
    builder.add_bytes_field("article", stored=True)
    return builder.build()


SCHEMA = _schema()


def document_of(prepared: Prepared) -> Document:
    """An article as tantivy writes it. Passages stand as far apart as no phrase reaches."""
    document = Document()
    add = document.add_text
    for name, terms in terms_of(prepared).items():
        first, *others = passages(terms)
        add(name, first)
        for passage in others:
            if TEXT_FIELDS[name]:
                # Each value, even an empty one, moves positions on by one and counts no term.
                for _ in range(MAX_SLOP):
                    add(name, "")
            add(name, passage)
    for name, values in values_of(prepared).items():
        for value in values:
            add(name, value)
    article = prepared.article
    oldest, newest = sort_keys(article)
    add("oldest", oldest)
    add("newest", newest)
    if article.date:
        document.add_unsigned("day", day_number(article.date))
    document.add_bytes("article", prepared.packed)
    return document
