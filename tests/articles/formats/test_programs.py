"""Files that programs made: what Ghostscript spoils is named, a book without headings is read."""

from __future__ import annotations

import pytest
from support import FILES

from search.articles import Read, Skipped, read
from search.articles.formats.pdf.lines import Line
from search.articles.formats.pdf.read import _is_garbled


def test_a_page_whose_letters_have_names_of_other_alphabets_is_named() -> None:
    (skipped,) = read(FILES / "ghostscript.pdf")  # of a page that Chromium printed
    assert isinstance(skipped, Skipped) and "fonts do not say" in skipped.text("en")


@pytest.mark.parametrize(
    ("text", "is_garbled"),
    [
        ("\u0100\u00ff \u0644 \u00fe\u0627\u0629 \u0627\u0644\u00ff\u0631 \u0639\u00fe\u0646", True),
        ("زار معرض Société Générale في باريس أمس", False),
        ("مؤتمر الـÉcole في باريس يختتم أعماله ويوصي بتعليم العربية في المدارس كلها", False),
        ("", False),
    ],
)
def test_words_of_two_alphabets_are_garbled(text: str, is_garbled: bool) -> None:
    assert _is_garbled([Line(text, 0, 100, 12)]) == is_garbled


def test_a_book_without_headings_has_the_title_and_the_date_above_its_text() -> None:
    (chapter,) = read(FILES / "libreoffice.epub")
    assert isinstance(chapter, Read)
    article = chapter.article
    assert (article.title, article.date) == ("افتتاح سوق الكتاب في البصرة", "2021-03-11")
    assert article.author == "سلمى الجاسم" and not article.date_inferred
    assert article.text.startswith("افتتح وزير الثقافة أمس الأربعاء سوق الكتاب في مدينة البصرة،")
