"""The room that the phrases of one query have together."""

from __future__ import annotations

from math import comb

import pytest

from search.query.expansion.phrase_cost import ARTICLES, with_usable_slops
from search.query.language.parser import parse
from search.query.language.tree import Node, Phrase, leaves
from search.query.plan import MAX_PHRASE_WORK
from tests.query.notation import compact


def _quoted(words: int, slop: int, first: int = 0) -> str:
    return '"' + " ".join("ابتثجحخدذرزسش"[(first + at) % 13] * 3 for at in range(words)) + f'"~{slop}'


ROWS = (
    ("كتاب", 0, []),
    (_quoted(2, 10), 0, [10]),
    (_quoted(2, 10), 3_000, [10]),
    (_quoted(2, 10), 30_000, [8]),
    (_quoted(2, 10), 300_000, [0]),
    (_quoted(3, 10), 0, [10]),
    (_quoted(3, 10), 6_000, [7]),
    (_quoted(4, 10), 0, [9]),
    (_quoted(10, 3), 0, [2]),
    (_quoted(13, 0), 300_000, [0]),
    (" OR ".join(_quoted(2, 10, at) for at in range(12)), 0, [10] * 12),
    (" ".join(_quoted(2, 10, at) for at in range(12)), 2_000, [8] * 5 + [9] * 7),
    (f"كتاب -{_quoted(4, 5)} +{_quoted(2, 10)} عنوان:{_quoted(2, 10, 5)}", 1_200, [5, 10, 10]),
    (" ".join(_quoted(4, 10, at) for at in range(12)), 0, [3] * 12),
    (" ".join([_quoted(4, 10)] * 12), 0, [3] * 12),
)


@pytest.mark.parametrize(("query", "articles", "slops"), ROWS)
def test_the_costliest_phrases_are_narrowed_first(query: str, articles: int, slops: list[int]) -> None:
    asked = parse(query).tree
    tree, warnings = with_usable_slops(asked, lambda _: articles)
    before, after = _phrases(asked), _phrases(tree)
    assert [each.slop for each in after] == slops
    lowered = {(old, new) for old, new in zip(before, after, strict=True) if old != new}
    assert len(warnings) == len(lowered)
    work = [
        comb(each.slop + len(each.words) - 1, each.slop) * (len(each.words) + articles / ARTICLES)
        for each in after
    ]
    assert sum(work) <= MAX_PHRASE_WORK or not any(slops)


def test_what_was_lowered_is_said_in_both_languages() -> None:
    (warning,) = with_usable_slops(parse('"مجلس وزراء دول خليج"~10').tree, lambda _: 300)[1]
    assert warning.code == "slop_bounded"
    assert "“مجلس وزراء دول خليج” was searched with ~8 in place of ~10" in warning.message.text("en")
    assert "«مجلس وزراء دول خليج» من 10 إلى 8" in warning.message.text("ar")


def test_phrases_without_room_stay() -> None:
    tree = parse(" ".join(_quoted(2, 0, at) for at in range(32))).tree
    assert with_usable_slops(tree, lambda _: 10**6) == (tree, ())


def test_all_else_of_the_tree_stays() -> None:
    before = parse(f'(كتاب OR قلم*) -{_quoted(4, 10)} قرية~ ="مدرسة" after:2015').tree
    after, _ = with_usable_slops(before, lambda _: 300)
    assert compact(after) == compact(before).replace("phrase~10", "phrase~8")


def _phrases(node: Node) -> list[Phrase]:
    return [leaf for leaf in leaves(node) if isinstance(leaf, Phrase)]
