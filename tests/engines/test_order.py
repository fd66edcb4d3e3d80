"""What every engine promises of order: pages, equal scores, days, facets, values, words."""

from __future__ import annotations

import random
from itertools import chain

import pytest
from engine_opener import Opener
from engine_reference import prepared

from search.engines.base import BODY_HASH, Engine
from search.model import Sort
from search.query.plan import Bool, Const, Days, Everything, Plan, Term, Value

DATES = ("2021-03-11", None, "2020-12-31", "2021-03-11", "2021-03-12", None, "0999-01-02")


def shuffled(count: int) -> list[str]:
    """Ids whose order as text is not that of their numbers, shuffled."""
    names = [f"id-{n * 37 % 101}" for n in range(count)]
    random.Random(5).shuffle(names)
    return names


def pages(engine: Engine, plan: Plan, size: int, sort: Sort = Sort.RELEVANCE) -> list[str]:
    total = engine.search(plan, sort=sort, limit=0).total
    found = []
    for offset in range(0, total + size, size):
        page = engine.search(plan, sort=sort, offset=offset, limit=size)
        assert page.total == total
        found += [article.id for _, article in page.hits]
    assert len(found) == total
    return found


@pytest.fixture
def tied(opener: Opener, filled: dict[str, Engine]) -> Engine:
    """Sixty articles with few different scores, in several segments, some written twice."""
    if opener.kind not in filled:
        articles = [prepared(id, "ا ب" if n % 3 else "ا ج", source="م") for n, id in enumerate(shuffled(60))]
        engine = opener.filled(articles, commits=4)
        engine.write([[articles[7], articles[30]]])
        engine.commit()
        filled[opener.kind] = engine
    return filled[opener.kind]


@pytest.mark.parametrize("size", [1, 7, 10, 100])
@pytest.mark.parametrize(
    "plan",
    [
        Term("folded", "ا"),
        Bool(should=(Const(Term("folded", "ا"), 1.0), Const(Term("folded", "ب"), 0.5))),
        Value("source", ("م",)),
        Everything(),
        Bool(must=(Const(Everything(), 2.0),), should=(Term("folded", "ب"),)),
        Bool(must=(Everything(),), should=(Term("folded", "ج"),)),
    ],
)
def test_equal_scores_are_ordered_by_id_across_pages(tied: Engine, plan: Plan, size: int) -> None:
    hits = tied.search(plan, limit=60).hits
    assert len({score for score, _ in hits}) <= 2 < 20 < len(hits)
    expected = sorted(hits, key=lambda hit: (-hit[0], hit[1].id))
    assert [article.id for _, article in expected] == pages(tied, plan, size)


def test_articles_sort_by_day_with_undated_ones_last(opener: Opener) -> None:
    names = shuffled(35)
    dates = {id: DATES[n % len(DATES)] for n, id in enumerate(names)}
    engine = opener.filled([prepared(id, "ا", date=date) for id, date in dates.items()], commits=3)
    undated = sorted(id for id in names if not dates[id])
    days = sorted(set(filter(None, dates.values())))
    of_day = [sorted(id for id in names if dates[id] == day) for day in days]
    oldest = [*chain.from_iterable(of_day), *undated]
    newest = [*chain.from_iterable(reversed(of_day)), *undated]
    for plan in (Everything(), Term("folded", "ا")):
        for size in (4, 100):
            assert pages(engine, plan, size, Sort.OLDEST) == oldest
            assert pages(engine, plan, size, Sort.NEWEST) == newest


def test_a_page_past_the_end_is_empty_but_counted(opener: Opener) -> None:
    engine = opener.filled([prepared("a", "ا"), prepared("b", "ا")])
    for plan in (Term("folded", "ا"), Everything()):
        for sort in Sort:
            page = engine.search(plan, sort=sort, offset=50, limit=10)
            assert (list(page.hits), page.total) == ([], 2)


def test_facets_count_all_matches_most_frequent_first(opener: Opener) -> None:
    engine = opener.filled(
        [
            prepared("a", "ا", source="ب", tags=("س", "ع", "س"), date="2021-03-11"),
            prepared("b", "ا", source="ا", tags=("ع",), date="2021-03-30"),
            prepared("c", "ا", source="ج", date="2021-04-01"),
            prepared("d", "ا", source="ج", author="ليلى"),
            prepared("e", "ب", source="ا"),
        ],
        commits=2,
    )
    facets = ("source", "tag", "author", "month", "day")
    for limit in (0, 1, 4, 10):
        found = engine.search(Term("folded", "ا"), limit=limit, facets=facets)
        assert found.total == 4
        assert {name: list(counts) for name, counts in found.facets.items()} == {
            "source": [("ج", 2), ("ا", 1), ("ب", 1)],
            "tag": [("ع", 2), ("س", 1)],
            "author": [("ليلى", 1)],
            "month": [("2021-04", 1), ("2021-03", 2)],
            "day": [("2021-04-01", 1), ("2021-03-30", 1), ("2021-03-11", 1)],
        }
        assert not engine.search(Term("folded", "ز"), limit=limit, facets=("tag",)).facets["tag"]
    assert list(engine.search(Everything(), facets=("id",)).facets["id"]) == [(id, 1) for id in "abcde"]
    engine.delete(["c"])
    engine.write([[prepared("b", "ا", source="د")]])
    engine.commit()
    found = engine.search(Everything(), limit=0, facets=("source",))
    assert list(found.facets["source"]) == [("ا", 1), ("ب", 1), ("ج", 1), ("د", 1)]


def test_what_filters_leave_is_listed_by_day(opener: Opener) -> None:
    """As a search without a query asks for it."""
    engine = opener.filled(
        [
            prepared("a", "ا", source="س", tags=("ت",), date="2021-03-11"),
            prepared("b", "ب", source="س", date="2021-03-30"),
            prepared("c", "", source="س", date="2020-12-31"),
            prepared("d", "ج", source="س"),
            prepared("e", "د", source="ع", date="2021-03-30", tags=("ت",)),
        ],
        commits=2,
    )
    source, year = Value("source", ("س",)), Days("2021-01-01", "2021-12-31")
    for filters, expected in {
        (): "ebacd",
        (source,): "bacd",
        (year,): "bea",
        (source, year): "ba",
        (Value("month", ("2020-12", "2021-12")),): "c",
    }.items():
        plan = Bool(must=(Everything(), *filters))
        found = engine.search(plan, sort=Sort.NEWEST, facets=("day",))
        assert sorted(hit.article.id for hit in found.hits) == sorted(expected) and found.total == len(
            expected
        )
        dates = [hit.article.date or "" for hit in found.hits]
        assert dates == sorted(dates, reverse=True)
        assert sum(count for _, count in found.facets["day"]) == len(list(filter(None, dates)))


def test_facets_are_bounded_and_exact_over_many_values(opener: Opener) -> None:
    articles = [
        prepared(f"a{n}", "ا", source=f"s{n % 130:03}", date=f"{1900 + n % 130}-{1 + n % 12:02}-01")
        for n in range(300)
    ]
    found = opener.filled(articles, commits=3).search(Everything(), facets=("source", "month", "day"))
    sources = found.facets["source"]
    assert len(sources) == 100
    assert list(sources) == [(f"s{n:03}", 3) for n in range(40)] + [(f"s{n:03}", 2) for n in range(40, 100)]
    months = found.facets["month"]
    assert [month for month, _ in months] == sorted(
        {each.article.date[:7] for each in articles}, reverse=True
    )  # type: ignore[index]
    assert sum(count for _, count in months) == 300
    days = sorted({each.article.date or "" for each in articles}, reverse=True)
    assert list(found.facets["day"]) == [(day, 1) for day in days[:200]]


@pytest.mark.parametrize("field", ["id", "source", "tag", "month", "origin", BODY_HASH])
def test_values_are_exact_after_deletions(opener: Opener, field: str) -> None:
    kept = [prepared("b", "ب", source="م", tags=("ت",), date="2021-03-11"), prepared("c", "ب", source="م")]
    engine = opener.filled(
        [prepared("a", "ا", source="ن", tags=("ت", "ث"), date="2020-01-01"), *kept], commits=3
    )
    engine.delete(["a"])
    engine.write([[kept[1]]])
    engine.commit()
    expected = {
        "id": {"b": 1, "c": 1},
        "source": {"م": 2},
        "tag": {"ت": 1},
        "month": {"2021-03": 1},
        "origin": {"file of b": 1, "file of c": 1},
        BODY_HASH: {"hash of ب": 2},
    }
    assert dict(engine.values(field)) == expected[field]


def test_words_come_with_their_counts(opener: Opener) -> None:
    articles = [
        prepared("a", "ب ا ا ¶ ت \U0001f600 a"),
        prepared("b", "ا ﻻ"),
        prepared("c", "ا ت", lemma="غيره"),
    ]
    engine = opener.filled(articles, commits=2)
    words = sorted(engine.words())
    assert words == [("a", 1), ("ا", 3), ("ب", 1), ("ت", 2), ("ﻻ", 1), ("\U0001f600", 1)]
    engine.delete(["b"])
    engine.write([[prepared("d", "ا جديده")]])
    engine.commit()
    after = dict(engine.words())
    assert after["جديده"] == 1
    assert after["ا"] >= 3
