"""Every format and encoding as a small file of our own, field by field."""

import pytest
from support import FILES

from search.articles import Read, Skipped, read
from search.model import Article

TITLE = "افتتاح سوق الأسماك الجديد في ميناء الفاو"
FIRST = "افتتحت بلدية الفاو سوقًا جديدًا للأسماك يضم أربعين محلًا، بعد عامين من العمل."
SECOND = "وقال مدير السوق إن الصيادين سيبيعون صيدهم مباشرة للناس كل صباح."
DATE, SOURCE, AUTHOR, URL = "2023-04-12", "صحيفة الميناء", "سلمى الجابري", "https://example.org/news/12"
TAGS = ("أسماك", "الفاو")


def expected(**other: object) -> Article:
    """The article that every file holds, with what this one lacks or adds."""
    fields: dict[str, object] = {"id": "", "text": f"{FIRST}\n{SECOND}", "title": TITLE, "date": DATE}
    return Article(**{**fields, **other})  # type: ignore[arg-type]


PLAIN = {"source": SOURCE, "author": AUTHOR, "tags": (*TAGS, "أسواق")}
KNOWN = {"source": SOURCE, "author": AUTHOR, "tags": TAGS}
RECODED = {"repairs": {"encoding": 1}}

PRINTED = """\
افتتحت بلدية الفاو سوقًا جديدًا للأسماك يضم ٤٠ محلًا (نحو 1.5 هكتار) بكلفة ٢٫٥ مليون، بعد عامين من العمل \
مع شركة Gulf Fish Ltd المحلية.
البناء: 2021-2023.
2023 أربعون محلًا"""
"""A page printed by a browser: its title in two lines, digits of both families, a table."""

LAW = """\
المادة (١٢): الرسوم والغرامات
افتتحت بلدية الفاو سوقًا جديدًا للأسماك يضم أربعين محلًا (نحو 1.5 هكتار)، بكلفة ٢٫٥ مليون دينار، أي 25% من \
موازنتها لسنة 2022، مع شركة Gulf Fish Ltd المحلية.
ب) وقال المدير: «ستُباع الأسماك كل صباح، ولا سيما في الموسم الصيفي (2022-2023)»."""
"""Of LibreOffice with words widened to fill a line, of XeTeX, of one that draws letters as they look."""

ONE_ARTICLE = {
    "plain.txt": expected(**PLAIN),
    "crlf.txt": expected(**PLAIN),
    "bom.txt": expected(**PLAIN),
    "utf16.txt": expected(**PLAIN, **RECODED),
    "utf16le.txt": expected(**PLAIN, **RECODED),
    "utf16be.txt": expected(**PLAIN, **RECODED),
    "windows.txt": expected(**PLAIN, **RECODED),
    "iso.txt": expected(**PLAIN, **RECODED),
    "mojibake.txt": expected(**PLAIN, repairs={"mojibake": 7}),
    "mojibake-latin.txt": expected(**PLAIN, repairs={"mojibake": 7}),
    "mojibake-windows.txt": expected(**PLAIN, repairs={"mojibake": 7}),
    "plain.txt.gz": expected(**PLAIN, **RECODED),
    "heading.md": expected(),
    "page.md": expected(author=AUTHOR, tags=TAGS, text=f"{FIRST}\n{SECOND}\nخريطة السوق"),
    "page.html": expected(**KNOWN, url=URL),
    "page-windows.html": expected(**KNOWN, url=URL, **RECODED),
    "linked.htm": expected(source=SOURCE, author=AUTHOR),
    "one.json": expected(id="fao-1", **KNOWN, url=URL),
    "note.docx": expected(author=AUTHOR, text=f"{FIRST}\n{SECOND}\nعدد المحلات | أربعون محلًا."),
    "page.pdf": expected(),
    "printed.pdf": expected(author=AUTHOR, text=PRINTED),
    "libreoffice.pdf": expected(author=AUTHOR, text=LAW),
    "xelatex.pdf": expected(text=LAW.replace("25%", "%25")),  # XeTeX itself puts the sign on the other side
    "visual.pdf": expected(text=LAW.replace("محلًا", "محلاً"), repairs={"presentation": 247}),
}


@pytest.mark.parametrize("name", ONE_ARTICLE)
def test_a_file_of_one_article(name: str) -> None:
    assert list(read(FILES / name)) == [Read(ONE_ARTICLE[name])]


BOOK = "كتاب الفاو"
JAHIZ = {"date": None, "author": "عمرو بن بحر الجاحظ", "source": "الحيوان"}
SEVERAL = {
    "wrapped.json": {"1": expected(source=SOURCE, author=AUTHOR)},
    "arabic.json": {"1": expected(id="fao-2", **KNOWN, url=URL)},
    "comma.csv": {"2": expected(id="fao-1", **KNOWN), "5": expected(id="fao-4", text=SECOND, date=None)},
    "semicolon.csv": {
        "2": expected(id="fao-1", **KNOWN, **RECODED),
        "5": expected(id="fao-4", text=SECOND, date=None, **RECODED),
    },
    "tabs.tsv": {
        "2": expected(id="fao-1", **KNOWN, **RECODED),
        "5": expected(id="fao-4", text=SECOND, date=None, **RECODED),
    },
    "rss.xml": {"fao-1": expected(**KNOWN, url=URL)},
    "rss-windows.rss": {"fao-1": expected(**KNOWN, url=URL, **RECODED)},
    "feed.atom": {"urn:fao:1": expected(**KNOWN, url=URL)},
    "news.xlsx": {"أخبار!4": expected(id="12", text=FIRST, author=AUTHOR)},
    "book.epub": {
        "EPUB/text/ch001.xhtml": expected(title="الأسواق", text=FIRST, author=AUTHOR, source=BOOK),
        "EPUB/text/ch002.xhtml": expected(title="الصيادون", text=SECOND, author=AUTHOR, source=BOOK),
    },
    "0255Jahiz.Hayawan.Shamela0023775-ara1": {
        "0": expected(title="الحيوان", text="بسم الله الرحمن الرحيم، هذا أول الكتاب.", **JAHIZ),
        "13": expected(
            title="الجزء الأول - باب السمك",
            text="قال أبو عثمان في وصف السمك إنه لا ينام في الماء.\nوفي ذلك يقول الشاعر:\n"
            "الشطر الأول الشطر الثاني",
            **JAHIZ,
        ),
        "20": expected(title="باب الطير", text="والطير محمد بن عبد الله أنواع.", **JAHIZ),
    },
    "telegram.json": {
        "1234567890!2": expected(
            title="افتتاح سوق الأسماك",
            text="افتتحت بلدية https://example.org الفاو سوقًا جديدًا للأسماك.\n#الفاو",
            date="2021-03-11",
            source="أخبار الفاو",
            author=AUTHOR,
            tags=("الفاو",),
        ),
        "1234567890!4": expected(title="", text="انتهى الصيد.", date="2021-03-13", source="أخبار الفاو"),
    },
}
SKIPPED_PLACES = {
    "arabic.json": ["arabic.json, item 2"],
    "comma.csv": ["comma.csv, line 4"],
    "semicolon.csv": ["semicolon.csv, line 4"],
    "tabs.tsv": ["tabs.tsv, line 4"],
    "rss.xml": ["rss.xml, item 2"],
    "rss-windows.rss": ["rss-windows.rss, item 2"],
    "news.xlsx": ["news.xlsx!أخبار, line 6"],
}


@pytest.mark.parametrize("name", SEVERAL)
def test_a_file_of_several_articles(name: str) -> None:
    found = list(read(FILES / name))
    assert {each.member: each.article for each in found if isinstance(each, Read)} == SEVERAL[name]
    assert [each.where() for each in found if isinstance(each, Skipped)] == SKIPPED_PLACES.get(name, [])


@pytest.mark.parametrize(
    ("name", "repairs"),
    [
        ("news.jsonl", {}),
        ("news.jsonl.gz", {}),
        ("news-windows.ndjson", {"encoding": 1}),
        ("news-utf16.jsonl", {"encoding": 1}),
    ],
)
def test_lines_with_a_broken_seventh(name: str, repairs: dict[str, int]) -> None:
    found = list(read(FILES / name))
    whole = [number for number in range(1, 10) if number != 7]
    assert [each for each in found if isinstance(each, Read)] == [
        Read(
            expected(id=f"n-{number}", title=f"{TITLE} {number}", **KNOWN, url=URL, repairs=repairs),
            str(number),
        )
        for number in whole
    ]
    (broken,) = (each for each in found if isinstance(each, Skipped))
    assert broken.where() == f"{name}, line 7" and broken.where("ar") == f"{name}، السطر 7"
    assert str(broken.reason).startswith("It is not valid JSON")


def test_lines_of_different_encodings() -> None:
    found = [each for each in read(FILES / "mixed.jsonl") if isinstance(each, Read)]
    assert [each.member for each in found] == ["1", "2", "4"]
    assert [dict(each.article.repairs) for each in found] == [{}, {"encoding": 1}, {}]
    assert {each.article.text for each in found} == {f"{FIRST}\n{SECOND}"}


def test_a_zip_archive() -> None:
    found = list(read(FILES / "bundle.zip"))
    articles = {each.member: each.article for each in found if isinstance(each, Read)}
    numbers = [number for number in range(1, 10) if number != 7]
    assert set(articles) == {"news/plain.txt", "خبر.txt", *(f"news/list.jsonl!{n}" for n in numbers)}
    assert articles["news/plain.txt"] == expected(**PLAIN)
    assert articles["خبر.txt"] == expected(**PLAIN, **RECODED)
    skips = {each.where(): str(each.reason) for each in found if isinstance(each, Skipped)}
    assert set(skips) == {
        "bundle.zip!empty.txt",
        "bundle.zip!inner.zip",
        "bundle.zip!news/list.jsonl, line 7",
    }
    assert skips["bundle.zip!empty.txt"] == "It is empty."
    assert skips["bundle.zip!inner.zip"].startswith("It is an archive inside an archive")


def test_a_mapping_names_other_fields() -> None:
    path = FILES / "unnamed.jsonl"
    skips = list(read(path))
    assert all(isinstance(each, Skipped) and "headline2, matn" in str(each.reason) for each in skips)
    found = list(read(path, mapping={"headline2": "title", "MATN": "text"}))
    article = Article(id="", title=TITLE, text=FIRST)
    assert found == [Read(article, "1"), Read(article, "2")]
