"""Web pages: the main text by trafilatura, what is known about the article from the page's metadata."""

from __future__ import annotations

import json
import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any, BinaryIO

from search.articles.content import plaintext
from search.articles.content.dates import line_date, parse_date
from search.articles.content.htmltext import MAX_ATTRIBUTES, fragment_text, has_too_many_attributes
from search.articles.content.labels import MAX_LABELLED, PARTS
from search.articles.content.names import Names
from search.articles.content.values import short, split_tags, web_address
from search.articles.encoding.decode import decode
from search.articles.formats.telegram import is_exported, read_page
from search.articles.result import MAX_TEXT, Read, Skipped, empty, too_large, too_many_tags
from search.articles.words import has_letters, plain
from search.errors import Unreadable
from search.model import Article

MAX_ELEMENTS = 50_000
"""Elements of a page up to which its main text is looked for; a larger page is taken whole."""
MAX_TAGS = 500_000
"""Tags of a page, whose tree takes 400 MB."""
MAX_COMPARED = 3_000
"""Blocks of text of a page up to which trafilatura compares its finding with that of justext, which looks at
all others from each."""
MIN_TEXT = 80
"""Letters from which trafilatura's finding is a main text; its own 250 loses the paragraphs of short news."""
BESIDE = 15
"""Elements before and after a heading among which its date is looked for."""
SHORT = 240
"""Letters up to which an article is short, and a cell of a table holds no article."""
_LD_KEYWORDS = re.compile(r'"keywords"\s*:\s*(\[[^\[\]]{0,5000}\]|"(?:[^"\\]|\\.){0,5000}")')
_COUNT_BLOCKS = "count(//p | //li | //td | //th | //dd | //dt | //div | //option)"
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,30})", re.I)


def read_html(stream: BinaryIO, name: str, names: Names) -> Iterator[Read | Skipped]:
    """The article of a page, or the messages of a channel that Telegram exported as one.

    Raises Unreadable for a page without text.
    """
    data = stream.read(MAX_TEXT + 1)
    if len(data) > MAX_TEXT:
        raise too_large(MAX_TEXT)
    declared = _CHARSET.search(data, 0, 4096)
    text, recoded = decode(data, declared.group(1).decode("ascii") if declared else "")
    if not text.strip():
        raise empty()
    counts = Counter(encoding=1) if recoded else Counter[str]()
    if is_exported(text):
        yield from read_page(_tree(text), name, counts)
    else:
        yield Read(page_article(text, counts))


def page_article(page: str, counts: Counter[str]) -> Article:
    """The article of a page's HTML. Raises Unreadable for a page without text."""
    tree = _tree(page)
    from trafilatura import bare_extraction

    for library in ("trafilatura", "htmldate"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # faults are told in the report
    known, extracted, short_text = Article(id="", text=""), None, ""
    if sum(1 for _ in tree.iter()) <= MAX_ELEMENTS:
        _without_layout(tree)
        known = _metadata(tree, counts)
        short_text = _short_article(tree)
        extracted = bare_extraction(
            tree,
            include_comments=False,
            include_tables=True,
            favor_recall=True,
            fast=tree.xpath(_COUNT_BLOCKS) > MAX_COMPARED,
            config=_config(),
        )
    text = getattr(extracted, "text", None) or fragment_text(page)
    if short_text and len(text) < SHORT:
        text = short_text
    if plain(text) in ("", plain(known.title)):  # a page that a script fills
        text = _description(tree)
    if not has_letters(text):
        raise Unreadable("The page has no main text.")
    return plaintext.article(text, counts, _with_own_title(tree, known, text))


def _tree(page: str) -> Any:
    """A page's tree. Raises Unreadable for one that would not fit into memory."""
    if page.count("<") > MAX_TAGS:
        raise too_many_tags(MAX_TAGS)
    if has_too_many_attributes(page):
        raise Unreadable("A tag of the page has more than {most} attributes.", most=MAX_ATTRIBUTES)
    from lxml import html  # type: ignore[import-untyped]  # slow to load, and for pages alone

    data = page.replace("\0", "").encode("utf-8", "replace")
    return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", no_network=True))


def _description(tree: Any) -> str:
    """What the head of a page says of its article."""
    named = "@name='description' or @property='og:description' or @name='twitter:description'"
    return max(tree.xpath(f"//meta[{named}]/@content"), key=len, default="")


def _with_own_title(tree: Any, known: Article, text: str) -> Article:
    """What is known of a page; of one without headings whose title is that of the whole site, as old pages
    have it, the title stands at the top of the text."""
    lines = text.split("\n")
    if not known.title or plain(known.title) in map(plain, lines) or tree.xpath("//h1 | //h2 | //h3"):
        return known
    if not plaintext.is_title(lines[0], lines[1:]):
        return known
    return replace(known, title="", source=known.source or known.title)


def _without_layout(tree: Any) -> None:
    """Make blocks of tables that lay a page out, as old pages do: a cell of theirs holds lines of text."""
    for table in tree.xpath("//table"):
        own = table.xpath("./tr | ./tbody | ./tbody/tr | ./tr/td | ./tbody/tr/td")
        if any(len(cell.text_content()) > SHORT and cell.xpath(".//br | .//p") for cell in own):
            for cell in (table, *own):
                cell.tag = "div"


def _own_article(tree: Any) -> Any | None:
    """The only <article> of a page where it holds the page's heading; others may be about another article."""
    articles = tree.xpath("//article")
    return articles[0] if len(articles) == 1 and articles[0].xpath(".//h1") else None


def _short_article(tree: Any) -> str:
    """The text of a page's own article where it is short: trafilatura adds the menu to it."""
    from lxml import html

    article = _own_article(tree)
    if article is None or len(article.text_content()) > SHORT:
        return ""
    return fragment_text(html.tostring(article, encoding="unicode", with_tail=False))


def _title(tree: Any, title: str, site: str) -> str:
    """The title found; where it is no heading of the page but the site or a part of it, the heading."""
    headings = [" ".join(heading.itertext()).strip() for heading in tree.xpath("//h1 | //h2")[:20]]
    is_site = plain(title) == plain(site)
    if not is_site and plain(title) in map(plain, headings):
        return title
    whole = plain(" ".join(tree.xpath("//title//text()")))
    others = [heading for heading in headings if plain(heading) not in ("", plain(site))]
    named = [heading for heading in others if plain(heading) in whole]
    best = max(named or others[:is_site], key=len, default="")
    return best if is_site or len(best) > len(title) else title


def _keywords(tree: Any) -> list[str]:
    """The keywords of a page's JSON-LD, which trafilatura leaves out."""
    for script in tree.xpath("//script[@type='application/ld+json']")[:20]:
        said = _LD_KEYWORDS.search(script.text or "", 0, 200_000)
        if said:
            try:
                value = json.loads(said.group(1))
            except ValueError:
                continue
            return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]
    return []


def _metadata(tree: Any, counts: Counter[str]) -> Article:
    """What the head of a page, its JSON-LD and its marked-up dates say; "" and None for the rest."""
    from trafilatura import extract_metadata

    own_date = _own_date(tree)
    try:
        metadata = extract_metadata(
            tree, date_config={"extensive_search": False, "original_date": True}, extensive=False
        )
    except Exception:  # trafilatura reads JSON-LD of any shape; a page must not be lost for its metadata
        return Article(id="", text="")
    return Article(
        id="",
        text="",
        title=short(_title(tree, metadata.title or "", metadata.sitename or ""), counts) or "",
        date=parse_date(metadata.date) or own_date or _marked_date(tree) or _date_beside_title(tree),
        source=short(metadata.sitename or "", counts),
        author=short((metadata.author or "").replace("; ", "\u060c "), counts),
        url=web_address(metadata.url),
        tags=split_tags(list(metadata.tags or ()) or _keywords(tree), counts),
    )


def _own_date(tree: Any) -> str | None:
    """The date in a page's own article; then times elsewhere, of other articles, are taken off."""
    article = _own_article(tree)
    date = None if article is None else _marked_date(article)
    if date:
        for time in tree.xpath("//time[not(ancestor::article)]"):
            time.drop_tree()
    return date


def _marked_date(tree: Any) -> str | None:
    """The first date that stands in an element named for it: <time>, or a class such as date or byline."""
    marked = "contains(@class, 'date') or contains(@class, 'time') or contains(@class, 'byline')"
    for element in tree.xpath(f".//time | .//*[{marked} or contains(@class, 'meta')]")[:20]:
        parts = PARTS.split(" ".join(element.itertext())[:MAX_LABELLED])
        date = next(filter(None, map(line_date, parts)), None)
        if date:
            return date
    return None


def _date_beside_title(tree: Any) -> str | None:
    """The first date that stands alone in an element soon after the page's heading, or just before it."""
    for heading in tree.xpath("//h1 | //h2")[:1]:
        for element in (
            *heading.xpath("./following::*")[:BESIDE],
            *heading.xpath("./preceding::*")[-BESIDE:],
        ):
            line = " ".join("".join(islice(element.itertext(), BESIDE)).split())
            if date := line_date(line):
                return date
    return None


@cache
def _config() -> Any:
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(MIN_TEXT))
    return config
