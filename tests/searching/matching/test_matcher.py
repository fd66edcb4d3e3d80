"""What matches are whole words at their place, and all that the engine would find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matchers import analyzer, matcher_of, matches, texts
from support import cases

from search.analysis.letters import MARK
from search.analysis.tokenise import tokens
from search.searching.matching.matcher import Text
from search.searching.showing.snippet import to_html


def marked(query: str, text: str) -> str:
    return to_html(text, matches(matcher_of(query), text))


@pytest.mark.parametrize(
    ("query", "text", "html"),
    [
        ("كتاب", "قرأتُ وَبِالكِتابِ بدأت", "قرأتُ <mark>وَبِالكِتابِ</mark> بدأت"),
        ("كتاب", "في الكتب", "في <mark>الكتب</mark>"),
        ("=كتاب", "كتاب وكتابه والكتب", "<mark>كتاب</mark> وكتابه والكتب"),
        ('"الحشد الشعبي"', "الحشد ثم للحشد الشعبي", "الحشد ثم <mark>للحشد</mark> <mark>الشعبي</mark>"),
        ('"الحشد الشعبي"', "الحشد غير الشعبي", "الحشد غير الشعبي"),
        ('"الحشد الشعبي"~1', "الحشد غير الشعبي", "<mark>الحشد</mark> غير <mark>الشعبي</mark>"),
        ("سأل", "يَسۡـَٔلُونَكَ عَنِ ٱلشَّهۡرِ", "<mark>يَسۡـَٔلُونَكَ</mark> عَنِ ٱلشَّهۡرِ"),
        ("نبي", "وَٱلنَّبِيِّـۧنَ وَإِيتَآءِ", "<mark>وَٱلنَّبِيِّـۧنَ</mark> وَإِيتَآءِ"),
        ("كت*", "كتب وكتاب", "<mark>كتب</mark> وكتاب"),
        ("مدرصه~", "في مدرسة", "في <mark>مدرسة</mark>"),
        ("كتاب -مدرسة", "كتاب في مدرسة", "<mark>كتاب</mark> في مدرسة"),
        ("كتاب", '<script>"كتاب" & ك', "&lt;script&gt;&quot;<mark>كتاب</mark>&quot; &amp; ك"),
        ("عنوان:كتاب", "كتاب", "كتاب"),
        ("في كتاب", "في كتاب", "في <mark>كتاب</mark>"),
        ("19", "كوفيد19 وG19 في 1,900", "كوفيد<mark>19</mark> وG<mark>19</mark> في 1,900"),
        ("1250", "١٬٢٥٠ و1,250م و1.250", "<mark>١٬٢٥٠</mark> <mark>و1,250م</mark> و1.250"),
        ("كتاب", "كتب، «الكتب» (كتاب)", "<mark>كتب</mark>، «<mark>الكتب</mark>» (<mark>كتاب</mark>)"),
        (
            "كتاب 25",
            "/و كتب٢٥ و_كتب25",
            "/<mark>و كتب</mark><mark>٢٥</mark> <mark>و_كتب</mark><mark>25</mark>",
        ),
        ("كتاب", "و\u00a0كتب و\nكتب", "<mark>و\u00a0كتب</mark> و\n<mark>كتب</mark>"),
        ("عبدالعزيز", "زار عبد العزيز", "زار <mark>عبد</mark> <mark>العزيز</mark>"),
    ],
)
def test_marks(query: str, text: str, html: str) -> None:
    assert marked(query, text) == html


@given(texts)
def test_marks_are_whole_words_that_hold_a_term_of_the_query(text: str) -> None:
    matcher = matcher_of("كتاب مدرسة")
    places = {(token.start, token.end) for token in tokens(text)}
    marks = matches(matcher, text)
    for mark in marks:
        assert (mark.start, mark.end) in places
        assert not MARK.match(text[mark.end : mark.end + 1])
        term = getattr(analyzer.analyse(text[mark.start : mark.end]), mark.level)
        assert term in matcher.needles[mark.needle].slots[0][mark.level]
    assert marks == sorted(marks) and len({mark.start for mark in marks}) == len(marks)


NUMBER_PIECES = (" ", "\n", "25", "٢٥", "1,250", "2,5", "٫", ".", "و", "ال", "م", "هـ", "G25", "كتاب", "%")


@given(
    st.sampled_from(("25", "1250", "2.5", "كتاب 25")),
    st.lists(st.sampled_from(NUMBER_PIECES), max_size=12).map("".join),
)
def test_no_number_of_a_text_is_passed_over(query: str, text: str) -> None:
    matcher = matcher_of(query)
    found = {match.start for match in matcher.near(Text(text, "body"))}
    assert found == {start for start, _, _ in matcher._near[text]}


@given(st.lists(texts, max_size=4))
def test_texts_read_together_hold_the_marks_that_each_has_alone(several: list[str]) -> None:
    query = 'كتاب "الحشد الشعبي" abc'
    together = matcher_of(query)
    together.read(Text(text, "body") for text in several)
    for text in several:
        assert matches(together, text) == matches(matcher_of(query), text)


@pytest.mark.parametrize(
    ("slop", "text", "found"),
    [
        (0, "ا ب ج", "ا ب ج"),
        (0, "ا ا ب ج ب", "ا ب ج"),
        (1, "ا س ب ج", "ا ب ج"),
        (1, "ا س ب س ج", ""),
        (2, "ا س ب س ج", "ا ب ج"),
        (2, "ج ب ا", ""),
        (1, "ا ا ب ج", "ا ا ب ج"),
    ],
)
def test_slop_counts_the_other_words_in_all(slop: int, text: str, found: str) -> None:
    matcher = matcher_of(f'="ا ب ج"~{slop}')
    assert " ".join(text[mark.start : mark.end] for mark in matches(matcher, text)) == found


def test_a_long_phrase_with_slop_is_found_in_linear_time() -> None:
    matcher = matcher_of('"' + " ".join(["كتاب"] * 30) + '"~10')
    assert len(matches(matcher, "كتاب " * 2000)) == 2000


@pytest.mark.parametrize("between", ["", "َ", "ـ", "\u200d"], ids=["plain", "fatha", "tatweel", "joiner"])
def test_no_word_that_has_a_lemma_of_the_query_is_passed_over(between: str) -> None:
    words = [between.join(row[0]) for row in cases("lemmas.tsv")]
    text = " ".join(words)
    levels = {word: analyzer.analyse(word) for word in words}
    for query in words[::11]:
        matcher = matcher_of(f"+{query}")
        wanted = {
            lemma for needle in matcher.needles for slot in needle.slots for lemma in slot.get("lemma", ())
        }
        expected = {word for word in words if levels[word].lemma in wanted}
        marks = matches(matcher, text)
        assert {text[mark.start : mark.end] for mark in marks if mark.level != "root"} >= expected, query


def test_words_between_candidates_are_counted_however_far_apart() -> None:
    text = "الحشد " + "كلمة " * 400 + "الحشد الشعبي " + "كلمة " * 3 + "الشعبي"
    assert marked('"الحشد الشعبي"', text).count("<mark>") == 2


def test_a_word_that_is_looked_for_in_several_ways_is_one_word() -> None:
    matcher = matcher_of("عبدالعزيز كتاب")
    assert (len(matcher.needles), matcher.words) == (3, 2)


def test_an_and_that_ends_a_text_belongs_to_no_word_of_the_next() -> None:
    matcher = matcher_of("وكتاب")
    first, second = Text("كتاب و", "body"), Text("كتاب", "body")
    matcher.read((first, second))
    assert [[(its.start, its.end) for its in matcher.near(text)] for text in (first, second)] == [
        [(0, 4)]
    ] * 2


def test_letters_without_a_space_are_looked_through_in_linear_time() -> None:
    assert not matches(matcher_of("كتاب"), "كتابي" * 200_000)


@pytest.mark.parametrize(
    "query", ["كتاب", '"الحشد الشعبي"', '"زار الشعبي"~2', "كتاب الحشد", "=كتب", "عنوان:كتاب"]
)
def test_a_part_of_a_text_that_was_read_holds_what_reading_it_finds(query: str) -> None:
    body = Text(" زار الحشد الشعبي الكُتُب في كتاب. الحشد ثم الشعبي وكتب", "body")
    part = Text(body.text[1 : body.text.index(".")], "body")
    reads, takes = matcher_of(query), matcher_of(query)
    takes.read_part(part, body, 1)
    assert takes.article(part, body, roots=False) == reads.article(part, body, roots=False)
    found = {match[:4] for match in takes.near(part)}
    assert found == {match[:4] for match in reads.near(part)}
