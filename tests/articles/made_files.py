"""Bytes of small files of each format, put together by hand."""

from __future__ import annotations

import io
import zipfile
import zlib


def zipped(members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def docx(body: bytes, **others: bytes) -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    document = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return zipped(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
                '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
                f'ContentType="application/xml"/><Override PartName="/word/document.xml" '
                f'ContentType="{document}"/></Types>'
            ).encode(),
            "_rels/.rels": (
                f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{kind}" '
                'Target="word/document.xml"/></Relationships>'
            ).encode(),
            "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>'.encode()
            + body
            + b"</w:body></w:document>",
            **{name.replace("__", "/") + ".xml": data for name, data in others.items()},
        }
    )


def xlsx(rows: bytes, **others: bytes) -> bytes:
    """A workbook of one sheet."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    strings = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{sheet}.sharedStrings+xml"/>'
    return zipped(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/>'
                f"{strings if others else ''}</Types>"
            ).encode(),
            "_rels/.rels": (
                f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" '
                f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
            ).encode(),
            "xl/workbook.xml": (
                f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" r:id="s"/>'
                "</sheets></workbook>"
            ).encode(),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{package}/relationships"><Relationship Id="s" '
                f'Type="{office}/worksheet" Target="worksheets/a.xml"/></Relationships>'
            ).encode(),
            "xl/worksheets/a.xml": f'<worksheet xmlns="{main}"><sheetData>'.encode()
            + b'<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'
            + rows
            + b"</sheetData></worksheet>",
            **{name.replace("__", "/") + ".xml": data for name, data in others.items()},
        }
    )


def epub(pages: dict[str, bytes], times: int = 1) -> bytes:
    """A book of these pages, each so many times in its order of reading."""
    items = "".join(
        f'<item id="i{n}_{time}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(pages)
        for time in range(times)
    )
    order = "".join(f'<itemref idref="i{n}_{time}"/>' for n in range(len(pages)) for time in range(times))
    return zipped(
        {
            "META-INF/container.xml": b'<container><rootfile full-path="a.opf"/></container>',
            "a.opf": f"<package><manifest>{items}</manifest><spine>{order}</spine></package>".encode(),
            **pages,
        }
    )


def pdf(*objects: bytes) -> bytes:
    """Objects 1, 2, … of which the first is the catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def stream(content: bytes, packed: bool = False) -> bytes:
    data = zlib.compress(content, 9) if packed else content
    kind = b"/Filter/FlateDecode" if packed else b""
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(data), kind, data)


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def one_page(content: bytes, resources: bytes = b"<</Font<</F 5 0 R>>>>", *others: bytes) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources %b>>" % resources
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return pdf(CATALOGUE, ONE_PAGE, page, content, font, *others)
