"""Rows: CSV for spreadsheets, JSON lines for programs; `fihris reindex` reads both."""

from __future__ import annotations

import csv
import json
from io import StringIO

from search.model import Article

FIELDS = ("id", "title", "text", "date", "source", "author", "url", "tags")

HEAD = "\ufeff" + ",".join(FIELDS) + "\r\n"
"""The first line of CSV. It begins with the mark by which spreadsheets know UTF-8: BYTE ORDER MARK."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def comma_separated(article: Article) -> str:
    """A row of CSV. A cell that a spreadsheet would compute begins with an apostrophe, as OWASP advises
    against CSV injection; tags are separated by commas.
    """
    row = StringIO()
    csv.writer(row).writerow([_harmless(cell) for cell in _cells(article)])
    return row.getvalue()


def json_line(article: Article) -> str:
    """A line of JSON with the fields that the article has."""
    kept = {name: value for name in FIELDS if (value := getattr(article, name))}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n"


def _cells(article: Article) -> list[str]:
    return [", ".join(article.tags) if name == "tags" else getattr(article, name) or "" for name in FIELDS]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
