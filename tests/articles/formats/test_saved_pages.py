"""Pages and feeds as programs of many years save and export them, field by field."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.articles import Read, read
from search.model import Article

TITLE = "افتتاح سوق الكتاب في البصرة"
FIRST = "افتتح وزير الثقافة أمس الأربعاء سوق الكتاب في مدينة البصرة، وحضره جمهور كبير من القرّاء والناشرين."
SECOND = "وقال الوزير إن السوق يستمر عشرة أيام، وإن أبوابه مفتوحة للجميع من التاسعة صباحا حتى العاشرة مساء."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p>"
DAY = "2021-03-11"


def articles(path: Path, content: bytes | str) -> list[Article]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    found = list(read(path))
    assert all(isinstance(each, Read) for each in found), found
    return [each.article for each in found if isinstance(each, Read)]


def page(head: str, body: str) -> str:
    top = '<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
    return f"{top}{head}</head><body>{body}</body></html>"


NAMED = f"<title>{TITLE}</title><meta property='article:published_time' content='{DAY}T10:15:00+03:00'>"


@pytest.mark.parametrize("name", ["name='description'", "property='og:description'"])
def test_of_a_page_that_a_script_fills_the_description_is_the_text(tmp_path: Path, name: str) -> None:
    head = f"{NAMED}<meta {name} content='{FIRST}'>"
    (article,) = articles(tmp_path / "a.html", page(head, "<div id='app'></div>"))
    assert (article.title, article.text, article.date) == (TITLE, FIRST, DAY)


@pytest.mark.parametrize(
    "around",
    [
        "<h1>{title}</h1><div class='info'>{date}</div><div>{body}</div>",
        "<div class='info'><span>{date}</span></div><h1>{title}</h1><div>{body}</div>",
        "<h2>{title}</h2><ul class='x'><li>بقلم سلمى</li><li>{date}</li></ul><div>{body}</div>",
    ],
)
def test_a_date_alone_beside_the_heading_is_the_articles(tmp_path: Path, around: str) -> None:
    date = "نشر في: الخميس 11 آذار/مارس 2021 - 10:15 بتوقيت بغداد"
    body = around.format(title=TITLE, date=date, body=BODY)
    (article,) = articles(tmp_path / "a.html", page(f"<title>{TITLE}</title>", body))
    assert (article.title, article.date, article.text.split("\n")[0]) == (TITLE, DAY, FIRST)


OLD = f"""<HTML><HEAD>CHARSET<META NAME="GENERATOR" CONTENT="Microsoft FrontPage 4.0">
<TITLE>صحيفة الجنوب</TITLE></HEAD><BODY DIR=RTL><CENTER><TABLE WIDTH=760>
<TR><TD COLSPAN=2><IMG SRC="logo.gif"></TD></TR>
<TR><TD WIDTH=150><FONT SIZE=2><A HREF="1.htm">الصفحة الأولى</A><BR><A HREF="2.htm">محليات</A></FONT></TD>
<TD><P ALIGN=CENTER><B><FONT FACE="Simplified Arabic" SIZE=5 COLOR="#800000">{TITLE}</FONT></B></P>
<P ALIGN=RIGHT><FONT SIZE=2>الخميس 27 محرم 1425 هـ - 18 آذار 2004</FONT></P>
<P ALIGN=JUSTIFY><FONT SIZE=4>{FIRST}<BR>{SECOND}<BR>{SECOND}</FONT></P></TD></TR>
<TR><TD COLSPAN=2 ALIGN=CENTER><FONT SIZE=1>جميع الحقوق محفوظة لصحيفة الجنوب 2004</FONT></TD></TR>
</TABLE></CENTER></BODY></HTML>"""


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-1", ""])
def test_a_page_of_2004_has_its_title_in_its_text(tmp_path: Path, charset: str) -> None:
    meta = f'<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={charset}">' if charset else ""
    (article,) = articles(tmp_path / "a.htm", OLD.replace("CHARSET", meta).encode("cp1256"))
    assert (article.title, article.source, article.date) == (TITLE, "صحيفة الجنوب", "2004-03-18")
    assert article.text.split("\n")[0] == FIRST


def test_a_page_that_telegram_exports_is_its_messages(tmp_path: Path) -> None:
    def message(number: int, sender: str, text: str) -> str:
        return (
            f"<div class='message default clearfix' id='message{number}'><div class='body'>"
            f"<div class='pull_right date details' title='{number}.03.2021 10:15:00 UTC+03:00'>10:15</div>"
            f"{sender}"
            f"<div class='text'>{text}</div></div></div>"
        )

    sender = "<div class='from_name'>سلمى الجاسم</div>"
    content = page(
        "<title>Exported Data</title>",
        "<div class='page_wrap'><div class='page_header'><div class='text bold'>قناة الجنوب</div></div>"
        '<div class="page_body chat_page"><div class="history"><div class="message service" id="message-1">'
        "<div class='body details'>11 March 2021</div></div>"
        + message(11, sender, f"<strong>{TITLE}</strong><br><br>{FIRST} <a href=''>#سوق_الكتاب</a>")
        + message(12, "", SECOND)
        + message(13, sender, "<img src='photo.jpg'>")
        + "</div></div></div>",
    )
    first, second = articles(tmp_path / "messages.html", content)
    assert (first.title, first.text.split(" #")[0], first.date) == (TITLE, FIRST, DAY)
    assert (first.source, first.author, first.tags) == ("قناة الجنوب", "سلمى الجاسم", ("سوق الكتاب",))
    assert (second.text, second.date, second.author) == (SECOND, "2021-03-12", "سلمى الجاسم")


def test_the_date_of_a_draft_that_was_published_later_is_not_its_first(tmp_path: Path) -> None:
    (article,) = articles(
        tmp_path / "a.xml",
        f"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>الجنوب</title><item>
        <title>{TITLE}</title>
        <pubDate>Wed, 30 Nov -0001 00:00:00 +0000</pubDate>
        <content:encoded><![CDATA[{BODY}]]></content:encoded>
        <wp:post_date>{DAY} 10:15:00</wp:post_date>
        <wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
        </item></channel></rss>""",
    )
    assert (article.title, article.date) == (TITLE, DAY)


@pytest.mark.parametrize(
    ("kind", "state", "count"),
    [
        ("POST", "LIVE", 1),
        ("PAGE", "LIVE", 1),
        ("POST", "DRAFT", 0),
        ("COMMENT", "LIVE", 0),
        ("PAGE", "SOFT_TRASHED", 0),
    ],
)
def test_newer_exports_of_blogger_say_what_was_published(
    tmp_path: Path, kind: str, state: str, count: int
) -> None:
    entry = "<entry><blogger:type>{}</blogger:type><blogger:status>{}</blogger:status><title>{}</title>"
    entry += f"<content type='html'>{FIRST}</content><published>{DAY}T07:15:00Z</published></entry>"
    found = articles(
        tmp_path / "feed.atom",
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>"
        f"<title>مدونة</title>{entry.format('POST', 'LIVE', 'أول')}{entry.format(kind, state, TITLE)}</feed>",
    )
    assert [article.title for article in found] == ["أول", *[TITLE] * count]


def test_a_table_that_excel_saved_as_unicode_text(tmp_path: Path) -> None:
    rows = [("العنوان", "التاريخ", "المصدر", "النص"), (TITLE, "11/03/2021", "الصباح", f'"{FIRST}"')]
    content = "\r\n".join(map("\t".join, rows)).encode("utf-16")
    (article,) = articles(tmp_path / "a.txt", content)
    assert (article.title, article.date, article.source, article.text) == (TITLE, DAY, "الصباح", FIRST)
