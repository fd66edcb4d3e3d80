"""Lines that hold data, not prose: "source | name", "by name", "tags: one, two". The words are labels.tsv."""

from __future__ import annotations

import re
from functools import cache

from search.articles.content.boilerplate import is_headline
from search.articles.words import plain
from search.tables import rows

MAX_LABELLED = 160
"""Letters of a source, and of a line that a label announces."""
PARTS = re.compile(r"\s*[|\u2022\u00b7]\s*|\s+[-\u2013\u2014]\s+")
"""What stands between the parts of a line such as: name | date."""
_MARK = re.compile(r"\s*[:|/\uff1a]+\s*|\s+[-\u2013\u2014]+\s+")
_LAST_WORDS = 5
"""The longest name of a publisher on a last line, in words."""


def labelled(line: str) -> tuple[str, str]:
    """The kind of a line with a label, source, author, tags or title, and its value; "" for others."""
    if not line or len(line) > 3 * MAX_LABELLED:
        return "", ""
    line = line.lstrip("-\u2022\u00b7 \t")  # of a list
    mark = _MARK.search(line, 0, 60)
    label = plain((line[: mark.start()] if mark else line).strip("*#- \t"))
    value = line[mark.end() :].strip(" *\t").removesuffix(":") if mark else ""
    kind = _labels().get(label, "")
    if kind:
        return (kind, value) if _fits(kind, label, value) else ("", "")
    words = line.split()
    if 2 <= len(words) <= 5 and plain(words[0]) in _kind("word") and is_headline(line):
        return "author", " ".join(words[1:])
    return "", ""


def _fits(kind: str, label: str, value: str) -> bool:
    """True when a value could be one: names are short, and a bare "source" begins headlines too."""
    words = len(value.split())
    if kind in ("tags", "title"):
        return True
    if kind == "author":
        return words <= 6 and (not value or is_headline(value))
    return len(value) <= MAX_LABELLED and (label not in _bare_source() or 0 < words <= 4)


def outlet(line: str) -> str:
    """The publisher that a last line names, or ""."""
    if len(line) > MAX_LABELLED:
        return ""
    parts = PARTS.split(line)
    if len(parts) == 2 and plain(parts[0]) in _kind("special"):
        line = parts[1]
    if not is_outlet(line):
        return ""
    words = line.split()
    return " ".join(words[1:]) if plain(words[0]) in _kind("site") else line


def is_outlet(line: str) -> bool:
    """True for a publisher's name that begins with what it is: a newspaper, an agency, a site."""
    words = line.split()
    known = 2 <= len(words) <= _LAST_WORDS and plain(words[0]) in _kind("site") | _kind("outlet")
    return known and is_headline(line)


def is_honoured(line: str) -> bool:
    """True for a person's name after a title such as Dr."""
    words = line.split()
    return 3 <= len(words) <= 5 and plain(words[0]) in _kind("honour") and is_headline(line)


def is_nobody(name: str) -> bool:
    """True for what machines put in an author's place: the name of an account, of a maker, of a program."""
    return plain(name) in _kind("nobody")


def is_opening(line: str) -> bool:
    """True for words that open a text above its title: the basmala."""
    return plain(line).strip(".*\ufd3e\ufd3f ") in _kind("opening")


def split_words(value: str) -> list[str]:
    """Tags of a line: by its separators, by wide gaps, or else word by word."""
    if re.search(r"[,،;؛|#\n]", value):
        return [value]
    if re.search(r"\s{2,}", value):
        return re.split(r"\s{2,}", value)
    words: list[str] = []
    for word in value.split():
        if words and _describes(word, words[-1]):
            words[-1] += " " + word
        else:
            words.append(word)
    return words


def _describes(word: str, noun: str) -> bool:
    """True for an indefinite adjective in -iyya after an indefinite feminine noun: two words, one tag."""
    article, feminine = "\u0627\u0644", "\u0629"
    return (
        word.endswith("\u064a" + feminine) and noun.endswith(feminine) and article not in (word[:2], noun[:2])
    )


@cache
def _kind(kind: str) -> frozenset[str]:
    return frozenset(plain(label) for its_kind, label in rows("articles", "labels") if its_kind == kind)


@cache
def _labels() -> dict[str, str]:
    return {
        plain(label): kind
        for kind, label in rows("articles", "labels")
        if kind in ("source", "author", "tags", "title")
    }


@cache
def _bare_source() -> tuple[str, ...]:
    """Labels without the article: at the top of a text they begin headlines as often."""
    return tuple(
        label
        for label, kind in _labels().items()
        if kind == "source" and not label.startswith("\u0627\u0644")
    )
