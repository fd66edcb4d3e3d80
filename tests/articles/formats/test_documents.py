"""Word documents as Word writes them, with what its package for Python leaves out."""

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from search.articles import Read, read
from search.model import Article

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LEAD = "افتتحت بلدية الفاو سوقًا جديدًا للأسماك يضم أربعين محلًا."


def word(tmp_path: Path, *blocks: str, author: str = "سلمى") -> Article:
    """The article of a document that holds these blocks of XML after its lead."""
    document = docx.Document()
    document.add_paragraph(LEAD)
    body = document.element.body
    for block in blocks:
        body.insert(len(body) - 1, parse_xml(block.replace(">", f' xmlns:w="{W}">', 1)))
    document.core_properties.author = author
    path = tmp_path / "a.docx"
    document.save(path)
    (found,) = read(path)
    assert isinstance(found, Read)
    return found.article


def run(text: str) -> str:
    """A run of words."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inside: str) -> str:
    """A paragraph of XML."""
    return f"<w:p>{inside}</w:p>"


V = "urn:schemas-microsoft-com:vml"
FRAME = f'<w:pict><v:shape xmlns:v="{V}"><w:txbxContent>{{}}</w:txbxContent></v:shape></w:pict>'
TABLE = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"
BLOCKS = {
    "inserted": (paragraph(f"<w:ins>{run('قال المدير')}</w:ins>{run(' نعم.')}"), "قال المدير نعم."),
    "taken out": (
        paragraph(f"{run('قال')}<w:del><w:r><w:delText>لم يقل</w:delText></w:r></w:del>{run(' نعم.')}"),
        "قال نعم.",
    ),
    "from the right": (paragraph(f"<w:dir>{run('من اليمين.')}</w:dir>"), "من اليمين."),
    "a tag": (paragraph(f"<w:smartTag>{run('البصرة')}</w:smartTag>{run(' مدينة.')}"), "البصرة مدينة."),
    "a field": (paragraph(f"<w:fldSimple>{run('حقل')}</w:fldSimple>{run(' وتكملة.')}"), "حقل وتكملة."),
    "a control": (f"<w:sdt><w:sdtContent>{paragraph(run('في إطار.'))}</w:sdtContent></w:sdt>", "في إطار."),
    "a frame": (paragraph(f"{run('قبله.')}<w:r>{FRAME.format(paragraph(run('فيه.')))}</w:r>"), "قبله.\nفيه."),
    "a table of equal cells": (TABLE.format(paragraph(run("محل")), paragraph(run("محل"))), "محل | محل"),
    "a table": (TABLE.format(paragraph(run("المحلات")), paragraph(run("أربعون."))), "المحلات | أربعون."),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_no_words_are_lost(tmp_path: Path, name: str) -> None:
    block, text = BLOCKS[name]
    assert word(tmp_path, block).text == f"{LEAD}\n{text}"


@pytest.mark.parametrize("name, author", [("سلمى", "سلمى"), ("Administrator", None), ("HP", None)])
def test_an_account_is_no_author(tmp_path: Path, name: str, author: str | None) -> None:
    assert word(tmp_path, author=name).author == author
