"""What reading a file gives: articles, and places that were skipped with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from search.errors import Unreadable
from search.model import Article

MAX_TEXT = 10 * 1024 * 1024
"""Bytes of one article: a plain text file, a line of JSONL, a row of CSV, a page of HTML."""
MAX_TREE = 64 * 1024 * 1024
"""Bytes of a file that is held whole in memory: JSON and XML. Larger collections are JSONL or CSV."""
MAX_DOCUMENT = 100 * 1024 * 1024
"""Bytes of a .docx or .pdf file; its text is still bounded by MAX_TEXT."""
MAX_PAGES = 3_000
"""Pages of one PDF."""
MAX_MEMBERS = 500_000
"""Files in one archive."""
MAX_UNPACKED = 20 * 1024**3
"""Bytes one archive may unpack to."""
MAX_RATIO = 200
"""How many times its packed size a member may unpack to, past the first RATIO_FREE bytes."""
RATIO_FREE = 10 * 1024 * 1024


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
    """A file, or a part of one, that holds no article: where ("news.jsonl, line 7") and why, one sentence."""

    where: str
    reason: str
    reason_ar: str
    where_ar: str = ""
    intended: bool = False
    """Whether someone asked for it to be kept out: then it is no fault of the file."""

    def text(self, language: str) -> str:
        """Where and why in one line: Arabic for "ar", else English. Line ends and bidi marks of a name are
        shown as escapes, so that no name can pass for another line.
        """
        if language == "ar":
            return f"{_printable(self.where_ar or self.where)}: {self.reason_ar}"
        return f"{_printable(self.where)}: {self.reason}"


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)


def skipped(name: str, why: Unreadable, line: int = 0) -> Skipped:
    """The place `name`, and its line where that is not 0, with the reason of `why`."""
    if not line:
        return Skipped(name, why.message, why.message_ar)
    return Skipped(f"{name}, line {line}", why.message, why.message_ar, f"{name}، السطر {line}")


def too_large(limit: int) -> Unreadable:
    """The reason for a text over `limit` bytes."""
    size = f"{limit // 1024**2} MB"
    return Unreadable(
        f"It is larger than the limit of {size}; split it into smaller files.",
        f"حجمه يتجاوز الحد وهو {limit // 1024**2} ميغابايت، قسّمه إلى ملفات أصغر.",
    )


def not_text() -> Unreadable:
    """The reason for binary data under the name of a text."""
    return Unreadable("It is not a text file.", "ليس ملفًا نصيًا.")


def empty() -> Unreadable:
    """The reason for a file without a byte, or of white space alone."""
    return Unreadable("It is empty.", "الملف فارغ.")


def no_letters() -> Unreadable:
    """The reason for a text without a single letter."""
    return Unreadable("It holds no words.", "لا كلمات فيه.")
