"""The query language: a table of queries, and what holds for any string."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notation import compact
from support import cases
from waiting import TIMES, check_linear

from search.model import MAX_QUERY
from search.query.language.lexer import MAX_WORDS
from search.query.language.parser import MAX_BRACKETS, parse, parse_plain
from search.query.language.printing import to_text
from search.query.language.tree import And, Nothing, Word
from search.query.language.warnings import CODES, MAX_WARNINGS, distinct

PIECES = [
    *"()\"«»“”~*?؟=-+|:.,،/'_",
    *["و", "أو", "او", "AND", "OR", "NOT", "ليس", "title:", "عنوان:", "source:", "date:", "بعد:", "قبل:"],
    *["2021", "2021-02", "..", "شباط", "5", "كلمة", "قَلَم", "مدرسة", "a", "covid-19", "~3", "~٩٩"],
    *["\u200f", "\u0640", "\ud800", "\0", "\u064b", "😀", "ﷲ", "e\u0301", "((", "))", "\n"],
]
queries = st.lists(st.one_of(st.sampled_from(PIECES), st.just(" ")), max_size=80).map("".join)
anything = st.text(st.characters(), max_size=200)


@pytest.mark.parametrize(("query", "tree", "codes"), cases("queries.tsv"))
def test_cases(query: str, tree: str, codes: str) -> None:
    parsed = parse(query)
    assert compact(parsed.tree) == tree
    assert [each.code for each in parsed.warnings] == ([] if codes == "-" else codes.split())


def test_there_are_cases_for_every_warning() -> None:
    seen = {code for _, _, codes in cases("queries.tsv") for code in codes.split()}
    assert seen == {*CODES, "-"}
    assert len(cases("queries.tsv")) >= 150


@given(st.one_of(queries, anything))
def test_any_string_parses_and_prints_to_the_same_tree(query: str) -> None:
    tree = parse(query).tree
    assert parse(to_text(tree)).tree == tree


@given(st.one_of(queries, anything))
def test_printed_queries_need_no_warning(query: str) -> None:
    warnings = parse(to_text(parse(query).tree)).warnings
    assert {each.code for each in warnings} <= {"only_negations"}


@given(st.one_of(queries, anything))
def test_warnings_point_into_the_query(query: str) -> None:
    places = [(each.start, each.end) for each in parse(query).warnings]
    assert all(0 <= start < end <= len(query) for start, end in places)
    assert places == sorted(places)


@given(anything)
def test_plain_queries_hold_words_only(query: str) -> None:
    tree = parse_plain(query).tree
    assert isinstance(tree, Nothing | Word) or all(isinstance(child, Word) for child in tree.children)


def test_plain_queries_keep_operators_and_repeated_words() -> None:
    tree = parse_plain('"a" OR -b title:a').tree
    assert tree == And(tuple(map(Word, ("a", "OR", "b", "title", "a"))))


@pytest.mark.parametrize(
    ("query", "code", "marked"),
    [
        ("كتاب | ", "ignored_operator", "|"),
        ('كتاب "" قلم', "empty_phrase", '""'),
        ("\u200f\u200fكتاب «قلم", "unbalanced_quote", "«"),
        ("كتاب) قلم", "unbalanced_bracket", ")"),
        ("\u202bكتاب بعد:غد\u202c", "bad_date", "بعد:غد"),
        ('قبل:"5 مارس" كتاب', "bad_date", 'قبل:"5 مارس"'),
        ("كتاب ** قلم", "lone_wildcard", "**"),
        ('"كتاب قلم"~99', "slop_bounded", "~99"),
        ("كتاب~3", "fuzzy_bounded", "~3"),
        ("كتاب =قلم~ دفتر", "ignored_operator", "~"),
        ("=كتا*", "ignored_operator", "="),
    ],
)
def test_places_of_warnings(query: str, code: str, marked: str) -> None:
    (warning,) = parse(query).warnings
    assert warning.code == code
    assert query[warning.start : warning.end] == marked


def test_warnings_speak_both_languages() -> None:
    (warning,) = parse("كتاب بعد:غد").warnings
    assert "“بعد:غد” is not a date" in warning.message.text("en")
    assert "«\u2068بعد:غد\u2069» ليس تاريخًا" in warning.message.text("ar")


def test_words_are_bounded() -> None:
    parsed = parse(" ".join(["كتاب"] * (MAX_WORDS + 40)))
    assert isinstance(parsed.tree, And)
    assert len(parsed.tree.children) == MAX_WORDS
    assert [each.code for each in parsed.warnings] == ["too_many_words"]


@pytest.mark.parametrize("depth", [MAX_BRACKETS, MAX_BRACKETS + 1, 5000])
def test_depth_is_bounded(depth: int) -> None:
    parsed = parse("(a OR -" * depth + "b" + ")" * depth)
    assert {each.code for each in parsed.warnings} <= {"too_deep", "too_many_words"}
    assert bool(parsed.warnings) == (depth > MAX_BRACKETS)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", [*PIECES, "كلمة ", '"', "«a ", "-a ", "title:(", "date:x ", "a~", "a*?", "a OR "]
)
def test_time_grows_with_length_only(piece: str) -> None:
    check_linear(lambda length: parse((piece * length)[:length]), MAX_QUERY // TIMES)


@pytest.mark.parametrize("query", ["(" * 80, "(" * 512, "م* " * 170, '"" ' * 100, "| " * 100])
def test_equal_warnings_are_said_once(query: str) -> None:
    shown = [str(each.message) for each in distinct(parse(query).warnings)]
    assert 0 < len(shown) == len(set(shown)) <= 3


def test_different_warnings_are_bounded_and_the_last_says_so() -> None:
    warnings = parse(" ".join(f"كتاب{number} بعد:كلمة{number}" for number in range(20))).warnings
    assert len(warnings) == 20
    shown = distinct(warnings)
    assert shown[:-1] == warnings[: MAX_WARNINGS - 1]
    assert len(shown) == MAX_WARNINGS and shown[-1].code == "more_warnings"
    assert shown[-1].start == warnings[MAX_WARNINGS - 1].start
