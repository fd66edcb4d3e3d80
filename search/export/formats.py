"""The formats that articles are exported in, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from search.export.citations import bibtex, ris
from search.export.rows import HEAD, comma_separated, json_line
from search.model import Article

Name = Literal["csv", "jsonl", "bibtex", "ris"]


@dataclass(frozen=True, slots=True)
class Format:
    """How a format writes an article, and what comes before the first."""

    title: str
    mimetype: str
    ending: str
    write: Callable[[Article], str]
    head: str = ""


FORMATS: Mapping[Name, Format] = {
    "csv": Format("CSV", "text/csv", "csv", comma_separated, HEAD),
    "jsonl": Format("JSON Lines", "application/x-ndjson", "jsonl", json_line),
    "bibtex": Format("BibTeX", "application/x-bibtex", "bib", bibtex),
    "ris": Format("RIS", "application/x-research-info-systems", "ris", ris),
}


def written(name: Name, pages: Iterable[Iterable[Article]]) -> Iterator[bytes]:
    """An export in UTF-8, a piece for each page of articles; a lone surrogate becomes a question mark."""
    style = FORMATS[name]
    text = style.head
    for page in pages:
        yield (text + "".join(map(style.write, page))).encode("utf-8", "replace")
        text = ""
    if text:
        yield text.encode()
