"""Lines of pages to paragraphs."""

import pytest
from waiting import check_linear

from search.articles.formats.pdf.lines import Line
from search.articles.formats.pdf.pages import head_date, paragraphs, parted, title_of

LONG = "افتتح وزير الزراعة صباح الأربعاء محطة جديدة لتحلية المياه في القضاء"


def page(*texts: str, size: float = 12) -> list[Line]:
    """Lines of letters of six points."""
    return [Line(text, 0, 6.0 * len(text), size) for text in texts]


def texts(*pages: list[Line]) -> list[str]:
    return [each.text for each in paragraphs(pages)]


def test_a_wrapped_line_goes_on_also_on_the_next_page() -> None:
    assert texts(page(LONG, LONG), page("بكلفة كبيرة.", "وأضاف:")) == [
        f"{LONG} {LONG} بكلفة كبيرة.",
        "وأضاف:",
    ]


def test_a_line_of_another_size_is_another_paragraph() -> None:
    assert texts([*page(LONG, size=20), *page(LONG)]) == [LONG, LONG]


@pytest.mark.parametrize("number", ["1", "- 12 -", "(3)", "[3]", "3 / 12", "٣"])
def test_a_page_number_is_left_out(number: str) -> None:
    assert texts(page(LONG, number)) == [LONG]


@pytest.mark.parametrize("last", ["2023)».", "عام 3", "المادة ٣"])
def test_the_end_of_a_sentence_is_no_page_number(last: str) -> None:
    assert texts(page(LONG, last)) == [f"{LONG} {last}"]


def test_what_stands_around_three_pages_belongs_to_none() -> None:
    pages = [page(f"الجريدة، العدد {number}", f"خبر {word}.") for number, word in enumerate("ابج", 1)]
    assert texts(*pages) == ["خبر ا.", "خبر ب.", "خبر ج."]
    assert texts(*pages[:2])[0] == "الجريدة، العدد 1"


BRACKETS = {
    "as they look": ([")نحو مليون(", "أ( يعاقب"], ["(نحو مليون)", "أ) يعاقب"]),
    "as they are read": (["(نحو مليون)", "أ) يعاقب"], ["(نحو مليون)", "أ) يعاقب"]),
    "guillemets alone": (["»قال« (نعم)"], ["«قال» (نعم)"]),
    "of an English line": (["call f(x) ) now (", ")نعم("], ["call f(x) ) now (", "(نعم)"]),
}


@pytest.mark.parametrize("name", BRACKETS)
def test_brackets(name: str) -> None:
    seen, read = BRACKETS[name]
    assert texts(page(*seen)) == read


def test_brackets_may_stand_on_two_lines() -> None:
    first, second = f"{LONG} )نحو هكتار", "ونصف( بكلفة كبيرة."
    assert texts(page(first, second)) == [f"{LONG} (نحو هكتار ونصف) بكلفة كبيرة."]


def test_the_title_is_what_is_largest_at_the_top() -> None:
    head = [*page("وزارة الزراعة"), *page("افتتاح السوق", size=20), *page(LONG)]
    assert title_of(paragraphs([head])) == "افتتاح السوق"
    assert title_of(paragraphs([page("وزارة الزراعة", LONG)])) == ""


def test_what_a_newspaper_prints_above_a_title_gives_the_date() -> None:
    head = Line("جريدة الصباح العدد 5000 الخميس 11 آذار 2021", 0, 200, 9)
    title, text = Line("افتتاح سوق الكتاب", 0, 200, 24), Line("افتتح الوزير السوق.", 0, 200, 12)
    assert parted([head, title, text], title.text) == ([head], [title, text])
    assert head_date([head]) == "2021-03-11"
    section = head._replace(text="ثقافة وفنون")
    for kept in ([section, title, text], [text, title, text], [title, head, text], [head, text]):
        assert parted(kept, title.text) == ([], kept)


def test_a_page_of_one_paragraph_takes_linear_time() -> None:
    check_linear(lambda lines: texts(page(*[LONG] * lines)), 2_500)


def test_a_page_of_brackets_takes_linear_time() -> None:
    check_linear(lambda count: texts(page("ا )" * count)), 2_500)
