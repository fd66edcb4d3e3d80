"""A record of named fields (a JSON object, a row of CSV, an item of a feed) to an Article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from search.articles.content.dates import parse_date
from search.articles.content.lead import lead_date
from search.articles.content.names import Names
from search.articles.content.values import (
    body,
    date_of,
    name_of,
    short_of,
    split_tags,
    text_of,
    title_of,
    web_address,
    words_of,
)
from search.errors import Unreadable
from search.messages import Enumeration
from search.model import Article

_WRAPPERS = ("_source", "attributes", "fields", "node", "article", "tweet")
"""Keys under which search engines and content systems put an article's fields, beside its id."""
NO_ARTICLES = frozenset(
    ("attachment", "revision", "nav_menu_item", "custom_css", "customize_changeset", "oembed_cache")
) | {"user_request", "wp_block", "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation"}
"""WordPress's types of what is no article; newspapers add types of their own that are."""
_UNPUBLISHED = frozenset(
    ("draft", "auto-draft", "trash", "private", "pending", "future", "inherit", "scheduled")
)


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
    date = parse_date(date_of(record.get("date")))
    if not date and "date" in record:  # that of a draft published later is no date at all
        others = names.all_of("date", raw)[1:]
        date = next(filter(None, (parse_date(date_of(value)) for value in others)), None)
    inferred = None if date else lead_date(text)
    return Article(
        id=short_of(record.get("id"), counts, 200) or "",
        text=text,
        title=title_of(record.get("title"), counts),
        date=date or inferred,
        date_inferred=inferred is not None,
        source=name_of(record.get("source"), counts),
        author=name_of(record.get("author"), counts),
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
        if inside and isinstance(inside, Mapping) and names.has_text(inside, or_summary=True):
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
    bodies = [text_of(value) for value in texts]
    for text in bodies[:-1]:
        repairs: Counter[str] = Counter()
        if words := words_of(text, repairs):
            counts.update(repairs)
            return words
    return body(bodies[-1], counts)
