"""Dates that readers write or choose: read as in a query, offered by steps back in time."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient
from parsed import page, text
from support import cases

from web.pages.dates import iso, presets


@pytest.mark.parametrize(("written", "first", "last"), cases("asked_dates.tsv"))
def test_a_date_is_read_as_in_a_query(written: str, first: str, last: str) -> None:
    assert (iso(written, is_last=False), iso(written, is_last=True)) == (first, last)


@pytest.mark.parametrize(
    ("today", "newest", "months", "first_days"),
    [
        ("2021-03-11", "2021-03-11", ["2021-03"], ["2021-03-11", "2021-03-05", "2021-02-10", "2020-03-12"]),
        ("2026-01-01", "2021-03-11", ["2021-03"], ["2021-03-11", "2021-03-05", "2021-02-10", "2020-03-12"]),
        ("2021-03-11", "2099-01-01", ["2021-03"], ["2021-03-11", "2021-03-05", "2021-02-10", "2020-03-12"]),
        ("2021-03-11", "2021-03-11", ["2020-12", "2020-07"], ["2020-03-12"]),
        ("2021-03-11", "2021-03-11", ["2020", "2019"], ["2020-03-12"]),
        ("2021-03-11", "2021-03-11", ["2019-12"], []),
        ("2021-03-11", "2021-03-11", [], []),
        ("2021-03-11", None, ["2021-03"], []),
    ],
)
def test_presets_lead_somewhere(
    today: str, newest: str | None, months: list[str], first_days: list[str]
) -> None:
    offered = presets(date.fromisoformat(today), newest, months)
    assert [preset.first for preset in offered] == first_days
    assert {preset.last for preset in offered} <= {"2021-03-11"}


def test_the_first_preset_is_today_only_where_there_is_something_of_today() -> None:
    day = date(2021, 3, 11)
    assert presets(day, "2021-03-11", ["2021-03"])[0].name == "Today"
    assert presets(day, "2021-03-10", ["2021-03"])[0].name == "Newest day"


def test_a_written_date_narrows_results_and_their_feed(client: FlaskClient) -> None:
    shown = page(client, "/search?q=المكتبة&from=آذار 2021&to=رجب 1442")
    assert text(shown.get_element_by_id("count")) == "نتيجة واحدة"
    assert shown.get_element_by_id("from").value == "مارس/آذار 2021"
    assert shown.get_element_by_id("to").value == "13 مارس/آذار 2021"
    feed = client.get("/feed.atom?q=المكتبة&from=آذار 2021&to=رجب 1442").get_data(as_text=True)
    assert feed.count("<entry>") == 1


def test_what_is_no_date_is_told_of(client: FlaskClient) -> None:
    assert client.get("/search?q=المكتبة&from=قريبا").status_code == 400


def test_presets_stand_above_the_dates(client: FlaskClient) -> None:
    shown = page(client, "/search?q=المكتبة")
    (offered,) = shown.find_class("presets")
    assert [text(link) for link in offered.iter("a")] == ["أحدث يوم", "آخر أسبوع", "آخر شهر", "آخر سنة"]
    newest = page(client, next(iter(offered.iter("a"))).get("href"))
    assert text(newest.find_class("presets")[0].xpath("a[@aria-current]")[0]) == "أحدث يوم"
    assert [each.get("datetime") for each in newest.find_class("hits")[0].iter("time")] == ["2021-12-15"]
