"""Values of fields, however a file holds them, as what an article holds: lines, tags, an address, a body."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache

from search.articles.content.boilerplate import clean
from search.articles.content.htmltext import fragment_text, has_markup, text_and_links
from search.articles.encoding.repair import repair
from search.articles.result import MAX_TEXT, no_letters, too_large
from search.articles.words import has_letters
from search.errors import Unreadable

MAX_SHORT = 1_000
"""Letters of a title, a source, an author, a tag; longer ones are cut."""
MAX_TAGS = 100
_SPLIT_TAGS = re.compile(r"[,;|\n\u060c\u061b]|\s(?=#)")
_SPACES = re.compile(r"\s+")
_INSIDE = (
    "text",
    "value",
    "rendered",
    "content",
    "name",
    "title",
    "#text",
    "$oid",
    "$date",
    "date",
    "$numberLong",
    "summary",
    "main",
    "basic",
    "ar",
    "insert",
)
"""Keys under which a value may sit one level down, as {"name": …} does."""
_PARTS = ("blocks", "paragraphs", "children", "items", "data", "ops", "root")
"""Keys under which the parts of a text may sit."""
_SHORTCODE = re.compile(
    r"\[/?(?:caption|gallery|embed|audio|video|playlist|vc_\w+|et_pb_\w+)\b[^\[\]]{0,500}\]"
)
"""What WordPress puts around pictures and films, and makers of its pages around parts of them."""
_NOTHING = re.compile(
    r"\[/?[a-z][\w-]*(?:[ =:][^\[\]]{0,500})?\]|https?://\S+|\b(?:null|none|nil|nan|n/a|undefined)\b"
    "|\u0640|\u0644\u0627 \u064a\u0648\u062c\u062f",
    re.I,
)
"""What programs write for nothing, and what stands for a picture or a film: short codes, addresses."""
_SHORT_TEXT = 200
"""Letters of a text up to which it is looked at whether it says nothing."""
_DEPTH = 50
"""How deep the parts of a text may lie: a list in a quotation of an editor's document lies 10 deep."""


def body(text: str, counts: Counter[str]) -> str:
    """A body fit to store: without markup, repaired. Raises Unreadable when it is missing or too large."""
    if not text.strip():
        raise Unreadable("It has no text.")
    words = words_of(text, counts)
    if not words:
        raise no_letters()
    return words


def words_of(text: str, counts: Counter[str]) -> str:
    """A text without markup, repaired; "" where it holds no words."""
    if len(text) > MAX_TEXT:
        raise too_large(MAX_TEXT)
    if "[" in text:
        text = _SHORTCODE.sub("", text)
    if has_markup(text):
        text = _page_text(text)
    text = repair(text, counts).strip()
    is_short = len(text) <= _SHORT_TEXT
    return text if has_letters(_NOTHING.sub("", text) if is_short else text) else ""


def _page_text(markup: str) -> str:
    """The text of HTML, without what pages have around articles; plain text in a field is as it was meant."""
    if "<" not in markup:  # plain text with entities, or HTML that is escaped once more than it should be
        markup = fragment_text(markup)
    if not has_markup(markup):
        return markup
    text, links = text_and_links(markup)
    cleaned = "\n".join(clean(text.split("\n"), links)) if "<" in markup else text
    return cleaned if has_letters(cleaned) else text


def short(value: str, counts: Counter[str], limit: int = MAX_SHORT) -> str | None:
    """A value of one line: without markup, repaired, single spaces; None when nothing is left."""
    line, repairs = _shortened(value[: 4 * limit])
    if repairs:
        counts.update(repairs)
    return line[:limit] or None


@lru_cache(maxsize=10_000)  # a collection has few sources, authors and tags
def _shortened(value: str) -> tuple[str, dict[str, int]]:
    counts: Counter[str] = Counter()
    if has_markup(value):
        value = fragment_text(value)
    return _SPACES.sub(" ", repair(value, counts)).strip(), dict(counts)


def web_address(value: object) -> str | None:
    """An address of the web, or None: other schemes must never become a link of the page."""
    text = value.strip() if isinstance(value, str) else ""
    return (
        text
        if len(text) <= 2_000 and text.isprintable() and re.fullmatch(r"https?://[^\s<>\"]+", text, re.I)
        else None
    )


def split_tags(value: object, counts: Counter[str]) -> tuple[str, ...]:
    """Tags from a list, or from a text with commas, bars, lines or hash signs between them; no doubles."""
    if value is None or value == []:
        return ()
    parts: Iterable[object] = value if isinstance(value, list) else [value]
    words = [word for part in parts for word in _SPLIT_TAGS.split(_line(part) or "")]
    tags = (short(word.strip(" #.\t").replace("_", " "), counts, 100) for word in words[:1_000])
    return tuple(dict.fromkeys(tag for tag in tags if tag and has_letters(tag)))[:MAX_TAGS]


def short_of(value: object, counts: Counter[str], limit: int = MAX_SHORT) -> str | None:
    """A value of one line, or several as one, as `short` gives it."""
    if isinstance(value, list):
        value = "، ".join(filter(None, (_line(part) for part in value[:50])))
    line = _line(value)
    return short(line, counts, limit) if line else None


def _line(value: object) -> str | None:
    """A value as text: a string, a number, or what sits under the usual key of an object."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        value = next((value[key] for key in _INSIDE if isinstance(value.get(key), str)), None)
    if isinstance(value, bool):
        return None
    return str(value) if isinstance(value, str | int | float) else None


def title_of(value: object, counts: Counter[str]) -> str:
    """A title, which may be a number; signs alone are none."""
    title = short_of(value, counts) or ""
    return title if any(map(str.isalnum, title)) else ""


def name_of(value: object, counts: Counter[str]) -> str | None:
    """A name; a number alone is the key of one in another table."""
    name = short_of(value, counts)
    return name if name and has_letters(name) else None


def text_of(value: object, depth: int = 0) -> str:
    """A text, or the parts of one, each on a line of its own, however they are nested."""
    if depth > _DEPTH:
        return ""
    if isinstance(value, list):
        return "\n".join(filter(None, (text_of(part, depth + 1) for part in value)))
    if isinstance(value, str) and value.startswith(("{", "[{")):  # an editor's document kept as text
        with suppress(ValueError, RecursionError):
            return text_of(json.loads(value), depth + 1)
    if not isinstance(value, Mapping):
        return _line(value) or ""
    inside = (text_of(value.get(key), depth + 1) for key in _PARTS)
    lines = dict.fromkeys(filter(None, (_line(value), next(filter(None, inside), ""))))
    if lines:
        return "\n".join(lines)
    return next(filter(None, (text_of(value.get(key), depth + 1) for key in _INSIDE)), "")


def date_of(value: object) -> object:
    """The value of a date that sits in a list or an object."""
    for _ in range(3):
        if isinstance(value, list) and value:
            value = value[0]
        elif isinstance(value, Mapping):
            value = next((value[key] for key in _INSIDE if key in value), None)
    return value
