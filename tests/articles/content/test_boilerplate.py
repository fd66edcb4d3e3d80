"""The table of page furniture, row by row, and prose that must stay."""

import json
import re
from pathlib import Path

import pytest
from support import FILES
from waiting import check_linear

from search.articles import Read, read
from search.articles.content.boilerplate import ACTIONS, action_for, clean
from search.articles.words import plain
from search.tables import rows

PROSE = ("افتتحت بلدية الفاو سوقًا جديدًا للأسماك.", "وقال مدير السوق إن الصيادين راضون.")
KEPT = [line for line in (FILES / "kept_lines.tsv").read_text("utf-8").splitlines() if line[0] != "#"]


@pytest.mark.parametrize("row", list(rows("articles", "boilerplate")), ids=lambda row: row[-1])
def test_row(row: tuple[str, ...]) -> None:
    action, pattern, example = row
    assert action in ACTIONS
    assert re.fullmatch(plain(pattern), plain(example)), "the rule misses its own example"
    assert action_for(example) != ""
    if action == "edge":
        assert action_for(example, edge=False) == ""


@pytest.mark.parametrize("line", KEPT)
def test_prose_stays(line: str) -> None:
    assert action_for(line) == ""


def test_a_block_takes_the_headlines_under_it_up_to_a_blank_line() -> None:
    lines = ["فقرة أولى.", "اقرأ أيضًا:", "", "خبر أول", "خبر ثان", "", "عنوان فرعي", "فقرة ثانية."]
    assert clean(lines) == ["فقرة أولى.", "", "عنوان فرعي", "فقرة ثانية."]


def test_a_block_at_the_end_takes_all_that_follows() -> None:
    lines = ["فقرة أولى.", "", "مواضيع ذات صلة", "", "خبر أول", "", "خبر ثان", "", "خبر ثالث"]
    assert clean(lines) == ["فقرة أولى.", ""]


def test_comments_go_only_from_the_second_half() -> None:
    assert clean(["فقرة.", "فقرة.", "التعليقات (2)", "زائر: شكرا لكم."]) == ["فقرة.", "فقرة."]
    assert clean(["التعليقات", "فقرة.", "فقرة.", "فقرة."])[0] == "التعليقات"


def test_counters_go_from_the_edges_only() -> None:
    body = [f"فقرة رقم {number} من النص." for number in range(30)]
    assert clean(["عنوان", "0", "83", *body[:15], "7", *body[15:], "12"]) == [
        "عنوان",
        *body[:15],
        "7",
        *body[15:],
    ]


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.xml"])
def test_pieces_of_pages_in_fields_are_cleaned(tmp_path: Path, name: str) -> None:
    page = (
        f"<p>{PROSE[0]}</p><p><b>اقرأ أيضا:</b> <a href='#'>تأهيل الجسر</a></p><p>{PROSE[1]}</p>"
        "<div><h3>شارك هذا الموضوع:</h3><ul><li>فيس بوك</li><li>تويتر</li></ul></div>"
        "<p>The post <a href='#'>سوق جديد</a> appeared first on <a href='#'>الميناء</a>.</p>"
    )
    text = {
        "a.jsonl": json.dumps({"text": page}),
        "a.csv": f'text,date\n"{page}",2023-04-12\n',
        "a.xml": f"<rss><channel><item><description><![CDATA[{page}]]></description></item></channel></rss>",
    }
    assert text_of(tmp_path / name, text[name]) == "\n".join(PROSE)


def test_plain_text_in_a_field_is_as_it_was_written(tmp_path: Path) -> None:
    text = f"{PROSE[0]}\nاقرأ أيضا\nخبر عن الجسر\n{PROSE[1]}"
    assert text_of(tmp_path / "a.jsonl", json.dumps({"text": text})) == text


def test_an_ampersand_does_not_make_plain_text_a_page(tmp_path: Path) -> None:
    text = text_of(
        tmp_path / "a.jsonl", json.dumps({"text": f"{PROSE[0]}\nنخيل &amp; تمور\nالمزيد\n{PROSE[1]}"})
    )
    assert text == f"{PROSE[0]}\nنخيل & تمور\nالمزيد\n{PROSE[1]}"


@pytest.mark.parametrize(
    "page, text",
    [
        (
            f"<p>{PROSE[0]}</p><h2>الأكثر شهرة</h2><ul><li>سوق الفاو</li><li>سوق البصرة</li></ul>",
            f"{PROSE[0]}\nالأكثر شهرة\nسوق الفاو\nسوق البصرة",
        ),
        (
            f"<p>اقرأ أيضا:</p><a href='#'>تأهيل <b>الجسر</b></a><p>سيبقى السوق مفتوحًا</p><p>{PROSE[0]}</p>",
            f"سيبقى السوق مفتوحًا\n{PROSE[0]}",
        ),
        (f"<p>{PROSE[0]}</p><h2>التعليقات</h2>{PROSE[1]}", f"{PROSE[0]}\nالتعليقات\n{PROSE[1]}"),
        (f"<p>{PROSE[0]}</p><h2>روابط سريعة</h2>", f"{PROSE[0]}\nروابط سريعة"),
        (f"<p>{PROSE[0]}</p><p>المزيد</p><a href='#'>تأهيل الجسر</a>", PROSE[0]),
    ],
)
def test_of_headlines_in_a_field_links_alone_go(tmp_path: Path, page: str, text: str) -> None:
    assert text_of(tmp_path / "a.jsonl", json.dumps({"text": page})) == text


def test_a_table_in_a_field_keeps_its_numbers(tmp_path: Path) -> None:
    rows = "<tr><th>السنة</th><th>المحلات</th></tr><tr><td>2022</td><td>30</td></tr><tr><td>40</td></tr>"
    text = text_of(tmp_path / "a.jsonl", json.dumps({"text": f"<table>{rows}</table>"}))
    assert text == "السنة المحلات\n2022 30\n40"


def test_furniture_alone_is_better_than_nothing(tmp_path: Path) -> None:
    assert text_of(tmp_path / "a.jsonl", json.dumps({"text": "<p>أضف تعليقا</p>"})) == "أضف تعليقا"


def text_of(path: Path, content: str) -> str:
    """The text of the one article of a file with this content."""
    path.write_text(content, "utf-8")
    (found,) = read(path)
    assert isinstance(found, Read)
    return found.article.text


def test_time_is_linear() -> None:
    check_linear(lambda size: clean(["اقرأ أيضًا:", ""] * size + ["فقرة أخيرة."]), 3_000)
