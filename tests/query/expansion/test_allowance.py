"""What patterns of one query may stand for together, and the room that its phrases have."""

from __future__ import annotations

from itertools import product
from math import comb

import pytest
from support import Build

from search.model import SearchRequest
from search.query.expansion.allowance import MAX_PATTERN_WORDS, with_index_words, with_usable_slops
from search.query.language.parser import parse
from search.query.language.tree import Fuzzy, Node, OneOf, Phrase, Wildcard, leaves
from search.query.plan import MAX_PHRASE_WORK
from tests.query.notation import compact


def _quoted(words: int, slop: int, first: int = 0) -> str:
    return '"' + " ".join("ابتثجحخدذرزسش"[(first + at) % 13] * 3 for at in range(words)) + f'"~{slop}'


def _way(phrase: Phrase, articles: int) -> float:
    """Words of one form each."""
    return len(phrase.words) + articles / 300


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
    tree, warnings = with_usable_slops(asked, lambda phrase: _way(phrase, articles))
    before, after = _phrases(asked), _phrases(tree)
    assert [each.slop for each in after] == slops
    lowered = {(old, new) for old, new in zip(before, after, strict=True) if old != new}
    assert len(warnings) == len(lowered)
    work = [comb(each.slop + len(each.words) - 1, each.slop) * _way(each, articles) for each in after]
    assert sum(work) <= MAX_PHRASE_WORK or not any(slops)


def test_what_was_lowered_is_said_in_both_languages() -> None:
    tree = parse('"مجلس وزراء دول خليج"~10').tree
    (warning,) = with_usable_slops(tree, lambda phrase: _way(phrase, 300))[1]
    assert warning.code == "slop_bounded"
    assert "“مجلس وزراء دول خليج” was searched with ~8 in place of ~10" in warning.message.text("en")
    assert "«مجلس وزراء دول خليج» من 10 إلى 8" in warning.message.text("ar")


def test_phrases_without_room_stay() -> None:
    tree = parse(" ".join(_quoted(2, 0, at) for at in range(32))).tree
    assert with_usable_slops(tree, lambda phrase: _way(phrase, 10**6)) == (tree, ())


def test_all_else_of_the_tree_stays() -> None:
    before = parse(f'(كتاب OR قلم*) -{_quoted(4, 10)} قرية~ ="مدرسة" after:2015').tree
    after, _ = with_usable_slops(before, lambda phrase: _way(phrase, 300))
    assert compact(after) == compact(before).replace("phrase~10", "phrase~8")


@pytest.mark.parametrize(
    ("query", "found", "shares"),
    [
        ("كتاب", (), ()),
        ("كت*", (300,), (200,)),
        ("كت*", (30,), (30,)),
        ("كت* *ا*", (300, 300), (100, 100)),
        ("كت* -*ا* عنوان:قرية~", (300, 300, 30), (85, 85, 30)),
        ("(كت* OR *ا*) +كت*", (300, 20, 300), (90, 20, 90)),
        ("*ا* *ب* *ت* *ث* *ج*", (300,) * 5, (40,) * 5),
    ],
)
def test_patterns_share_the_words_that_they_stand_for(
    query: str, found: tuple[int, ...], shares: tuple[int, ...]
) -> None:
    asked = parse(query).tree
    words = dict(zip(leaves(asked), found, strict=False))

    def fitting(pattern: Wildcard | Fuzzy, limit: int) -> tuple[list[str], bool]:
        return [f"كلمة{n}" for n in range(min(words[pattern], limit))], words[pattern] > limit

    given = [leaf for leaf in leaves(with_index_words(asked, fitting)) if isinstance(leaf, OneOf)]
    assert tuple(len(leaf.words) for leaf in given) == shares
    assert [leaf.cut for leaf in given] == [
        share if share < size else 0 for share, size in zip(shares, found, strict=True)
    ]
    assert sum(shares) <= MAX_PATTERN_WORDS


def test_what_a_pattern_is_cut_to_is_said(build: Build) -> None:
    ends = ["".join(pair) for pair in product("بتثجحخدذرزسش", repeat=2)]
    searcher = build([{"id": end, "text": f"كتاب{end} مدرس{end} {end}"} for end in ends])
    alone, both = (searcher.search(SearchRequest(query)) for query in ("كتاب*", "كتاب* OR -مدرس*"))
    assert (alone.total, alone.warnings) == (144, ())
    assert [str(remark.message) for remark in both.warnings] == [
        f"“{pattern}” stands for many words: only the 100 most frequent were searched."
        for pattern in ("كتاب*", "مدرس*")
    ]


def _phrases(node: Node) -> list[Phrase]:
    return [leaf for leaf in leaves(node) if isinstance(leaf, Phrase)]
