"""Plain text to an Article: what its first and last lines say about it, and the body between them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from search.articles.boilerplate import clean, is_headline
from search.articles.dates import lead_date, line_date
from search.articles.fields import body, short, split_tags
from search.articles.repair import repair
from search.articles.words import plain, rows
from search.model import Article

MAX_TITLE = 220
"""A first line longer than this many letters is a lead."""
MAX_LABELLED = 160
_TOP = 6
"""How many lines after the title may hold a date or an author."""
_BOTTOM = 15
_RUNS = re.compile(r"\n{2,}")
_LAST_WORDS = 5
"""The longest name of a publisher on a last line, in words."""


def article(text: str, counts: Counter[str], known: Article | None = None) -> Article:
    """The article of a plain text; what is `known` already (a page's metadata) is kept and not looked for.

    Raises Unreadable for a text without words.
    """
    lines = clean([line.strip() for line in repair(text, counts).replace("\r", "\n").split("\n")])
    page = _Page(lines)
    known = known or Article(id="", text="")
    title = page.take_title(known.title)
    date = page.take_top()
    page.take_bottom()
    page.trim()
    kept = body(_RUNS.sub("\n", "\n".join(page.lines)), counts) if page.has_words() else body(title, counts)
    date = known.date or date
    inferred = None if date else lead_date(kept)
    return Article(
        id=known.id,
        text=kept,
        title=short(title, counts) or "" if title and page.has_words() else "",
        date=date or inferred,
        date_inferred=inferred is not None,
        source=known.source or short(page.source, counts),
        author=known.author or short(page.author, counts),
        url=known.url,
        tags=known.tags or split_tags(page.tags, counts),
        repairs=dict(counts),
    )


class _Page:
    """The lines of a text while its head and foot are taken off."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.source = self.author = ""
        self.tags: list[str] = []
        self.trim()

    def trim(self) -> None:
        """Drop blank lines at both ends."""
        first, last = 0, len(self.lines)
        while first < last and not self.lines[first]:
            first += 1
        while last > first and not self.lines[last - 1]:
            last -= 1
        self.lines = self.lines[first:last]

    def has_words(self) -> bool:
        return any(re.search(r"[^\W\d_]", line) for line in self.lines)

    def take_title(self, known: str) -> str:
        """The title: the first line where it is a headline. A known title is taken off the text as well."""
        date = line_date(self.lines[0]) if len(self.lines) > 1 else None
        start = 1 if date else 0  # the date may stand above the title
        while start < len(self.lines) and not self.lines[start]:
            start += 1
        if start >= len(self.lines):
            return known
        line = self.lines[start]
        if known:
            if plain(line) == plain(known):
                del self.lines[start]
            return known
        if not _is_title(line, self.lines[start + 1 :]):
            return ""
        del self.lines[start]
        return line

    def take_top(self) -> str | None:
        """The date among the first lines; the lines of the date and of the author leave the text."""
        date: str | None = None
        kept: list[str] = []
        seen = number = 0
        for line in self.lines:
            number += 1
            if line and not self._take_byline(line):
                found = None if date else line_date(line)
                date = date or found
                kept += [] if found else [line]
                seen += not found
            elif not line:
                kept.append(line)
            if seen >= _TOP or len(line) > MAX_TITLE:
                break
        self.lines = kept + self.lines[number:]
        return date

    def _take_byline(self, line: str) -> bool:
        """Take an author, or a source, from a line near the top."""
        label, value = _labelled(line)
        if label == "author" and value:
            self.author = self.author or value
            return True
        if (
            label == "source"
            and value
            and len(value.split()) <= 6
            and not plain(line).startswith(_bare_source())
        ):
            self.source = self.source or value
            return True
        return False

    def take_bottom(self) -> None:
        """Take source, author and tags from the last lines, and what only follows the tags."""
        self.trim()
        start = max(1, len(self.lines) - _BOTTOM)
        number = start
        while number < len(self.lines):
            label, value = _labelled(self.lines[number])
            if not label:
                number += 1
                continue
            end = number + 1
            if not value:
                end = _next_filled(self.lines, end)
                if end >= len(self.lines) or len(self.lines[end]) > MAX_LABELLED:
                    number += 1
                    continue
                value = self.lines[end]
                end += 1
            if label == "tags":
                end = self._take_tags(value, end)
            elif label == "source":
                self.source = self.source or value
            else:
                self.author = self.author or value
            del self.lines[number:end]
        self._take_outlet()

    def _take_tags(self, value: str, end: int) -> int:
        """Take the tags, then the headlines of other articles where nothing else follows."""
        self.tags += _apart(value)
        rest = [line for line in self.lines[end:] if line]
        if all(is_headline(line) and not _labelled(line)[0] and not _outlet(line) for line in rest):
            return len(self.lines)
        return end

    def _take_outlet(self) -> None:
        self.trim()
        if len(self.lines) > 1 and not self.source:
            self.source = _outlet(self.lines[-1])
            if self.source:
                del self.lines[-1]


def _is_title(line: str, after: list[str]) -> bool:
    """A headline is short, ends no sentence, and stands apart from what follows or is much shorter."""
    if not 2 <= len(line) <= MAX_TITLE or line[-1] in ".\u060c\u061b:," or not re.search(r"[^\W\d_]", line):
        return False
    following = next((each for each in after if each), "")
    if not following:
        return False
    if not after[0] or line_date(following) or _labelled(following)[0] == "author":
        return True
    return len(line) <= 120 and len(following) > 1.3 * len(line)


def _labelled(line: str) -> tuple[str, str]:
    """The kind of a line that begins with a label (source, author, tags) and its value; "" for others."""
    if not line or len(line) > 3 * MAX_LABELLED:
        return "", ""
    mark = _MARK.search(line, 0, 60)
    label = plain((line[: mark.start()] if mark else line).strip("*#- \t"))
    value = line[mark.end() :].strip(" *\t") if mark else ""
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
    if kind == "tags":
        return True
    if kind == "author":
        return words <= 6 and (not value or is_headline(value))
    return len(value) <= MAX_LABELLED and (label not in _bare_source() or 0 < words <= 4)


_MARK = re.compile(r"\s*[:|/\uff1a]+\s*|\s+[-\u2013\u2014]+\s+")


def _apart(value: str) -> list[str]:
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


def _outlet(line: str) -> str:
    """The publisher that a last line names, or ""."""
    words = line.split()
    if not 2 <= len(words) <= _LAST_WORDS or not is_headline(line):
        return ""
    if plain(words[0]) in _kind("site"):
        return " ".join(words[1:])
    return line if plain(words[0]) in _kind("outlet") else ""


def _next_filled(lines: list[str], start: int) -> int:
    while start < len(lines) and not lines[start]:
        start += 1
    return start


@cache
def _kind(kind: str) -> frozenset[str]:
    return frozenset(plain(label) for each, label in rows("labels") if each == kind)


@cache
def _labels() -> dict[str, str]:
    return {plain(label): kind for kind, label in rows("labels") if kind in ("source", "author", "tags")}


@cache
def _bare_source() -> tuple[str, ...]:
    """Labels without the article: at the top of a text they begin headlines as often."""
    return tuple(
        label
        for label, kind in _labels().items()
        if kind == "source" and not label.startswith("\u0627\u0644")
    )
