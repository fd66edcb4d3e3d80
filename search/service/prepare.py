"""An article to what an engine writes: words found once, levels joined into one string a field."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b

from search.analysis.levels import Analyzer, Levels
from search.analysis.tokenise import words
from search.engines.base import BOUNDARY, Prepared
from search.model import Article, Origin

_LEVELS = Levels._fields[:5]


def prepare(article: Article, analyzer: Analyzer) -> Prepared:
    """Analyse an article. Each level's field holds the title twice, then the body."""
    terms = {}
    in_title = _columns(analyzer.text(words(article.title)))
    in_body = _columns(analyzer.text(words(article.text)))
    for level in _LEVELS:
        heading = in_title[level]
        terms[level] = (
            f"{heading} {BOUNDARY} {heading} {BOUNDARY} {in_body[level]}" if heading else in_body[level]
        )
    for level in ("surface", "folded", "lemma"):
        terms[f"title_{level}"] = in_title[level]
    terms["source_folded"] = _folded(analyzer, (article.source or "",))
    terms["author_folded"] = _folded(analyzer, (article.author or "",))
    terms["tag_folded"] = _folded(analyzer, article.tags)
    body = _hash(in_body["folded"])
    return Prepared(replace(article, body_hash=body), terms, body, encode_origin(article.origin))


def encode_origin(origin: Origin | None) -> str:
    """An origin as one line of JSON, root and path first so that a root's files sort together."""
    if origin is None:
        return ""
    return json.dumps(
        [origin.root, origin.path, origin.size, origin.modified, origin.digest], ensure_ascii=True
    )


def decode_origin(line: str) -> Origin | None:
    """What `encode_origin` encoded."""
    return Origin(*json.loads(line)) if line else None


def _columns(levels: list[Levels]) -> dict[str, str]:
    if not levels:
        return dict.fromkeys(_LEVELS, "")
    return {
        name: " ".join(filter(None, column))
        for name, column in zip(_LEVELS, zip(*levels, strict=True), strict=False)
    }


def _folded(analyzer: Analyzer, values: Iterable[str]) -> str:
    return f" {BOUNDARY} ".join(_columns(analyzer.text(words(value)))["folded"] for value in values if value)


def _hash(folded: str) -> str:
    return blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
