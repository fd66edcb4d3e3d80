"""JSON as databases, search engines and content systems export it."""

import json
from pathlib import Path

import pytest

from search.articles import Read, Skipped, read
from search.model import Article

TITLE = "افتتاح سوق الأسماك الجديد في ميناء الفاو"
FIRST = "افتتحت بلدية الفاو سوقًا جديدًا للأسماك يضم أربعين محلًا، بعد عامين من العمل."
SECOND = "وقال مدير السوق إن الصيادين سيبيعون صيدهم مباشرة للناس كل صباح."
DATE = "2023-04-12"
ONE = {"title": TITLE, "content": FIRST, "date": DATE}
MARKED = {"rendered": f"<p>{FIRST}</p>"}
PHOTOS = [{"title": "صورة السوق", "description": "السوق من البحر"}]


def found(tmp_path: Path, value: object, name: str = "a.json") -> list[Read | Skipped]:
    """What a file with this value gives."""
    path = tmp_path / name
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    path.write_text(text, "utf-8")
    return list(read(path))


def article(tmp_path: Path, value: object) -> Article:
    """The one article of a file with this value."""
    (each,) = found(tmp_path, value)
    assert isinstance(each, Read)
    return each.article


SHAPES: dict[str, object] = {
    "WordPress": [{"title": {"rendered": TITLE}, "content": MARKED, "date": f"{DATE}T08:00:00", "author": 5}],
    "Elasticsearch": {"took": 3, "hits": {"total": 1, "hits": [{"_index": "news", "_source": ONE}]}},
    "a newspaper's API": {
        "response": {"results": [{"webTitle": TITLE, "fields": {"bodyText": FIRST}, "date": DATE}]}
    },
    "JSON:API": {"data": [{"type": "article", "attributes": {**ONE, "content": {"value": FIRST}}}]},
    "Ghost": {"db": [{"data": {"posts": [{"title": TITLE, "plaintext": FIRST, "published_at": DATE}]}}]},
    "a feed with a description": {"title": "الميناء", "description": "أخبار", "items": [ONE]},
    "RSS": {"rss": {"channel": {"item": [{"title": TITLE, "description": FIRST, "pubDate": DATE}]}}},
    "under their ids": {"12": ONE},
    "wrapped": {"article": ONE},
    "wrapped beside its summary": {"summary": "مقدمة", "article": ONE},
    "a summary beside other fields": {
        **{"title": TITLE, "summary": FIRST, "date": DATE},
        "attributes": {"title": "لون"},
    },
    "Drupal": {"title": [{"value": TITLE}], "body": [{"value": FIRST}], "created": [{"value": DATE}]},
    "a date in an object": {**ONE, "date": {"date": f"{DATE} 08:00:00.000000", "timezone": "UTC"}},
    "MongoDB": [{**ONE, "date": {"$date": {"$numberLong": "1681286400000"}}}],
    "photographs beside it": {**ONE, "images": PHOTOS},
    "fields of another kind beside it": {**ONE, "content": {"value": FIRST}, "attributes": {"title": "لون"}},
    "comments on a description": {
        **{"title": TITLE, "description": FIRST, "date": DATE},
        "comments": [{"title": "رد", "text": "تعليق"}],
    },
    "comments beside it": {**ONE, "data": [{"title": "رد", "text": "تعليق"}]},
}


@pytest.mark.parametrize("name", SHAPES)
def test_shape(tmp_path: Path, name: str) -> None:
    read_one = article(tmp_path, SHAPES[name])
    assert (read_one.title, read_one.text, read_one.date, read_one.author) == (TITLE, FIRST, DATE, None)


TEXTS: dict[str, object] = {
    "paragraphs": [FIRST, SECOND],
    "blocks": {"time": 1, "blocks": [{"type": "p", "data": {"text": FIRST}}, {"data": {"text": SECOND}}]},
    "a list in an editor's document": {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": FIRST}]},
            {
                "type": "list",
                "content": [{"type": "item", "content": [{"type": "p", "content": [{"text": SECOND}]}]}],
            },
        ],
    },
    "a list in a list": {
        "blocks": [{"data": {"items": [{"content": FIRST, "items": [{"content": SECOND}]}]}}]
    },
    "a part with its own title": [{"title": FIRST, "items": [SECOND]}],
    "children": [{"type": "p", "text": FIRST}, {"type": "quote", "children": [{"text": SECOND}]}],
}


@pytest.mark.parametrize("name", TEXTS)
def test_all_parts_of_a_text_are_read(tmp_path: Path, name: str) -> None:
    assert article(tmp_path, {"title": TITLE, "body": TEXTS[name]}).text == f"{FIRST}\n{SECOND}"


LINES = [json.dumps({"_id": {"$oid": f"6a{each}"}, **ONE}) for each in (1, 2)]


@pytest.mark.parametrize(
    "lines, members",
    [
        (LINES, ["1", "2"]),
        ([LINES[0], "", LINES[1]], ["1", "3"]),
        (['{"title": ', *LINES], ["2", "3"]),
        ([LINES[0], "{", LINES[1]], ["1", "3"]),
    ],
)
def test_lines_under_the_name_of_json(tmp_path: Path, lines: list[str], members: list[str]) -> None:
    articles = [each for each in found(tmp_path, "\n".join(lines)) if isinstance(each, Read)]
    assert [(each.article.id, each.member) for each in articles] == list(
        zip(("6a1", "6a2"), members, strict=True)
    )


def test_an_object_on_lines_of_its_own_is_no_line(tmp_path: Path) -> None:
    inside = json.dumps({"title": "حاشية", "text": SECOND})
    text = f'{{"note":\n{inside},\n"title": "{TITLE}", "text": "{FIRST}"}}'
    assert article(tmp_path, text).text == FIRST


def test_articles_under_their_ids_keep_them(tmp_path: Path) -> None:
    assert article(tmp_path, {"fao-1": ONE}).id == "fao-1"


def test_captions_are_no_articles(tmp_path: Path) -> None:
    (each,) = found(tmp_path, {"title": TITLE, "images": PHOTOS})
    assert isinstance(each, Skipped) and "no text" in str(each.reason)


@pytest.mark.parametrize(
    "text",
    [
        f"&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;",
        f"{FIRST}&lt;br /&gt;{SECOND}",
        f"<p>{FIRST}</p>{SECOND}&nbsp;",
    ],
)
def test_html_may_be_escaped(tmp_path: Path, text: str) -> None:
    assert article(tmp_path, {"title": TITLE, "text": text}).text == f"{FIRST}\n{SECOND}"


def test_angles_of_plain_text_stay(tmp_path: Path) -> None:
    text = f"إذا كان a < 5 و b > 3 فإن {FIRST}"
    assert article(tmp_path, {"title": TITLE, "text": text}).text == text


def test_a_fault_is_told_with_its_line(tmp_path: Path) -> None:
    (each,) = found(tmp_path, '{\n "title": "a",\n}')
    assert isinstance(each, Skipped)
    assert str(each.reason).startswith("It is not valid JSON (line 3, column ")
    assert each.reason.text("ar").startswith("ليس JSON سليمًا (السطر 3، العمود ")
