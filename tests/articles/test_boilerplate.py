"""The table of page furniture, row by row, and prose that must stay."""

import re
import time
from pathlib import Path

import pytest

from search.articles.boilerplate import ACTIONS, action_for, clean
from search.articles.words import plain, rows

FILES = Path(__file__).parent / "files"
KEPT = [line for line in (FILES / "kept_lines.tsv").read_text("utf-8").splitlines() if line[0] != "#"]


@pytest.mark.parametrize("row", rows("boilerplate"), ids=lambda row: row[-1])
def test_row(row: tuple[str, ...]) -> None:
    action, pattern, example = row
    assert action in ACTIONS
    assert re.fullmatch(plain(pattern), plain(example)), "the rule misses its own example"
    assert action_for(example) != ""
    if action == "edge":
        assert action_for(example, edge=False) == ""


@pytest.mark.parametrize("line", KEPT)
def test_prose_stays(line: str) -> None:
    assert action_for(line) == ""


def test_a_block_takes_the_headlines_under_it_up_to_a_blank_line() -> None:
    lines = ["فقرة أولى.", "اقرأ أيضًا:", "", "خبر أول", "خبر ثان", "", "عنوان فرعي", "فقرة ثانية."]
    assert clean(lines) == ["فقرة أولى.", "", "عنوان فرعي", "فقرة ثانية."]


def test_a_block_at_the_end_takes_all_that_follows() -> None:
    lines = ["فقرة أولى.", "", "مواضيع ذات صلة", "", "خبر أول", "", "خبر ثان", "", "خبر ثالث"]
    assert clean(lines) == ["فقرة أولى.", ""]


def test_comments_go_only_from_the_second_half() -> None:
    assert clean(["فقرة.", "فقرة.", "التعليقات (2)", "زائر: شكرا لكم."]) == ["فقرة.", "فقرة."]
    assert clean(["التعليقات", "فقرة.", "فقرة.", "فقرة."])[0] == "التعليقات"


def test_counters_go_from_the_edges_only() -> None:
    body = [f"فقرة رقم {number} من النص." for number in range(30)]
    assert clean(["عنوان", "0", "83", *body[:15], "7", *body[15:], "12"]) == [
        "عنوان",
        *body[:15],
        "7",
        *body[15:],
    ]


def test_time_is_linear() -> None:
    lines = ["اقرأ أيضًا:", ""] * 50_000 + ["فقرة أخيرة."]
    start = time.perf_counter()
    assert clean(lines)[-1] == "فقرة أخيرة."
    assert time.perf_counter() - start < 5
