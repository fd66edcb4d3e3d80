"""Plain text to an Article: what its first and last lines say about it, and the body between them."""

from __future__ import annotations

import re
from collections import Counter

from search.articles.content.boilerplate import clean, is_headline
from search.articles.content.dates import line_date
from search.articles.content.labels import (
    MAX_LABELLED,
    PARTS,
    is_honoured,
    is_opening,
    is_outlet,
    labelled,
    outlet,
    split_words,
)
from search.articles.content.lead import lead_date
from search.articles.content.values import body, short, split_tags
from search.articles.encoding.repair import repair
from search.articles.words import plain
from search.model import Article

MAX_TITLE = 220
"""A first line longer than this many letters is a lead."""
_TOP = 6
"""How many lines after the title may hold a date or an author."""
_BOTTOM = 15
MAX_BYLINE = 120
_RUNS = re.compile(r"\n{2,}")


def article(text: str, counts: Counter[str], known: Article | None = None) -> Article:
    """The article of a plain text; what is `known` already (a page's metadata) is kept and not looked for.

    Raises Unreadable for a text without words.
    """
    lines = clean([line.strip() for line in repair(text, counts).replace("\r", "\n").split("\n")])
    page = _Page(lines)
    known = known or Article(id="", text="")
    title = page.take_title(known.title)
    date = page.take_top(known)
    page.take_bottom()
    page.trim()
    kept = body(_RUNS.sub("\n", "\n".join(page.lines)), counts) if page.has_words() else body(title, counts)
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
        self.date: str | None = None
        self.tags: list[str] = []
        self.has_head = False
        """Whether the text begins with lines that say what they hold: symptoms are no tags elsewhere."""
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
        self._take_letterhead()
        labelled_title = "" if known or len(self.lines) < 2 else self._take_labelled_title()
        if labelled_title:
            return labelled_title
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
        if is_opening(line):  # the basmala stands above a title, and stays in the text
            start = next((at for at in range(start + 1, len(self.lines)) if self.lines[at]), start)
            line = self.lines[start]
        if labelled(line)[0] == "author" or not is_title(line, self.lines[start + 1 :]):
            return ""
        del self.lines[start]
        return line

    def _take_letterhead(self) -> None:
        """Take the publisher and the date that stand on one line above everything."""
        parts = PARTS.split(self.lines[0]) if len(self.lines) > 1 and len(self.lines[0]) <= MAX_BYLINE else []
        dates = [line_date(part) for part in parts]
        outlets = [part for part, date in zip(parts, dates, strict=True) if not date and is_outlet(part)]
        if any(dates) and outlets and len(outlets) + sum(map(bool, dates)) == len(parts):
            self.date, self.source = next(filter(None, dates)), outlets[0]
            del self.lines[0]
            self.trim()

    def _take_labelled_title(self) -> str:
        """The title of a head in which each line says what it holds, in any order; or "".

        Under other words a label such as "address" announces something else.
        """
        for number, line in enumerate(self.lines[:_TOP]):
            label, value = labelled(line)
            if label == "title" and 0 < len(value) <= MAX_TITLE:
                del self.lines[number]
                self.has_head = True
                return value
            if line and not label and not line_date(line) and not is_opening(line):
                break
        return ""

    def take_top(self, known: Article) -> str | None:
        """The date among the first lines; the lines of the date and of the author leave the text."""
        self.date = known.date or self.date
        kept: list[str] = []
        seen = number = 0
        for line in self.lines:
            number += 1
            taken = bool(line) and (self._take_byline(line, known, seen) or self._take_date(line, known))
            kept += [] if taken else [line]
            seen += bool(line) and not taken
            if seen >= _TOP or len(line) > MAX_TITLE:
                break
        self.lines = kept + self.lines[number:]
        return self.date

    def _take_date(self, line: str, known: Article) -> bool:
        """Take a date that stands alone, or beside names and places; a line with unknown ones stays."""
        alone = line_date(line)
        if alone:
            self.date = self.date or alone
            return True
        parts = PARTS.split(line) if len(line) <= MAX_BYLINE else []
        if not 2 <= len(parts) <= 4 or not any(line_date(part) for part in parts):
            return False
        barred = re.search(r"[|\u2022\u00b7]", line) is not None
        taken = [self._take_part(part, known, barred) for part in parts]
        return all(taken)

    def _take_part(self, part: str, known: Article, barred: bool) -> bool:
        date = line_date(part)
        if date:
            self.date = self.date or date
        elif not self._take_byline(part, known, 0):
            if is_outlet(part):
                self.source = self.source or part
            elif barred and 2 <= len(part.split()) <= 4 and not self.author:
                self.author = part
            else:
                return False
        return True

    def _take_byline(self, line: str, known: Article, seen: int) -> bool:
        """Take an author, or a source, from a line near the top; known ones are only taken off the text."""
        if len(line) > MAX_LABELLED:
            return False
        if plain(line) in {plain(value) for value in (known.author, known.source, known.title) if value}:
            return True
        label, value = labelled(line)
        if not label and not seen and is_honoured(line):
            label, value = "author", line
        if label == "author" and value:
            self.author = self.author or value
            return True
        if label == "source" and value and len(value.split()) <= 6:
            self.source = self.source or value
            return True
        if label == "tags" and value and self.has_head and not seen:
            self.tags += split_words(value)
            return True
        return False

    def take_bottom(self) -> None:
        """Take source, author and tags from the last lines, and what only follows the tags."""
        self.trim()
        start = max(1, len(self.lines) - _BOTTOM)
        number = start
        while number < len(self.lines):
            label, value = labelled(self.lines[number])
            if label not in ("tags", "source", "author"):
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
        self.tags += split_words(value)
        rest = [line for line in self.lines[end:] if line]
        if all(is_headline(line) and not labelled(line)[0] and not outlet(line) for line in rest):
            return len(self.lines)
        return end

    def _take_outlet(self) -> None:
        self.trim()
        if len(self.lines) > 1 and not self.source:
            self.source = outlet(self.lines[-1])
            if self.source:
                del self.lines[-1]


def is_title(line: str, after: list[str]) -> bool:
    """A headline is short, ends no sentence, and stands apart from what follows or is much shorter."""
    if not 2 <= len(line) <= MAX_TITLE or line[-1] in ".\u060c\u061b:," or not re.search(r"[^\W\d_]", line):
        return False
    following = next((below for below in after if below), "")
    if not following:
        return False
    if not after[0] or line_date(following) or labelled(following)[0] == "author":
        return True
    return len(line) <= 120 and len(following) > 1.3 * len(line)


def _next_filled(lines: list[str], start: int) -> int:
    while start < len(lines) and not lines[start]:
        start += 1
    return start
