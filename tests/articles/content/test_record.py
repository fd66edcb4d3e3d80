"""Records of named fields: which value is the text, where several may be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from search.articles import Read, Skipped, read
from search.articles.content.names import Names
from search.articles.content.record import article
from search.errors import Unreadable

TITLE, WORDS = "افتتاح سوق الكتاب", "افتتح الوزير سوق الكتاب في البصرة"
WORDLESS = [
    "1 2021 30 : 15.68",
    "...",
    "   ",
    "—",
    "&nbsp;",
    '<p><img src="https://example.org/a.jpg" width="100"></p>',
    "<p>&nbsp;</p>\n<p>12</p>",
    {"rendered": "<p></p>"},
    {"rendered": "<figure><img src='a.png'/></figure>"},
    "[caption id='1']<img src='a.jpg'>[/caption]",
    "[gallery ids='1,2']",
    "<iframe src='https://example.org/film'></iframe>",
    "<!-- wp:image --><!-- /wp:image -->",
    "https://example.org/a.jpg",
    "null",
    "N/A",
    "لا يوجد",
    "\u0640\u0640",
    "{}",
    {"blocks": [{"type": "image", "data": {"file": "…"}}]},
    [],
]


@pytest.mark.parametrize("content", WORDLESS, ids=str)
@pytest.mark.parametrize("before", [True, False])
def test_a_text_without_words_counts_as_absent(content: object, before: bool) -> None:
    first, second = {"content": content}, {"description": WORDS}
    record = {"title": TITLE, **(first if before else second), **(second if before else first)}
    found = article(record, Names({}))
    assert (found.title, found.text) == (TITLE, WORDS)


@pytest.mark.parametrize("content", WORDLESS[:3], ids=str)
def test_no_text_with_words_is_an_error(content: object) -> None:
    with pytest.raises(Unreadable):
        article({"title": TITLE, "content": content, "description": "12"}, Names({}))


def test_of_two_texts_with_words_the_fuller_name_counts() -> None:
    assert article({"description": "موجز الخبر", "content": WORDS}, Names({})).text == WORDS


def test_a_document_of_an_evaluation_may_be_a_title_and_a_text_without_words() -> None:
    assert article({"_id": "7", "title": TITLE, "text": "…"}, Names({})).text == TITLE


@pytest.mark.parametrize(
    ("title", "kept"), [("...", ""), ("—", ""), ("1984", "1984"), ("؟!", ""), (TITLE, TITLE)]
)
def test_a_title_of_signs_alone_is_none(title: str, kept: str) -> None:
    assert article({"title": title, "content": WORDS}, Names({})).title == kept


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", json.dumps([{"title": TITLE, "description": WORDS, "content": "1 2021 30 : 15.68"}])),
        ("a.jsonl", json.dumps({"title": TITLE, "description": WORDS, "content": "..."})),
        ("a.csv", f"title,description,content\n{TITLE},{WORDS},1 2021\n"),
        (
            "a.xml",
            '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>'
            f"<title>{TITLE}</title><description>{WORDS}</description>"
            '<content:encoded><![CDATA[<img src="https://example.org/a.jpg">]]></content:encoded>'
            "</item></channel></rss>",
        ),
        (
            "b.xml",
            f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>{TITLE}</title><summary>{WORDS}</summary>'
            '<content type="html">&lt;img src="a.jpg"&gt;</content></entry></feed>',
        ),
    ],
)
def test_in_every_format(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    (result,) = read(tmp_path / name)
    assert not isinstance(result, Skipped), result.reason
    assert isinstance(result, Read)
    assert (result.article.title, result.article.text) == (TITLE, WORDS)
