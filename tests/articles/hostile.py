"""Makes files that cost a careless reader dearly, one of each shape.

    python tests/articles/hostile.py FOLDER

`SHAPES` are names of files to what makes their bytes. Beside them stands good.txt, which must be kept.
"""

from __future__ import annotations

import gzip
import struct
import sys
from collections.abc import Callable
from pathlib import Path

from made_files import CATALOGUE, docx, epub, one_page, pdf, stream, xlsx, zipped

MB = 1_000_000
TEXT = "قال الوزير إن المدرسة فتحت أبوابها أمام الطلاب. "


def _page(body: str, head: str = "") -> bytes:
    return f"<html><head><title>خبر</title>{head}</head><body>{body}</body></html>".encode()


def _attributes(count: int, pattern: str = ' a{}="مدرسة"') -> str:
    return "".join(pattern.format(number) for number in range(count))


def _overlapping() -> bytes:
    """A zip archive whose members are all the same bytes."""
    one = bytearray(zipped({"a.txt": b"a" * 10 * MB}))
    end = one.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", one[end + 16 : end + 20])[0]
    entry = bytes(one[start:end])
    entries = b"".join(entry.replace(b"a.txt", b"%c.txt" % letter) for letter in range(97, 123)) * 1
    count = 26
    tail = one[end:]
    tail[8:12] = struct.pack("<HH", count, count)
    tail[12:16] = struct.pack("<I", len(entries))
    return bytes(one[:start]) + entries + bytes(tail)


def _nested(kind: str, depth: int, inside: str = TEXT) -> str:
    return f"<{kind}>" * depth + inside + f"</{kind}>" * depth


def _json(depth: int, before: str = "[", after: str = "]") -> bytes:
    return (before * depth + after * depth).encode()


_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    + "]><rss><channel><item><title>x</title><description>&a9;</description></item></channel></rss>"
).encode()

_ITEM = f"<item><title>خبر</title><description>{TEXT}</description></item>"


def _rss(items: str, head: str = "") -> bytes:
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel>{items}</channel></rss>'.encode()


SHAPES: dict[str, Callable[[], bytes]] = {
    # Pages
    "attributes.html": lambda: _page(f"<p{_attributes(300_000)}>{TEXT}</p>"),
    "attributes-bare.html": lambda: _page(f"<p{_attributes(300_000, ' a{}')}>{TEXT}</p>"),
    "attributes-slashed.html": lambda: _page(f"<p{_attributes(300_000, '/a{}')}>{TEXT}</p>"),
    "attributes-close.html": lambda: _page(
        "<p x='1'" + "".join(f"a{n}='>'" for n in range(200_000)) + f">{TEXT}"
    ),
    "attributes-same.html": lambda: _page("<p" + " a=1" * 500_000 + f">{TEXT}</p>"),
    "attributes-open.html": lambda: _page("<p" + _attributes(200_000, " a{}='")),
    "attribute-long.html": lambda: _page(f'<p title="{TEXT * 80_000}">{TEXT}</p>'),
    "deep-div.html": lambda: _page(_nested("div", 200_000)),
    "deep-table.html": lambda: _page("<table><tr><td>" * 50_000 + TEXT),
    "deep-list.html": lambda: _page(_nested("ul", 100_000)),
    "deep-inline.html": lambda: _page(_nested("b", 200_000)),
    "deep-mixed.html": lambda: _page("<b><p>" * 20_000 + TEXT),
    "paragraphs.html": lambda: _page("<p>ا" * 1_000_000),
    "paragraphs-below.html": lambda: _page(f"<p>{TEXT}</p>" * 24_000),
    "links.html": lambda: _page("<a href=x>خبر</a> " * 49_000),
    "line-breaks.html": lambda: _page(TEXT + "<br>" * 2_000_000),
    "cells.html": lambda: _page("<table>" + "<tr><td>كلمة<br>كلمة" * 20_000 + "</table>"),
    "tables.html": lambda: _page("<table><tr><td>كلمة</table>" * 15_000),
    "comments.html": lambda: _page("<!--x-->" * 500_000 + TEXT),
    "comment-open.html": lambda: _page(TEXT + "<!--" * 1_000_000),
    "signs.html": lambda: _page("<" * 5_000_000 + TEXT),
    "ends.html": lambda: _page("</div>" * 1_000_000 + TEXT),
    "entities.html": lambda: _page("&amp;&#1575;" * 500_000),
    "entities-open.html": lambda: _page("&" * 5_000_000),
    "doctype.html": lambda: b"<!DOCTYPE " * 500_000 + TEXT.encode(),
    "scripts.html": lambda: _page("<script>var a=1;</script>" * 200_000 + TEXT),
    "json-ld.html": lambda: _page(TEXT, '<script type="application/ld+json">' + "[" * MB + "</script>"),
    "json-ld-keywords.html": lambda: _page(
        TEXT, '<script type="application/ld+json">' + '"keywords":["' * 15_000 + "</script>"
    ),
    "metas.html": lambda: _page(TEXT * 20, '<meta property="article:tag" content="وسم">' * 45_000),
    "times.html": lambda: _page(TEXT * 20 + "<time datetime=x>1</time>" * 45_000),
    "one-line.html": lambda: _page(f"<article><h1>خبر</h1><p>{'كلمة ' * MB}</p></article>"),
    "one-word.html": lambda: _page(f"<p>{'ا' * 4 * MB}</p>"),
    "nothing.html": lambda: _page(" " * 9 * MB),
    "marks.html": lambda: _page("ا" + "\u064b" * 3 * MB),
    # Texts
    "one-word.txt": lambda: ("ا" * 4 * MB).encode(),
    "marks.txt": lambda: ("ب" + "\u0651" * 4 * MB).encode(),
    "lines.txt": lambda: b"\n" * 9 * MB + TEXT.encode(),
    "labels.txt": lambda: "عنوان: كلمة\n".encode() * 300_000,
    "dates.txt": lambda: "12 مارس 2021 ".encode() * 300_000,
    "digits.txt": lambda: b"1" * 9 * MB,
    "spaces.txt": lambda: TEXT.encode() + b" " * 9 * MB + TEXT.encode(),
    "nul.txt": lambda: b"\0" * 9 * MB,
    "bytes.txt": lambda: bytes(range(128, 256)) * 60_000,
    "utf-16.txt": lambda: b"\xff\xfe" + b"\x27\x06" * 4 * MB,
    "mojibake.txt": lambda: (TEXT * 80_000).encode().decode("latin-1").encode(),
    "directions.txt": lambda: ("\u202e\u2067" * MB + TEXT).encode(),
    "strange-words.txt": lambda: " ".join(f"كلمة{n:x}ب" for n in range(500_000)).encode(),
    "heading.md": lambda: b"#" * 9 * MB,
    "emphasis.md": lambda: b"*" * 9 * MB + TEXT.encode(),
    "brackets.md": lambda: b"[" * 4 * MB,
    "brackets-closed.md": lambda: b"[](" * 2 * MB,
    "quotes.md": lambda: b">" * 4 * MB + TEXT.encode(),
    "ticks.md": lambda: b"`" * 4 * MB + TEXT.encode(),
    "tables.md": lambda: b"|" * 4 * MB,
    "front.md": lambda: b"---\n" + b"a: b\n" * MB,
    "front-anchors.md": lambda: (
        b"---\na: &a [x,x]\n"
        + b"".join(b"b%d: &b%d [*a,*a,*a]\n" % (n, n) for n in range(50_000))
        + b"---\nx"
    ),
    "html-in.md": lambda: f"<p{_attributes(200_000)}>".encode(),
    # Tables and JSON
    "columns.csv": lambda: b",".join(b"c%d" % n for n in range(1_000_000)) + b",text\n",
    "columns-empty.csv": lambda: b"," * 5_000_000,
    "columns-row.csv": lambda: b"text\n" + b"x," * 2 * MB,
    "quote.csv": lambda: b'text\n"' + TEXT.encode() * 100_000,
    "quotes.csv": lambda: b"text\n" + b'"' * 5 * MB,
    "rows.csv": lambda: b"text,title\n" + b"1\n" * 2 * MB,
    "separators.csv": lambda: b"sep=;\n" * MB,
    "deep.json": lambda: _json(MB),
    "deep-objects.json": lambda: _json(500_000, '{"a":', "}"),
    "number.json": lambda: b'{"text": ' + b"9" * 5 * MB + b"}",
    "keys.json": lambda: b'{"text":"x",' + b",".join(b'"k%d":1' % n for n in range(500_000)) + b"}",
    "empty-objects.json": lambda: b"[" + b"{}," * 2 * MB + b"{}]",
    "escapes.json": lambda: b'{"text": "' + b"\\ud800" * 500_000 + b'"}',
    "attributes.json": lambda: f'{{"text": "<p{_attributes(200_000, " a{}=1")}>{TEXT}</p>"}}'.encode(),
    "deep.jsonl": lambda: _json(500_000) + b"\n" + f'{{"text": "{TEXT}"}}\n'.encode(),
    "line.jsonl": lambda: b'{"text": "' + b"a" * 12 * MB + b'"}\n',
    "broken.jsonl": lambda: b"{\n" * 300_000,
    # Feeds
    "laughs.xml": lambda: _LAUGHS,
    "quadratic.xml": lambda: _rss(
        f"<item><description>{'&a;' * 100_000}</description></item>",
        f'<!DOCTYPE rss [<!ENTITY a "{"x" * 100_000}">]>',
    ),
    "outside.xml": lambda: _rss(
        "<item><description>&a;</description></item>",
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///dev/zero">]>',
    ),
    "deep.xml": lambda: _rss(_nested("item", 300_000)),
    "attributes.rss": lambda: _rss(f"<item{_attributes(200_000)}>{TEXT}</item>"),
    "names.rss": lambda: _rss(
        "<item>" + "".join(f"<x{n}:a xmlns:x{n}='u{n}'/>" for n in range(100_000)) + "</item>"
    ),
    "items.rss": lambda: _rss("<item/>" * 1_000_000),
    "copies.rss": lambda: _rss(_ITEM * 20_000),
    # Documents
    "paragraphs.docx": lambda: docx(b"<w:p/>" * 3_000_000),
    "deep.docx": lambda: docx(b"<w:sdt>" * 100_000 + b"</w:sdt>" * 100_000),
    "tables.docx": lambda: docx(b"<w:tbl><w:tr><w:tc>" * 3_000 + b"</w:tc></w:tr></w:tbl>" * 3_000),
    "rows.docx": lambda: docx(b"<w:tbl>" + b"<w:tr><w:tc><w:p/></w:tc></w:tr>" * 100_000 + b"</w:tbl>"),
    "letters.docx": lambda: docx(b"<w:p><w:r><w:t>" + b"a" * 300 * MB + b"</w:t></w:r></w:p>"),
    "spaces.docx": lambda: docx(b" " * 390 * MB),
    "styles.docx": lambda: docx(
        b"<w:p/>", word__styles=b"<w:styles>" + b"<w:style/>" * 1_000_000 + b"</w:styles>"
    ),
    "no-document.docx": lambda: zipped({"a.xml": b"<a/>"}),
    "self.pdf": lambda: pdf(CATALOGUE, b"<</Type/Pages/Kids[" + b"2 0 R " * 50 + b"]/Count 50>>"),
    "circle.pdf": lambda: pdf(
        CATALOGUE,
        b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 4>>",
        b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 4>>",
    ),
    "wide.pdf": lambda: pdf(
        CATALOGUE,
        *(b"<</Type/Pages/Kids[" + b"%d 0 R " % (n + 3) * 10 + b"]/Count 10000000>>" for n in range(7)),
        b"<</Type/Page/Parent 8 0 R>>",
    ),
    "operators.pdf": lambda: one_page(stream(b"BT /F 1 Tf " + b"(a) Tj " * 500_000 + b"ET")),
    "states.pdf": lambda: one_page(stream(b"q " * 2 * MB)),
    "packed.pdf": lambda: one_page(stream(b" " * 500 * MB, packed=True)),
    "forms.pdf": lambda: one_page(
        stream(b"/X Do " * 1_000),
        b"<</XObject<</X 6 0 R>>>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 200>>stream\n"
        + b"/X Do " * 33
        + b"\nendstream",
    ),
    "number.pdf": lambda: one_page(stream(b"BT " + b"9" * 5 * MB + b" Tf ET")),
    "array.pdf": lambda: pdf(b"[" * 500_000),
    "no-table.pdf": lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 300_000,
    "chain.pdf": lambda: b"%PDF-1.7\n" + b"xref\n0 0\ntrailer\n<</Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF",
    "rows.xlsx": lambda: xlsx(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' * 1_000),
    "cells.xlsx": lambda: xlsx(b"<row>" + b"<c><v>1</v></c>" * 3_000_000 + b"</row>"),
    "strings.xlsx": lambda: xlsx(b"", xl__sharedStrings=b"<sst>" + b"<si/>" * 15_000_000 + b"</sst>"),
    "spaces.xlsx": lambda: xlsx(b" " * 300 * MB),
    "laughs.epub": lambda: zipped({"META-INF/container.xml": _LAUGHS}),
    "chapters.epub": lambda: epub({f"{n}.xhtml": _page(f"<p>{TEXT}</p>") for n in range(5_000)}),
    "same.epub": lambda: epub({"a.xhtml": _page("<p>ا" * 1_000_000)}, times=1_000),
    "deep.epub": lambda: epub({"a.xhtml": _page(_nested("div", 200_000))}),
    "0001A.B.C-ara1": lambda: ("######OpenITI#\n" + "### | باب\n# كلمة\n" * 20_000).encode(),
    "0001A.D.C-ara1": lambda: ("######OpenITI#\n#META#" + " " * 9 * MB + "\n" + "~" * 9 * MB).encode(),
    # Archives
    "bomb.zip": lambda: zipped({f"{n}.txt": b"a" * 100 * MB for n in range(3)}),
    "bomb-white.zip": lambda: zipped({f"{n}.txt": b" " * 9 * MB for n in range(60)}),
    "members.zip": lambda: zipped({f"{n}.txt": b"" for n in range(30_000)}),
    "overlapping.zip": _overlapping,
    "inside.zip": lambda: zipped({"a.zip": zipped({"b.txt": TEXT.encode()})}),
    "paragraphs.zip": lambda: zipped({"a.docx": docx(b"<w:p/>" * 3_000_000), "b.txt": TEXT.encode()}),
    "names.zip": lambda: zipped({f"{'a/' * 2_000}{n}.txt": TEXT.encode() for n in range(200)}),
    "bomb.txt.gz": lambda: gzip.compress(b"a" * 300 * MB, 9),
    "bomb.jsonl.gz": lambda: gzip.compress((b'{"text": "' + b"a" * MB + b'"}\n') * 200, 9),
    "twice.txt.gz": lambda: gzip.compress(gzip.compress(b"a" * 300 * MB)),
    "half.txt.gz": lambda: gzip.compress(TEXT.encode() * 100_000)[:-100],
}


def make(folder: Path) -> None:
    """Write a file of each shape, and one good one."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, shape in SHAPES.items():
        (folder / name).write_bytes(shape())
    (folder / "good.txt").write_text(f"خبر مفيد\n\n{TEXT}", "utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
