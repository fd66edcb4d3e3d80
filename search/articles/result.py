"""What reading a file gives: articles, and places that were skipped with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.errors import Unreadable
from search.messages import N_, Enumeration, Message
from search.model import Article

MAX_TEXT = 10 * 1024 * 1024
"""Bytes of one article: a plain text file, a line of JSONL, a row of CSV, a page of HTML."""
MAX_TREE = 64 * 1024 * 1024
"""Bytes of a file that is held whole in memory: JSON and XML. Larger collections are JSONL or CSV."""
MAX_DOCUMENT = 100 * 1024 * 1024
"""Bytes of a .docx, .pdf, .xlsx or .epub file; its text is still bounded by MAX_TEXT."""
MAX_PAGES = 3_000
"""Pages of one PDF."""
MAX_MEMBERS = 500_000
"""Files in one archive."""
MAX_UNPACKED = 20 * 1024**3
"""Bytes one archive may unpack to."""
MAX_RATIO = 200
"""How many times its packed size a member may unpack to, past the first RATIO_FREE bytes."""
MAX_SKIPPED = 1_000
"""Parts of one file that are named where they could not be read: millions of them would fill the memory."""
MAX_UNREADABLE = 100_000
"""Parts of one file in a row that cannot be read, after which it is given up: there may be millions."""
RATIO_FREE = 10 * 1024 * 1024
ITEMS = re.compile(r"\.(json|xml|rss|atom)(\.gz)?($|!)", re.IGNORECASE)
"""In the names of files whose parts have no line."""


@dataclass(frozen=True, slots=True)
class Read:
    """An article as its file gives it, and which part of the file it is.

    `article.id` is "" where the file gives none, and `article.origin` is None: the service sets both.
    `member` is "" for the one article of a file, else what names it there: a line ("12"), a feed item's guid,
    a path in an archive, or a path and a line joined by "!" ("news/a.jsonl!12").
    """

    article: Article
    member: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a part of one, that holds no article: where and why, one sentence."""

    name: str
    reason: Message
    part: Message | None = None
    intended: bool = False
    """Whether someone asked for it to be kept out: then it is no fault of the file."""
    count: int = 1
    """How many parts it speaks of."""

    def text(self, language: str) -> str:
        """Where and why in one line: Arabic for "ar", else English. Line ends and bidi marks of a name are
        shown as escapes, so that no name can pass for another line.
        """
        return f"{printable(self.where(language))}: {self.reason.text(language)}"

    def as_json(self) -> dict[str, object]:
        """Where and why in both languages, for programs."""
        return {
            "where": self.where(),
            "reason": self.reason.text("en"),
            "where_ar": self.where("ar"),
            "reason_ar": self.reason.text("ar"),
            "intended": self.intended,
            "count": self.count,
        }

    def where(self, language: str = "en") -> str:
        """The file and the part of it: "news.jsonl, line 7"."""
        return Enumeration((self.name, self.part)).text(language) if self.part else self.name


def part_of(name: str, member: str) -> tuple[str, Message | None]:
    """The file `name` and the part of it that `Read.member` names, as a Skipped has them."""
    *inside, last = member.split("!")
    whole = "!".join((name, *inside))
    if not last.isdecimal():
        return ("!".join((name, member)) if member else name), None
    kind = N_("item {item}") if ITEMS.search(whole) else N_("line {line}")
    return whole, Message(kind, {"item": int(last), "line": int(last)})


def printable(name: str) -> str:
    """A name with line ends and bidi marks as escapes, so that it cannot pass for another line."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)


def skipped(name: str, why: Unreadable, *, line: int = 0, item: int = 0, page: int = 0) -> Skipped:
    """The file `name`, or a line, an item or a page of it where that is not 0, with the reason of `why`."""
    part = None
    if line:
        part = Message("line {line}", {"line": line})
    elif item:
        part = Message("item {item}", {"item": item})
    elif page:
        part = Message("page {page}", {"page": page})
    return Skipped(name, why.message, part)


def too_large(limit: int) -> Unreadable:
    """The reason for a text over `limit` bytes."""
    megabytes = limit // 1024**2
    return Unreadable(
        "It is larger than the limit of {limit} MB; split it into smaller files.", limit=megabytes
    )


def too_many_tags(most: int) -> Unreadable:
    """The reason for markup whose tree would not fit into memory."""
    return Unreadable("It has more than {most} tags; split it into smaller files.", most=most)


def not_text() -> Unreadable:
    """The reason for binary data under the name of a text."""
    return Unreadable("It is not a text file.")


def empty() -> Unreadable:
    """The reason for a file without a byte, or of white space alone."""
    return Unreadable("It is empty.")


def no_letters() -> Unreadable:
    """The reason for a text without a single letter."""
    return Unreadable("It holds no words.")
