"""An article to what an engine writes: words found once, levels joined into one string a field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b

from search.analysis.levels import Analyzer, Levels
from search.analysis.tokenise import words
from search.engines.base import BOUNDARY, Prepared
from search.engines.stored import prepared
from search.indexing.origins import encode_origin
from search.model import Article

_LEVELS = Levels._fields[:5]

LEAD_WORDS = 20
"""An article without a title counts so many of its first words as it would a title. nDCG@10 without and with:
ARCD stripped of its titles .853 and .862, headlines .708 and .727."""


def prepare(article: Article, analyzer: Analyzer) -> Prepared:
    """Analyse an article. Each level's field holds the title twice, or the lead, then the body."""
    title = analyzer.text(words(article.title))
    body = analyzer.text(words(article.text))
    in_title, in_body = _columns(title), _columns(body)
    heading = in_title if title else _columns(body[:LEAD_WORDS])
    terms = {
        level: f"{heading[level]} {BOUNDARY} {heading[level]} {BOUNDARY} {in_body[level]}"
        for level in _LEVELS
    }
    for level in ("surface", "folded", "lemma"):
        terms[f"title_{level}"] = in_title[level]
    terms["source_folded"] = _folded(analyzer, (article.source or "",))
    terms["author_folded"] = _folded(analyzer, (article.author or "",))
    terms["tag_folded"] = _folded(analyzer, article.tags)
    hashed = _hash(in_body["folded"])
    return prepared(replace(article, body_hash=hashed), terms, hashed, encode_origin(article.origin))


def _columns(levels: list[Levels]) -> dict[str, str]:
    if not levels:
        return dict.fromkeys(_LEVELS, "")
    vocalised, surface, folded, lemma, root, _ = zip(*levels, strict=True)
    return {
        "vocalised": " ".join(filter(None, vocalised)),  # every word is written; the others may be missing
        "surface": " ".join(surface),
        "folded": " ".join(filter(None, folded)),
        "lemma": " ".join(filter(None, lemma)),
        "root": " ".join(filter(None, root)),
    }


def _folded(analyzer: Analyzer, values: Iterable[str]) -> str:
    passages = (" ".join([word.folded for word in analyzer.text(words(value))]) for value in values if value)
    return f" {BOUNDARY} ".join(filter(None, passages))


def _hash(folded: str) -> str:
    return blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
