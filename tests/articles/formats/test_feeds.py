"""Feeds and exports as sites give them: pictures beside the text, drafts beside what was published."""

from pathlib import Path

import pytest

from search.articles import Read, Skipped, read
from search.model import Article

TITLE = "افتتاح سوق الأسماك الجديد في ميناء الفاو"
FIRST = "افتتحت بلدية الفاو سوقًا جديدًا للأسماك يضم أربعين محلًا، بعد عامين من العمل."
SECOND = "وقال مدير السوق إن الصيادين سيبيعون صيدهم مباشرة للناس كل صباح."
NAMES = " ".join(
    f'xmlns:{name}="{place}"'
    for name, place in {
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "media": "http://search.yahoo.com/mrss/",
        "excerpt": "http://wordpress.org/export/1.2/excerpt/",
        "wp": "http://wordpress.org/export/1.2/",
        "app": "http://purl.org/atom/app#",
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    }.items()
)
KIND = "http://schemas.google.com/g/2005#kind"


def found(tmp_path: Path, text: str) -> list[Read | Skipped]:
    """What a feed of this text gives."""
    path = tmp_path / "feed.xml"
    path.write_text(text, "utf-8")
    return list(read(path))


def articles(tmp_path: Path, text: str) -> list[Article]:
    """The articles of a feed of this text."""
    return [each.article for each in found(tmp_path, text) if isinstance(each, Read)]


def rss(*items: str, head: str = "") -> str:
    """A feed of these items."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss {NAMES}><channel>{head}<title>الميناء</title>{inside}</channel></rss>"


def atom(*entries: str) -> str:
    """A feed of these entries."""
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {NAMES}><title>الميناء</title>{inside}</feed>'


ITEMS = {
    "a picture before the text": f"""
        <media:content url="https://example.org/a.jpg"><media:title>صورة</media:title></media:content>
        <media:title>صورة</media:title><title>{TITLE}</title><description>مقدمة</description>
        <content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></content:encoded>""",
    "an empty element before the text": f"""
        <title>{TITLE}</title><content></content>
        <content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></content:encoded>""",
    "an excerpt before the text": f"""
        <title>{TITLE}</title><excerpt:encoded>مقتطف</excerpt:encoded>
        <content:encoded><![CDATA[{FIRST}\n\n[gallery ids="1,2"]\n\n{SECOND}]]></content:encoded>""",
    "a comment": f"<!-- - --><title>{TITLE}</title><?a b?><description>{FIRST}\n{SECOND}</description>",
    "a recording alone": f"<title>{TITLE}</title><itunes:summary>{FIRST}\n{SECOND}</itunes:summary>",
    "a description of a picture alone": f"""
        <title>{TITLE}</title><description></description>
        <media:description>{FIRST}\n{SECOND}</media:description>""",
    "an excerpt alone": f"""
        <title>{TITLE}</title><content:encoded></content:encoded>
        <excerpt:encoded>{FIRST}\n{SECOND}</excerpt:encoded>""",
    "paragraphs that are elements": f"<title>{TITLE}</title><body><p>{FIRST}</p><p>{SECOND}</p></body>",
}


@pytest.mark.parametrize("name", ITEMS)
def test_title_and_text(tmp_path: Path, name: str) -> None:
    (article,) = articles(tmp_path, rss(ITEMS[name]))
    assert article.title == TITLE
    assert [line for line in article.text.split("\n") if line] == [FIRST, SECOND]


def test_an_ampersand_that_stands_alone_stays(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, rss(f"<title>شركة نخيل & تمور</title><description>{FIRST}</description>"))
    assert article.title == "شركة نخيل & تمور"


def test_ampersands_in_cdata_are_left_alone(tmp_path: Path) -> None:
    text = f"إذا كان a<b & c كان {FIRST}"
    (each,) = found(
        tmp_path, rss(f"<guid><![CDATA[a & b]]></guid><description><![CDATA[{text}]]></description>")
    )
    assert isinstance(each, Read) and (each.member, each.article.text) == ("a & b", text)


def post(status: str, kind: str) -> str:
    """An item of WordPress's export."""
    return f"""<title>{TITLE}</title><dc:creator>salma</dc:creator><wp:status>{status}</wp:status>
        <wp:post_type><![CDATA[{kind}]]></wp:post_type><content:encoded>{FIRST}</content:encoded>"""


@pytest.mark.parametrize(
    "status, kind, is_read",
    [
        ("publish", "post", True),
        ("publish", "page", True),
        ("publish", "news", True),  # a newspaper's own type
        ("draft", "post", False),
        ("private", "post", False),
        ("trash", "post", False),
        ("future", "post", False),
        ("inherit", "attachment", False),
        ("publish", "nav_menu_item", False),
    ],
)
def test_of_wordpress_what_was_published(tmp_path: Path, status: str, kind: str, is_read: bool) -> None:
    assert len(articles(tmp_path, rss(post(status, kind), post("publish", "post")))) == 1 + is_read


def test_of_wordpress_the_name_its_authors_show(tmp_path: Path) -> None:
    people = """<wp:author><wp:author_login>salma</wp:author_login>
        <wp:author_display_name>سلمى الجابري</wp:author_display_name></wp:author>"""
    (article,) = articles(tmp_path, rss(post("publish", "post"), head=people))
    assert article.author == "سلمى الجابري"


def entry(kind: str, more: str = "") -> str:
    """An entry of Blogger's export."""
    return f"""<category scheme="{KIND}" term="http://schemas.google.com/blogger/2008/kind#{kind}"/>
        <category scheme="http://www.blogger.com/atom/ns#" term="أسماك"/>
        <title>{TITLE}</title><content type="html">{FIRST}</content>{more}"""


def test_of_blogger_what_was_published(tmp_path: Path) -> None:
    draft = "<app:control><app:draft>yes</app:draft></app:control>"
    kinds = ("template", "settings", "comment", "post")
    (article,) = articles(tmp_path, atom(*map(entry, kinds), entry("post", draft)))
    assert article.tags == ("أسماك",)


def test_an_export_of_drafts_alone_is_told(tmp_path: Path) -> None:
    (skipped,) = found(tmp_path, rss(post("draft", "post")))
    assert isinstance(skipped, Skipped) and str(skipped.reason).startswith("Nothing in it was published")
