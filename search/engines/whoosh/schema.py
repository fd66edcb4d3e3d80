"""The Whoosh index: its fields, and an article as a document of it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, NamedTuple

from whoosh import columns, fields
from whoosh.analysis.acore import Token
from whoosh.analysis.tokenizers import Tokenizer

from search.engines.base import TEXT_FIELDS, VALUE_FIELDS, Prepared
from search.engines.phrases import MAX_SLOP
from search.engines.stored import UNDATED, day_number, inflate, passages, terms_of, values_of

# mypy: allow-untyped-calls


_ROW = struct.Struct(f"<{1 + len(TEXT_FIELDS)}I")
"""Of each article: its day number and the lengths of its text fields. Its id follows, in UTF-8."""


class Passages(Tokenizer):
    """Terms between spaces; a BOUNDARY is no term but a gap of positions that no phrase can cross."""

    def __call__(self, value: str, positions: bool = False, **options: Any) -> Iterator[Token]:
        """One token object, filled anew for each term, as the library expects."""
        token = Token(positions, **options)
        token.boost = 1.0
        position = 0
        for passage in passages(value):
            for token.text in passage.split():
                token.pos = position
                position += 1
                yield token
            position += MAX_SLOP + 1


def schema() -> fields.Schema:
    """Text fields with or without positions, value fields, the article as JSON, the row for sorting."""
    made = fields.Schema(article=fields.COLUMN(), row=fields.COLUMN(columns.VarBytesColumn()))
    for name, positions in TEXT_FIELDS.items():
        text = fields.TEXT(analyzer=Passages(), phrase=positions)
        text.scorable = False  # the row holds lengths, as scores need them
        made.add(name, text)
    for name in VALUE_FIELDS:
        made.add(name, fields.KEYWORD())
    return made


def document(prepared: Prepared) -> dict[str, Any]:
    """What to give the library's writer for an article."""
    article = prepared.article
    day = day_number(article.date) if article.date else UNDATED
    terms = terms_of(prepared)
    texts = (terms.get(name, "") for name in TEXT_FIELDS)
    lengths = (sum(len(passage.split()) for passage in passages(text)) for text in texts)
    made: dict[str, Any] = dict(terms)
    made |= {name: list(values) for name, values in values_of(prepared).items() if values}
    made["article"] = inflate(prepared.packed)
    made["row"] = _ROW.pack(day, *lengths) + article.id.encode("utf-8", "surrogatepass")
    return made


class Row(NamedTuple):
    """An article's id, its day number (UNDATED without a date), and the lengths of its text fields."""

    id: str
    day: int
    lengths: tuple[int, ...]


def read_row(packed: bytes) -> Row:
    """What `document` packed for sorting and scoring."""
    day, *lengths = _ROW.unpack_from(packed)
    return Row(packed[_ROW.size :].decode("utf-8", "surrogatepass"), day, tuple(lengths))
