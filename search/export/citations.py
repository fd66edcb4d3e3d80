"""Citations: BibTeX for LaTeX, RIS for Zotero, EndNote and Mendeley."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote

from search.model import Article

_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}%$&#_"},
}
_NOT_A_LINE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_KEY = re.compile(r"[A-Za-z0-9:._-]{1,60}")


def bibtex(article: Article) -> str:
    """An entry of BibTeX, with the fields that BibLaTeX has for the web.

    Its key is the article's id where that is one, else a hash of it. Names stand in braces of their own, as
    BibTeX would take Arabic names apart wrongly.
    """
    fields = {
        "title": f"{{{_tex(article.title)}}}" if article.title else "",
        "author": f"{{{_tex(article.author)}}}" if article.author else "",
        "journal": _tex(article.source or ""),
        "date": article.date or "",
        "year": article.date[:4] if article.date else "",
        "url": _address(article),
        "keywords": _tex(", ".join(article.tags)),
        "langid": "arabic",
    }
    kind = "article" if article.source else "misc"
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{_key(article.id)},\n{lines}}}\n\n"


def ris(article: Article) -> str:
    """A record of RIS, of the kind that newspapers have."""
    day = article.date.replace("-", "/") if article.date else ""
    fields = [
        ("TY", "NEWS"),
        ("ID", article.id),
        ("TI", article.title),
        ("AU", article.author),
        ("T2", article.source),
        ("PY", day[:4]),
        ("DA", day),
        ("UR", _address(article)),
        *(("KW", tag) for tag in article.tags),
        ("LA", "ar"),
    ]
    lines = "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in fields if value)
    return f"{lines}ER  - \r\n\r\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in _line(text))


def _address(article: Article) -> str:
    """The article's address without signs that end a field of BibTeX."""
    return quote(_line(article.url or ""), safe="!#$%&'()*+,/:;=?@[]~", errors="replace")


def _line(text: str) -> str:
    return _NOT_A_LINE.sub(" ", text).strip()


def _key(id: str) -> str:
    if _KEY.fullmatch(id):
        return id
    return hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
