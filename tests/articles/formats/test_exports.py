"""What content systems, databases and services export as JSON, CSV and lines of JSON, field by field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from search.articles import Read, read
from search.model import Article

TITLE, WORDS = "افتتاح سوق الكتاب", "افتتح الوزير سوق الكتاب في البصرة، وحضره جمهور كبير."
MARKED, TIME = f"<p>{WORDS}</p>", "2021-03-11T10:15:00Z"
POST = {"ID": "7", "post_date": "2021-03-11 10:15:00", "post_content": MARKED, "post_title": TITLE}


def post(state: str, kind: str = "post") -> dict[str, str]:
    return {**POST, "post_excerpt": "", "post_status": state, "post_type": kind}


def rich(document: object) -> dict[str, object]:
    """An article whose text is an editor's document."""
    return {"title": TITLE, "date": TIME, "content": document}


BLOCKS = {"time": 1, "blocks": [{"type": "paragraph", "data": {"text": WORDS}}], "version": "2.2"}
EXPORTS = {
    "phpMyAdmin": [
        {"type": "header", "version": "5.1", "comment": "Export to JSON plugin for PHPMyAdmin"},
        {"type": "database", "name": "site"},
        {
            "type": "table",
            "name": "wp_posts",
            "data": [post("publish"), post("draft"), post("inherit", "revision")],
        },
    ],
    "Ghost": {
        "db": [
            {
                "meta": {"version": "5"},
                "data": {
                    "posts": [
                        {"title": TITLE, "html": MARKED, "published_at": TIME, "status": "published"},
                        {"title": "مسودة", "html": MARKED, "published_at": None, "status": "draft"},
                    ],
                    "users": [{"name": "سلمى"}],
                },
            }
        ]
    },
    "Drupal": {
        "title": [{"value": TITLE}],
        "created": [{"value": "2021-03-11T10:15:00+00:00"}],
        "body": [{"value": "", "format": "full_html", "summary": WORDS}],
    },
    "a view of Drupal": [{"title": TITLE, "field_date": "11/03/2021", "body": MARKED}],
    "Joomla": [{"title": TITLE, "introtext": MARKED, "fulltext": "", "created": "2021-03-11 10:15:00"}],
    "Strapi": {"data": [{"id": 1, "attributes": {"title": TITLE, "content": WORDS, "publishedAt": TIME}}]},
    "Contentful": {
        "entries": [
            {
                "sys": {"id": "a"},
                "fields": {"title": {"ar": TITLE}, "body": {"ar": WORDS}, "date": {"ar": TIME}},
            }
        ]
    },
    "Elasticsearch": {
        "hits": {"hits": [{"_id": "7", "_source": {"title": TITLE, "content": WORDS, "@timestamp": TIME}}]}
    },
    "Arc": {
        "headlines": {"basic": TITLE},
        "display_date": TIME,
        "content_elements": [{"type": "text", "content": MARKED}, {"type": "image"}],
    },
    "the New York Times": {
        "response": {
            "docs": [{"headline": {"main": TITLE}, "pub_date": TIME, "lead_paragraph": WORDS, "abstract": ""}]
        }
    },
    "GDELT": {
        "articles": [{"title": TITLE, "seendate": "20210311T101500Z", "domain": "x.org", "text": WORDS}]
    },
    "MediaWiki": {
        "query": {"pages": {"7": {"pageid": 7, "title": TITLE, "extract": WORDS, "timestamp": TIME}}}
    },
    "a table by its keys": {"articles": {"7": {"title": TITLE, "body": WORDS, "date": TIME}}},
    "Editor.js": rich(BLOCKS),
    "Editor.js as text": rich(json.dumps(BLOCKS, ensure_ascii=False)),
    "Quill": rich({"ops": [{"insert": f"{WORDS}\n"}]}),
    "Lexical": rich(
        {"root": {"children": [{"children": [{"text": WORDS}], "type": "paragraph"}], "type": "root"}}
    ),
}


def articles(path: Path) -> list[Article]:
    found = list(read(path))
    assert all(isinstance(each, Read) for each in found), found
    return [each.article for each in found if isinstance(each, Read)]


@pytest.mark.parametrize("value", EXPORTS.values(), ids=EXPORTS)
def test_an_export_gives_its_article(tmp_path: Path, value: object) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    (article,) = articles(path)
    assert (article.title, article.text, article.date) == (TITLE, WORDS, "2021-03-11")


def test_a_json_feed_names_the_source_of_its_items(tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    items = [{"id": "1", "title": TITLE, "content_html": MARKED, "date_published": TIME}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "صحيفة الجنوب", "items": items}
    path.write_text(json.dumps(feed, ensure_ascii=False), "utf-8")
    assert [article.source for article in articles(path)] == ["صحيفة الجنوب"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"tweet": {"created_at": "Thu Mar 11 10:15:00 +0000 2021", "full_text": WORDS}}, WORDS),
        ({"created_time": "2021-03-11T10:15:00+0000", "message": WORDS}, WORDS),
    ],
    ids=["Twitter", "Facebook"],
)
def test_a_message_has_no_title(tmp_path: Path, value: object, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([value], ensure_ascii=False), "utf-8")
    assert [(each.title, each.text, each.date) for each in articles(path)] == [("", text, "2021-03-11")]


def test_only_what_was_published_is_read_of_a_table(tmp_path: Path) -> None:
    rows = [post("publish"), post("draft"), post("inherit", "attachment"), post("publish", "nav_menu_item")]
    lines = tmp_path / "a.jsonl"
    lines.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    table = tmp_path / "a.csv"
    cells = [list(rows[0]), *([f'"{value}"' for value in row.values()] for row in rows)]
    table.write_text("\n".join(",".join(row) for row in cells), "utf-8")
    assert len(articles(lines)) == len(articles(table)) == 1


def test_an_export_of_drafts_alone_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([post("draft")]), "utf-8")
    (skipped,) = read(path)
    assert not isinstance(skipped, Read) and "Nothing in it was published" in skipped.text("en")


MESSAGE = {"id": 2, "type": "message", "date": "2021-03-11T10:15:00", "text": WORDS}
CHANNEL = {"name": "قناة الجنوب", "type": "public_channel", "id": 77, "messages": [MESSAGE]}


@pytest.mark.parametrize(
    "value",
    [
        CHANNEL,
        {"about": "", "chats": {"list": [CHANNEL]}},
        {"about": "", "left_chats": {"list": [CHANNEL]}},
        {
            **CHANNEL,
            "messages": [{**MESSAGE, "text": "", "text_entities": [{"type": "plain", "text": WORDS}]}],
        },
    ],
    ids=["a channel", "an account", "channels that were left", "pieces alone"],
)
def test_what_telegram_exports(tmp_path: Path, value: object) -> None:
    path = tmp_path / "result.json"
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    (article,) = articles(path)
    assert (article.text, article.date, article.source) == (WORDS, "2021-03-11", "قناة الجنوب")


@pytest.mark.parametrize("name", ["0255Jahiz.Hayawan.Shamela0023775-ara1", "book.txt"])
@pytest.mark.parametrize(
    "head",
    [
        '#META# 010.AuthorNAME:: "عمرو بن بحر"\n#META# 020.BookTITLE:: الحيوان',
        "#META# المؤلف: عمرو بن بحر\n#META# العنوان: الحيوان",
        "#META# 10#BOOK#TITLEA#AR#: الحيوان\n#META# 20#AUTH#SHUHRA#AR: عمرو بن بحر",
    ],
)
def test_a_book_of_openiti_by_its_beginning_or_its_name(tmp_path: Path, head: str, name: str) -> None:
    path = tmp_path / name
    text = "### | باب السمك\n# لا ينام السمك PageV01P002\n~~في الماء.\n### | باب الطير\n# والطير أنواع."
    path.write_text(f"######OpenITI#\n\n{head}\n#META#Header#End#\n\n{text}\n", "utf-8")
    first, second = articles(path)
    assert (first.title, first.text) == ("باب السمك", "لا ينام السمك في الماء.")
    assert (second.title, second.source, second.author) == ("باب الطير", "الحيوان", "عمرو بن بحر")
