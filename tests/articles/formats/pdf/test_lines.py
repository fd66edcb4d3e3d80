"""Lines of a PDF: letters as they stand on the page, from the left, to text that reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from waiting import check_linear

from search.articles.formats.pdf.lines import Glyph, page_lines

FATHA, SHADDA = "\u064e", "\u0651"
# What stands on the page from the left, and what it reads.
SEEN = {
    "words": ("ةعارزلا ريزو", "وزير الزراعة"),
    "a year": ("2021 سرام", "مارس 2021"),
    "a date of Arabic digits": ("١١/٣/٢٠٢١", "١١/٣/٢٠٢١"),
    "a fraction of Persian digits": ("۲٫۵ ةفلكب", "بكلفة ۲٫۵"),
    "years with a dash, and a mark at the end": (".2020-2019 :ىلوألا", "الأولى: 2019-2020."),
    "a percentage": ("ةجاح نم %25", "25% من حاجة"),
    "foreign words": ("ةيلحملا Gulf Fish Ltd ةكرش", "شركة Gulf Fish Ltd المحلية"),
    "foreign words with a number": ("ةلود G 20 ةمق", "قمة G 20 دولة"),
    "an Arabic word in an English line": ("The word قوس means market", "The word سوق means market"),
    "two Arabic words in an English line": (
        "The words كامسألا قوس mean a fish market in this port",
        "The words سوق الأسماك mean a fish market in this port",
    ),
    "many foreign words": (
        "وهو ،نطنشاو يف International Monetary Fund",
        "International Monetary Fund في واشنطن، وهو",
    ),
    "numbers alone": ("1 2 3", "3 2 1"),
    "strokes that widen a word": ("ةنDDDسل", "لسنة"),
    "an Arabic line of a paragraph that runs from the left": ("ةحوتفم هباوبأو.", "وأبوابه مفتوحة."),
    "digits beside a word": ("د5 ةدام", "مادة 5د"),
}


def drawn(seen: str, start: float = 0.0, baseline: float = 0.0) -> list[Glyph]:
    """A glyph of ten points for each letter, drawn from the left; spaces are gaps."""
    return [
        Glyph(letter, start + 10 * place, start + 10 * place + 10, baseline, 12)
        for place, letter in enumerate(seen)
        if letter != " "
    ]


def text(glyphs: list[Glyph]) -> list[str]:
    return [line.text for line in page_lines(glyphs)]


@pytest.mark.parametrize("name", SEEN)
def test_line(name: str) -> None:
    seen, read = SEEN[name]
    assert text(drawn(seen)) == [read]


@given(
    st.lists(st.text("ابتثجحخدرسصطعفقكلمنهوي", min_size=1, max_size=6), min_size=1, max_size=9), st.randoms()
)
def test_the_order_of_drawing_does_not_matter_on_a_line_of_letters(words: list[str], random: object) -> None:
    line = " ".join(words)
    glyphs = drawn(line[::-1])
    random.shuffle(glyphs)  # type: ignore[attr-defined]
    assert text(glyphs) == [line]


def test_a_ligature_keeps_its_letters_in_order() -> None:
    glyphs = [Glyph("م", 0, 5, 0, 12), Glyph("لا", 5, 10, 0, 12), Glyph("س", 10, 20, 0, 12)]
    assert text(glyphs) == ["سلام"]


def test_marks_belong_to_the_letter_they_are_drawn_with() -> None:
    base = {
        letter: Glyph(letter, left, left + 10, 0, 12) for letter, left in (("ب", 0), ("ت", 10), ("ك", 20))
    }
    marks = [Glyph(FATHA, left, left, 3, 12) for left in (3, 13, 23)]
    from_left = [marks[0], base["ب"], marks[1], base["ت"], marks[2], base["ك"]]
    from_right = [base["ك"], marks[2], base["ت"], marks[1], base["ب"], marks[0]]
    read = FATHA.join("كتب") + FATHA
    assert text(from_left) == text(from_right) == [read]


def test_a_mark_may_be_drawn_before_its_line() -> None:
    glyphs = [*drawn("رزو", baseline=100), Glyph(SHADDA, 3, 3, 83, 12), *drawn("دع", baseline=80)]
    assert text(glyphs) == ["وزر", "عد" + SHADDA]


def test_columns_drawn_one_after_the_other_stay_apart() -> None:
    right = [*drawn("قوس", 200, 90), *drawn("كامسأ", 200, 70)]
    assert text([*right, *drawn("ءانيم", 0, 90)]) == ["سوق", "أسماك", "ميناء"]


def test_a_long_line_of_numbers_takes_linear_time() -> None:
    def read(numbers: int) -> None:
        assert text(drawn("1 " * numbers + "ا")) == ["ا" + " 1" * numbers]

    check_linear(read, 1_250)


def test_a_long_line_of_marks_takes_linear_time() -> None:
    check_linear(lambda count: text(drawn(f"ا{FATHA}" * count)), 1_250)
