"""Marks cover whole words at their place, and what is marked is what matched."""

import re
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import cases

from search.analysis.letters import MARK
from search.analysis.tokenise import tokens
from search.query.expansion.expand import Expander
from search.query.expansion.terms import Lookup
from search.query.language.parser import parse
from search.query.vocabulary import Vocabulary
from search.searching.matching.matcher import Highlighter, Mark, Text
from search.searching.showing.snippet import to_html, window
from search.store.analyzer import load_analyzer

analyzer, _ = load_analyzer(None)
VOCABULARY = Vocabulary(
    [(word, 1) for word in ("كتاب", "كتب", "مدرسه", "والكتاب", "الحشد", "للحشد", "الشعبي")]
)

pieces = st.sampled_from(
    [
        "كتاب",
        "الكُتُب",
        "وبالكتابِ",
        "مدرسة",
        "<b>",
        "&",
        '"',
        "،",
        " ",
        "\n",
        "ـ",
        "\u200f",
        "َ",
        "abc",
        "📚",
        "٣",
    ]
)
texts = st.one_of(st.lists(pieces, max_size=30).map("".join), st.text(max_size=60))


def highlighter(query: str) -> Highlighter:
    expanded = Expander(Lookup(analyzer), lambda: VOCABULARY).expand(parse(query).tree)
    return Highlighter(expanded.needles, analyzer)


def marks_of(finder: Highlighter, text: str) -> list[Mark]:
    return finder.marks(Text("", "title"), Text(text, "body"))[1]


def marked(query: str, text: str) -> str:
    return to_html(text, marks_of(highlighter(query), text))


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
    ],
)
def test_marks(query: str, text: str, html: str) -> None:
    assert marked(query, text) == html


@given(texts)
def test_without_its_marks_the_html_is_the_escaped_text(text: str) -> None:
    assert re.sub("</?mark>", "", marked('كتاب "الحشد الشعبي" مدرسة', text)) == escape(text)


@given(texts)
def test_marks_are_whole_words_that_hold_a_term_of_the_query(text: str) -> None:
    finder = highlighter("كتاب مدرسة")
    places = {(token.start, token.end) for token in tokens(text)}
    marks = marks_of(finder, text)
    for mark in marks:
        assert (mark.start, mark.end) in places
        assert not MARK.match(text[mark.end : mark.end + 1])
        term = getattr(analyzer.analyse(text[mark.start : mark.end]), mark.level)
        assert term in finder.needles[mark.needle].slots[0][mark.level]
    assert marks == sorted(marks) and len({mark.start for mark in marks}) == len(marks)


@given(st.lists(texts, max_size=4))
def test_texts_read_together_hold_the_marks_that_each_has_alone(several: list[str]) -> None:
    query = 'كتاب "الحشد الشعبي" abc'
    together = highlighter(query)
    together.read(Text(text, "body") for text in several)
    for text in several:
        assert marks_of(together, text) == marks_of(highlighter(query), text)


@given(texts, st.integers(20, 80))
def test_windows_are_cut_between_words(text: str, letters: int) -> None:
    marks = marks_of(highlighter("كتاب"), text)
    start, end = window(text, marks, letters)
    assert 0 <= start <= end <= len(text)
    assert end - start <= letters + 20
    inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
    shown = to_html(text, inside, start, end)
    assert unescape(re.sub("</?mark>", "", shown)) == text[start:end]


def test_the_window_with_most_different_words_wins() -> None:
    text = "كتاب كتاب كتاب. " + "كلام آخر " * 30 + "هنا كتاب عن مدرسة القرية. " + "خاتمة طويلة " * 30
    marks = marks_of(highlighter("كتاب مدرسة"), text)
    start, end = window(text, marks, 60)
    assert "كتاب عن مدرسة" in text[start:end]


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
    finder = highlighter(f'="ا ب ج"~{slop}')
    assert " ".join(text[mark.start : mark.end] for mark in marks_of(finder, text)) == found


def test_a_long_phrase_with_slop_is_found_in_linear_time() -> None:
    finder = highlighter('"' + " ".join(["كتاب"] * 30) + '"~10')
    assert len(marks_of(finder, "كتاب " * 2000)) == 2000


@pytest.mark.parametrize("between", ["", "َ", "ـ", "\u200d"], ids=["plain", "fatha", "tatweel", "joiner"])
def test_no_word_that_has_a_lemma_of_the_query_is_passed_over(between: str) -> None:
    words = [between.join(row[0]) for row in cases("lemmas.tsv")]
    text = " ".join(words)
    levels = {word: analyzer.analyse(word) for word in words}
    for query in words[::11]:
        finder = highlighter(f"+{query}")
        wanted = {
            lemma for needle in finder.needles for slot in needle.slots for lemma in slot.get("lemma", ())
        }
        expected = {word for word in words if levels[word].lemma in wanted}
        marks = marks_of(finder, text)
        assert {text[mark.start : mark.end] for mark in marks if mark.level != "root"} >= expected, query


def test_words_between_candidates_are_counted_however_far_apart() -> None:
    text = "الحشد " + "كلمة " * 400 + "الحشد الشعبي " + "كلمة " * 3 + "الشعبي"
    assert marked('"الحشد الشعبي"', text).count("<mark>") == 2


@pytest.mark.parametrize("letters", range(1, 25))
def test_a_mark_longer_than_the_window_is_shown_from_its_beginning(letters: int) -> None:
    text = "جاء في الخبر أن والكتاب الأول وكتاب آخر في مدرسة القرية القديمة."
    marks = marks_of(highlighter("كتاب مدرسة"), text)
    start, end = window(text, marks, letters)
    assert 0 < end - start <= letters
    assert start <= marks[0].start or any(start <= mark.start < end for mark in marks)
