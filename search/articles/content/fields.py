"""A record of named fields (a JSON object, a row of CSV, an item of a feed) to an Article."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from search.articles.content.boilerplate import clean
from search.articles.content.dates import lead_date, parse_date
from search.articles.content.htmltext import fragment_text, has_markup, text_and_links
from search.articles.encoding.repair import repair
from search.articles.result import MAX_TEXT, no_letters, too_large
from search.articles.words import has_letters, plain
from search.errors import BadSetting, Unreadable
from search.messages import Enumeration
from search.model import Article
from search.tables import rows

FIELDS = ("id", "title", "text", "date", "source", "author", "url", "tags")
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
_WRAPPERS = ("_source", "attributes", "fields", "node", "article", "tweet")
"""Keys under which search engines and content systems put an article's fields, beside its id."""
NO_ARTICLES = frozenset(
    ("attachment", "revision", "nav_menu_item", "custom_css", "customize_changeset", "oembed_cache")
) | {"user_request", "wp_block", "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation"}
"""WordPress's types of what is no article; newspapers add types of their own that are."""
_UNPUBLISHED = frozenset(
    ("draft", "auto-draft", "trash", "private", "pending", "future", "inherit", "scheduled")
)
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


class Place(NamedTuple):
    """The field that a name stands for, and its rank there: of several names the lowest wins."""

    field: str
    rank: int


class Names:
    """Which field a name in a file stands for: the packaged table, and the editor's own mapping over it."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        """`mapping` is from a file's name to one of FIELDS; raises BadSetting for another field."""
        for name, field in mapping.items():
            if field not in FIELDS:
                raise BadSetting(
                    "{name!r} is mapped to {field!r}; a field is one of {fields}.",
                    name=name,
                    field=field,
                    fields=Enumeration(FIELDS),
                )
        mine = {_key(name): Place(field, -1) for name, field in mapping.items()}
        self._ranks = {**_table(), **mine}
        self._seen: dict[str, Place | None] = {}

    def record(self, raw: Mapping[str, object]) -> dict[str, object]:
        """The values of a record by field; of several names for one field the earliest in the table."""
        values: dict[str, tuple[int, object]] = {}
        for name, value in raw.items():
            place = self.place(name)
            if place is None or value is None or value == "":
                continue
            if place.field not in values or place.rank < values[place.field][0]:
                values[place.field] = (place.rank, value)
        return {field: value for field, (_, value) in values.items()}

    def all_of(self, field: str, raw: Mapping[str, object]) -> list[object]:
        """What may be a field of a record, the earliest in the table first: text, abstract, description."""
        places = (
            (self.place(name), value) for name, value in raw.items() if value is not None and value != ""
        )
        ranked = [(place.rank, value) for place, value in places if place and place.field == field]
        return [value for _, value in sorted(ranked, key=itemgetter(0))]

    def has_text(self, raw: Mapping[str, object], *, or_summary: bool = False) -> bool:
        """Whether a record has a text by the names of its fields, or at least a summary."""
        if not or_summary:
            raw = {name: value for name, value in raw.items() if _key(name) not in _summaries()}
        return "text" in self.record(raw)

    def place(self, name: str) -> Place | None:
        """What a name in a file stands for, or None."""
        try:
            return self._seen[name]
        except KeyError:
            place = self._ranks.get(_key(name))
            if len(self._seen) < 10_000:
                self._seen[name] = place
            return place


def article(raw: Mapping[str, object], names: Names, counts: Counter[str] | None = None) -> Article:
    """The article of a record, repaired; id is "" where the record has none.

    `counts` holds the repairs already made. Raises Unreadable for a record without text.
    """
    counts = Counter() if counts is None else counts
    raw = unwrapped(raw, names)
    record = names.record(raw)
    texts = names.all_of("text", raw)
    if "_id" in raw and "title" in record:  # of an evaluation collection, where none may be missing
        texts.append(record["title"])
    if not texts:
        raise _no_text(raw)
    text = _first_with_words(texts, counts)
    date = parse_date(_date(record.get("date")))
    if not date and "date" in record:  # that of a draft published later is no date at all
        others = names.all_of("date", raw)[1:]
        date = next(filter(None, (parse_date(_date(value)) for value in others)), None)
    inferred = None if date else lead_date(text)
    return Article(
        id=_short(record.get("id"), counts, 200) or "",
        text=text,
        title=_title(record.get("title"), counts),
        date=date or inferred,
        date_inferred=inferred is not None,
        source=_name(record.get("source"), counts),
        author=_name(record.get("author"), counts),
        url=web_address(record.get("url")),
        tags=split_tags(record.get("tags"), counts),
        repairs=dict(counts),
    )


def unwrapped(raw: Mapping[str, object], names: Names) -> Mapping[str, object]:
    """A record with the fields of what it wraps, as {"_id": …, "_source": {…}} does.

    One with a text of its own stays as it is: what it wraps says something else.
    """
    for key in _WRAPPERS:
        inside = raw.get(key)
        if isinstance(inside, Mapping) and names.has_text(inside, or_summary=True):
            own = {name: value for name, value in raw.items() if name != key}
            return raw if names.has_text(own) else {**own, **inside}
    return raw


def is_published(raw: Mapping[str, object]) -> bool:
    """False for what exports of content systems hold beside articles: drafts, revisions, pictures, menus."""
    state = raw.get("post_status") or raw.get("status")
    is_draft = isinstance(state, str) and state in _UNPUBLISHED
    return not is_draft and raw.get("post_type") not in NO_ARTICLES


def none_published() -> Unreadable:
    """The reason for an export without an article."""
    return Unreadable("Nothing in it was published: it holds drafts, comments or pictures alone.")


def _no_text(raw: Mapping[str, object]) -> Unreadable:
    fields = Enumeration.bounded(name for name, value in raw.items() if value)
    if not fields.items:
        return Unreadable("It has no text, nor any other field.")
    return Unreadable("It has no text; its fields are: {fields}.", fields=fields)


def _first_with_words(texts: Iterable[object], counts: Counter[str]) -> str:
    """The body of the first that holds words: numbers, dots or an image alone are none."""
    bodies = [_text(value) for value in texts]
    for text in bodies[:-1]:
        repairs: Counter[str] = Counter()
        if words := _words_of(text, repairs):
            counts.update(repairs)
            return words
    return body(bodies[-1], counts)


def body(text: str, counts: Counter[str]) -> str:
    """A body fit to store: without markup, repaired. Raises Unreadable when it is missing or too large."""
    if not text.strip():
        raise Unreadable("It has no text.")
    words = _words_of(text, counts)
    if not words:
        raise no_letters()
    return words


def _words_of(text: str, counts: Counter[str]) -> str:
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


def _short(value: object, counts: Counter[str], limit: int = MAX_SHORT) -> str | None:
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


def _title(value: object, counts: Counter[str]) -> str:
    """A title, which may be a number; signs alone are none."""
    title = _short(value, counts) or ""
    return title if any(map(str.isalnum, title)) else ""


def _name(value: object, counts: Counter[str]) -> str | None:
    """A name; a number alone is the key of one in another table."""
    name = _short(value, counts)
    return name if name and has_letters(name) else None


def _text(value: object, depth: int = 0) -> str:
    """A text, or the parts of one, each on a line of its own, however they are nested."""
    if depth > _DEPTH:
        return ""
    if isinstance(value, list):
        return "\n".join(filter(None, (_text(part, depth + 1) for part in value)))
    if isinstance(value, str) and value.startswith(("{", "[{")):  # an editor's document kept as text
        with suppress(ValueError, RecursionError):
            return _text(json.loads(value), depth + 1)
    if not isinstance(value, Mapping):
        return _line(value) or ""
    inside = (_text(value.get(key), depth + 1) for key in _PARTS)
    lines = dict.fromkeys(filter(None, (_line(value), next(filter(None, inside), ""))))
    if lines:
        return "\n".join(lines)
    return next(filter(None, (_text(value.get(key), depth + 1) for key in _INSIDE)), "")


def _date(value: object) -> object:
    """The value of a date that sits in a list or an object."""
    for _ in range(3):
        if isinstance(value, list) and value:
            value = value[0]
        elif isinstance(value, Mapping):
            value = next((value[key] for key in _INSIDE if key in value), None)
    return value


def _key(name: str) -> str:
    return re.sub(r"[\s_:.-]+", "", plain(name[:100]))


@cache
def _table() -> dict[str, Place]:
    return {
        _key(name): Place("text" if field == "summary" else field, rank)
        for rank, (field, name) in reversed(list(enumerate(rows("articles", "fields"))))
    }


@cache
def _summaries() -> frozenset[str]:
    return frozenset(_key(name) for field, name in rows("articles", "fields") if field == "summary")


def pairs(options: Sequence[str]) -> dict[str, str]:
    """FIELD=NAME options, a field of ours and its name in the files, as name to field; raises BadSetting."""
    known = Names({})
    named = {}
    for option in options:
        name, sign, value = (part.strip() for part in option.partition("="))
        if not (sign and name and value):
            raise BadSetting("--map {option}: write FIELD=NAME, as title=headline.", option=option)
        place = known.place(name)
        if place is None:
            raise BadSetting(
                "--map {option}: there is no field {name}; the fields are {fields}.",
                option=option,
                name=name,
                fields=Enumeration(FIELDS),
            )
        named[value] = place.field
    return named


ARABIC_FIELDS = ("المعرّف", "العنوان", "النص", "التاريخ", "المصدر", "الكاتب", "الرابط", "الوسوم")
"""The fields of an article, as a file or an option may name them."""
