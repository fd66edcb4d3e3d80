"""What a query log tells: counts, what was in vain, equivalents that it proposes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from fake import FakeSearcher
from hypothesis import given
from hypothesis import strategies as st

from search.evaluation import queries
from search.evaluation.queries import Asked, Day, Proposal, Queries
from search.query.expansion.equivalents import Equivalents
from search.settings import Settings
from web import create_app

BEGAN = datetime(2026, 3, 1, 23, 59, tzinfo=UTC)


def line(query: str, total: int, seconds: float = 0, page: int = 1) -> bytes:
    moment = (BEGAN + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")
    kept = {"time": moment, "query": query, "page": page, "total": total, "total_partial": 0, "took_ms": 1.5}
    return json.dumps(kept, ensure_ascii=False).encode() + b"\n"


def lines(*asked: tuple[str, int]) -> list[bytes]:
    """Searches an hour apart."""
    return [line(query, total, 3600 * number) for number, (query, total) in enumerate(asked)]


def test_spellings_that_fold_alike_are_one_query() -> None:
    found = Queries(lines(("مدرسة", 3), ("مدرسه", 3), ("مدرسة ", 4), ("الْمَدْرَسَة", 5)))
    assert found.most_asked(9) == [Asked("مدرسة", 3, 4), Asked("الْمَدْرَسَة", 1, 5)]


def test_days_are_counted_with_what_was_in_vain() -> None:
    found = Queries([line("أ", 1), line("ب", 0), line("أ", 1, 120), line("أ", 1, 60, page=2)])
    assert found.days == [Day("2026-03-01", 2, 1), Day("2026-03-02", 1, 0)]


def test_what_is_found_by_now_is_not_in_vain() -> None:
    asked = [("قديم", 0), ("قديم", 2), ("جديد", 0), ("جديد", 0), ("آخر", 0)]
    assert Queries(lines(*asked)).most_missed(9) == [Asked("جديد", 2, 0), Asked("آخر", 1, 0)]


NEXT = [("كورونا المستجد", 0, 0), ("كوفيد", 9, 30)]

PROPOSED = [
    # what was asked, with its total and the second it was asked in; the line that is proposed
    ([*NEXT, *((q, t, s + 3600) for q, t, s in NEXT)], [Proposal("كورونا المستجد = كوفيد", "next", 2)]),
    (NEXT, []),  # once is chance
    ([*NEXT, *((q, t, s * 9 + 3600) for q, t, s in NEXT)], []),  # too late
    ([("نتانياهو", 0, 0), ("نتنياهو", 5, 9000)], [Proposal("نتانياهو = نتنياهو", "spelling", 1)]),
    ([("نتانياهو", 0, 0), ("نتنياهو", 0, 9000)], []),  # nothing is found by it either
    ([("قلم", 0, 0), ("علم", 5, 9000)], []),  # too short
    ([("مصدر:كذا", 0, 0), ("مصدر:كذب", 5, 9000)], []),  # no words of a table
    ([("ثورة الياسمين", 0, 0), ("ثورة الياسميين", 5, 9000)], [
        Proposal("ثورة الياسمين = ثورة الياسميين", "spelling", 1),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "proposed"), PROPOSED)
def test_equivalents_are_proposed(asked: list[tuple[str, int, int]], proposed: list[Proposal]) -> None:
    assert Queries(line(*search) for search in asked).proposals(9) == proposed


def test_what_follows_by_chance_is_not_proposed() -> None:
    """A frequent query comes soon after many others."""
    asked: list[bytes] = []
    for number in range(30):
        other = "العراق" if number < 3 else f"غيره {number}"
        asked += [line("شيء نادر", 0, 9000 * number), line(other, 5, 9000 * number + 9)]
    assert Queries(asked).proposals(9) == []


def test_proposed_lines_are_lines_of_the_table(tmp_path) -> None:  # type: ignore[no-untyped-def]
    table = tmp_path / "equivalents.txt"
    proposals = Queries(line(*search) for search in PROPOSED[0][0]).proposals(9)
    table.write_text("\n".join(proposal.line for proposal in proposals), "utf-8")
    assert "كوفيد" in str(vars(Equivalents.load(table)))


@pytest.mark.parametrize(
    "strange",
    [
        b"\n",
        b"{\n",
        b"[]\n",
        b"null\n",
        b'{"time": 1}\n',
        b"\xff\n",
        b'{"query": "' + b"x" * 9999,
        b"[" * 3000,
    ],
)
def test_lines_that_are_none_are_counted(strange: bytes) -> None:
    found = Queries([strange, line("أ", 1)])
    assert (found.unread, len(found.most_asked(9))) == (1, 1)


searches = st.builds(line, st.text(max_size=20), st.integers(0, 2), st.integers(0, 300))


@given(st.lists(st.binary(max_size=60) | searches))
def test_any_log_is_read(log: Iterable[bytes]) -> None:
    told = Queries(log).as_json(5)
    assert json.dumps(told)
    assert all(len(told[name]) <= 5 for name in ("most_asked", "most_missed", "equivalents"))


def test_queries_beyond_the_bound_are_counted_by_day_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MAX_QUERIES", 2)
    found = Queries(lines(("أ", 1), ("ب", 1), ("ج", 1), ("أ", 1)))
    assert [asked.query for asked in found.most_asked(9)] == ["أ", "ب"]
    assert sum(day.searches for day in found.days) == 4


def test_the_log_of_the_server_is_read_and_feeds_are_no_questions(tmp_path) -> None:  # type: ignore[no-untyped-def]
    log = tmp_path / "queries.jsonl"
    client = create_app(Settings(rate_limit="off", query_log=log), FakeSearcher()).test_client()
    page, feed = "/search?q=المكتبة", "/feed.atom?q=المكتبة"
    for address in (page, "/api/v1/search?q=فراغ", feed, f"{page}&page=2"):
        assert client.get(address).status_code == 200
    with log.open("rb") as kept:
        found = Queries(kept)
    assert ([a.query for a in found.most_asked(9)], found.unread) == (["المكتبة", "فراغ"], 0)
    assert found.most_asked(1)[0].times == 1
