"""Lines of a PDF: pieces as pypdf gives them, each with its distance from the left, to text that reads."""

from collections.abc import Callable

import pytest
from waiting import check_linear

from search.articles.formats.pdfpages import page_texts

# Pieces as a browser prints them: a line is drawn from the left, or word by word from the right.
LINES = {
    "a year in Arabic digits, and a slash": (
        [(507, "١٢٠٢"), (547, " "), (552, "مارس"), (599, "/ "), (605, "آذار"), (630, "  "), (640, "٢١")],
        "١٢ آذار/ مارس ٢٠٢١",
    ),
    "a date of Arabic digits": ([(507, "١٢٠٢/٣/١١")], "١١/٣/٢٠٢١"),
    "a fraction of Persian digits": ([(9, "۵٫۲"), (30, " "), (40, "بكلفة")], "بكلفة ۲٫۵"),
    "brackets as they look": ([(10, "مليون("), (60, " "), (70, ")نحو")], "(نحو مليون)"),
    "brackets of Latin words": ([(90, "شركة "), (10, "(Gulf Fish)")], "شركة (Gulf Fish)"),
    "years with a dash, and a mark at the end": (
        [(411, "."), (415, "2020"), (453, "-"), (459, "2019"), (496, " :"), (506, "الأولى")],
        "الأولى :2019-2020.",
    ),
    "a mark and a word": ([(10, "."), (16, "القضاء")], "القضاء."),
    "foreign words": (
        [(10, "المحلية"), (60, " "), (64, "Gulf "), (90, "Fish "), (120, "Ltd"), (140, " "), (144, "شركة")],
        "شركة Gulf Fish Ltd المحلية",
    ),
    "drawn together": (
        [
            (9, "Water"),
            (9, " "),
            (9, " مليون غالون) في شركة"),
            (9, "1.3 "),
            (9, " متر مكعب (نحو"),
            (9, "5000"),
        ],
        "5000 متر مكعب (نحو 1.3 مليون غالون) في شركة Water",
    ),
    "drawn together, and a mark at the end": (
        [(9, "."), (9, "% من حاجة القضاء"), (9, "25 "), (9, "المنفذة، أي"), (9, " "), (9, "Systems Ltd")],
        "Systems Ltd المنفذة، أي 25% من حاجة القضاء.",
    ),
    "years drawn together": ([(9, "."), (9, "2020-2019 :"), (9, "الأولى")], "الأولى: 2019-2020."),
    "cells of a table": ([(608, "لسنة"), (646, "ا"), (552, "د"), (561, "لعد"), (585, "ا")], "السنة العدد"),
    "a number and a word in cells": ([(614, "2020"), (540, "محطتان")], "2020 محطتان"),
    "an Arabic word in an English line": (
        [(9, "The word "), (9, "سوق"), (9, " means market")],
        "The word سوق means market",
    ),
    "many foreign words in an Arabic line": (
        [(9, "International Monetary Fund"), (9, " "), (9, "في واشنطن، وهو")],
        "في واشنطن، وهو International Monetary Fund",
    ),
    "words drawn from the right": ([(90, "وزير "), (50, "الزراعة ")], "وزير الزراعة "),
}


class Page:
    """A page of pypdf that gives these lines."""

    def __init__(self, *lines: list[tuple[float, str]]) -> None:
        self._lines = lines

    def extract_text(self, visitor_text: Callable[..., None]) -> None:
        for line in self._lines:
            for place, text in line:
                visitor_text(text, None, (1, 0, 0, 1, place, 0), None, 12)
            visitor_text("\n", None, (1, 0, 0, 1, 0, 0), None, 12)


def text_of(*lines: list[tuple[float, str]]) -> str:
    """The text of a document of one page."""

    class Document:
        pages = (Page(*lines),)

    return "".join(page_texts(Document()))


@pytest.mark.parametrize("name", LINES)
def test_line(name: str) -> None:
    pieces, line = LINES[name]
    assert text_of(pieces) == line.strip()


def test_a_long_line_of_numbers_takes_linear_time() -> None:
    def read(numbers: int) -> None:
        words = [piece for place in range(numbers) for piece in ((2.0 * place, "1"), (2.0 * place + 1, " "))]
        assert text_of([*words, (3.0 * numbers, "ا")]) == "ا" + " 1" * numbers

    check_linear(read, 1_250)


def test_a_page_of_one_paragraph_takes_linear_time() -> None:
    check_linear(lambda lines: text_of(*[[(0.0, "ا" * 60)]] * lines), 2_500)


def test_brackets_may_stand_on_two_lines() -> None:
    first, second = "افتتحت البلدية سوقًا يضم أربعين محلًا )نحو هكتار", "ونصف( بكلفة كبيرة."
    assert "(نحو هكتار ونصف)" in text_of([(0, first)], [(0, second)])


def test_marks_do_not_count_where_lines_are_joined() -> None:
    text = text_of(
        [(0, "افتتح وزير الزراعة صباح الأربعاء محطة جديدة")],
        [(0, "لتحلية المياه.")],
        [(0, "وَأَضَافَ أَنَّ مَحَطَّتَيْنِ أُخْرَيَيْنِ سَتُفْتَتَحَانِ قَرِيبًا.")],
    )
    assert text.startswith("افتتح وزير الزراعة صباح الأربعاء محطة جديدة لتحلية المياه.\n")
