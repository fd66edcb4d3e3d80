"""Filters, dates and bars beside the results."""

from __future__ import annotations

import re

import pytest
from fake import FakeSearcher
from flask.testing import FlaskClient
from parsed import page, text

from search.model import Article, Fold, SearchPage, SearchRequest, Sort


def test_filters_and_bars_are_links(client: FlaskClient) -> None:
    shown = page(client, "/search?q=المكتبة")
    bars = shown.find_class("chart")[0].xpath(".//a")
    assert [text(bar) for bar in bars][-1] == "2021: 5 نتائج"
    assert len(page(client, bars[-1].get("href")).find_class("hit")) == 5
    source = shown.xpath("//aside//a[contains(., 'وكالة البريد')]")[0]
    narrowed = page(client, source.get("href"))
    assert text(narrowed.get_element_by_id("count")) == "10 نتائج"
    chip = narrowed.find_class("chips")[0].find(".//a")
    assert "المصدر: وكالة البريد" in text(chip)
    assert text(page(client, chip.get("href")).get_element_by_id("count")) == "19 نتيجة"


def test_what_all_results_have_is_no_filter(client: FlaskClient, searcher: FakeSearcher) -> None:
    def titles() -> list[str]:
        return [text(title) for title in page(client, "/search?q=نص").xpath("//aside//h2")]

    searcher.articles = {id: Article(id, "نص", source="وكالة البريد") for id in "ab"}
    assert not page(client, "/search?q=نص").xpath("//aside")
    searcher.articles["c"] = Article("c", "نص")
    assert titles() == ["المصدر"]
    searcher.articles["c"] = Article("c", "نص", source="صحيفة النهار الجديد")
    assert titles() == ["المصدر"]
    chosen = page(client, "/search?q=نص&source=صحيفة النهار الجديد")
    assert [text(title) for title in chosen.xpath("//aside//h2")] == ["المصدر"]


def test_dates_are_chosen_by_month_names(client: FlaskClient) -> None:
    shown = page(client, "/search?q=المدينة&from=2021-02&to=2021-03")
    chosen = [shown.get_element_by_id(name).value for name in ("from", "to")]
    assert chosen == ["فبراير/شباط 2021", "مارس/آذار 2021"]
    assert "من فبراير/شباط 2021 إلى مارس/آذار 2021" in text(shown.find_class("chips")[0])


def test_the_chart_tells_its_numbers(client: FlaskClient) -> None:
    (chart,) = page(client, "/search?q=المكتبة").find_class("chart")
    assert all(re.search(r"نتيجة|نتيجتان|نتائج", text(link)) for link in chart.xpath(".//li/a"))
    assert not chart.xpath(".//@title")  # a second tip over the first
    assert re.match(r"(الذروة \(.+\)|أعلى عدد في .+): .+", text(chart.find_class("peak")[0]))
    (even,) = page(client, "/search?q=القديمة").find_class("peak")
    assert text(even) == "أعلى عدد في فترة واحدة: نتيجة واحدة"


def test_results_of_few_days_are_a_chart_of_days(client: FlaskClient) -> None:
    (chart,) = page(client, "/search?q=المدينة&from=2021-02&to=2021-03").find_class("chart")
    bars = chart.xpath(".//li/a")
    assert [text(bar) for bar in bars] == [
        "26 فبراير/شباط 2021: نتيجة واحدة",
        "11 مارس/آذار 2021: نتيجة واحدة",
    ]
    assert [text(end) for end in chart.find_class("ends")[0]][::2] == [
        "26 فبراير/شباط 2021",
        "11 مارس/آذار 2021",
    ]
    day = page(client, bars[-1].get("href"))
    assert text(day.get_element_by_id("count")) == "نتيجة واحدة"
    assert "11 مارس/آذار 2021 ×" in text(day.find_class("chips")[0])


def test_dates_can_be_widened_without_a_query(client: FlaskClient) -> None:
    shown = page(client, "/search?from=2021-03&to=2021-03")
    offered = {text(option) for option in shown.xpath("//datalist/option")}
    assert {"مارس/آذار 2021", "يناير/كانون الثاني 2019"} <= offered


def test_filters_that_leave_nothing_lead_to_all_articles(client: FlaskClient) -> None:
    empty = page(client, "/search?source=لا أحد").find_class("empty")[0]
    links = {text(link): link.get("href") for link in empty.iter("a")}
    assert text(empty.find("h2")) == "لا مقالات بهذه القيود"
    assert text(page(client, links["كل المقالات"]).get_element_by_id("count")) == "24 مقالًا"


@pytest.mark.parametrize("dates", ["from=2020&to=2020", "from=2020-03&to=2020-03", "to=1999"])
def test_dates_beyond_those_chosen_are_offered(client: FlaskClient, dates: str) -> None:
    whole = page(client, "/search?q=المكتبة").xpath("//select[@name='from']/option/@value")
    shown = page(client, f"/search?q=المكتبة&{dates}")
    for name in ("from", "to"):
        assert {*whole} <= {*shown.xpath(f"//select[@name='{name}']/option/@value")}
        values = shown.xpath(f"//select[@name='{name}']/option/@value")
        assert len(values) == len({*values})


@pytest.mark.parametrize("query", ["المكتبة", "فراغ"])
def test_the_dates_on_offer_are_asked_for_alone(
    client: FlaskClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    find, asked = searcher.search, []

    def noted(request: SearchRequest) -> SearchPage:
        asked.append(request)
        return find(request)

    monkeypatch.setattr(searcher, "search", noted)
    client.get(f"/search?q={query}&from=2020&sort=oldest&source=وكالة البريد")
    _, beside = asked
    assert (beside.query, beside.sources, beside.date_from) == (query, ["وكالة البريد"], None)
    assert beside.facets == ("month",) and beside.size == 1 and not beside.snippet
    assert beside.full_only and beside.fold is Fold.OFF and beside.sort is Sort.NEWEST
    assert beside.page > 1  # the first page brings suggestions
