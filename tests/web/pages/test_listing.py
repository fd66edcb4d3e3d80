"""What there is to browse: the home page's lists, and pages of all sources, authors, tags and months."""

from __future__ import annotations

import pytest
from fake import FakeSearcher
from flask.testing import FlaskClient
from lxml import html
from parsed import page, text

from search.model import Article
from web.pages import listing


def values(shown: html.HtmlElement) -> list[tuple[str, str]]:
    """The values that a page lists, each with its count."""
    items = shown.xpath("//ul[contains(@class, 'values')]/li")
    return [(text(item.find("a")), text(item.find("span"))) for item in items]


def test_home_shows_what_there_is(client: FlaskClient) -> None:
    shown = page(client, "/")
    assert "ابحث في 24 مقالًا · من 15 يناير/كانون الثاني 2018 إلى 15 ديسمبر/كانون الأول 2021" in text(shown)
    assert [text(each) for each in shown.find_class("hit")[0].iter("h3", "a")][-1] == "أخبار المكتبة 11"
    assert len(shown.find_class("hit")) == 6
    (side,) = shown.find_class("side")
    assert [text(each) for each in side.iter("h2")] == ["المصادر", "الكُتّاب", "الوسوم", "الأشهر"]
    sources = side.find("section")
    assert [text(each) for each in sources.iter("li")] == [
        "وكالة البريد 11",
        "صحيفة النهار الجديد 10",
        "A & B <i> 1",
    ]
    everything = page(client, shown.xpath("//a[text()='كل المقالات']/@href")[0])
    assert text(everything.get_element_by_id("count")) == "24 مقالًا"
    assert client.get(shown.xpath("//a[contains(., 'تابع الجديد')]/@href")[0]).status_code == 200


def test_one_source_is_no_choice(client: FlaskClient, searcher: FakeSearcher) -> None:
    searcher.articles = {id: Article(id, "نص", source="وكالة", date=f"2021-0{id}-01") for id in "12"}
    shown = page(client, "/")
    assert [text(each) for each in shown.find_class("side")[0].iter("h2")] == ["الأشهر"]


def test_examples_are_shown_where_they_are_of_the_index(client: FlaskClient, searcher: FakeSearcher) -> None:
    assert page(client, "/").find_class("examples")
    searcher.articles = {"a": Article("a", "نص")}
    shown = page(client, "/")
    assert not shown.find_class("examples") and "إلى" not in text(shown.find_class("home")[0])


@pytest.mark.parametrize(
    ("address", "heading", "listed"),
    [
        (
            "/sources",
            "المصادر (3)",
            [("وكالة البريد", "11"), ("صحيفة النهار الجديد", "10"), ("A & B <i>", "1")],
        ),
        (
            "/sources?order=name",
            "المصادر (3)",
            [("A & B <i>", "1"), ("صحيفة النهار الجديد", "10"), ("وكالة البريد", "11")],
        ),
        ("/authors", "الكُتّاب (2)", [("ليلى حداد", "1"), ("O'Neil", "1")]),
        ("/tags?q=المكتبة", "الوسوم (2)", [("ثقافة", "1"), ("كتب", "1")]),
        ("/months?q=&source=A %26 B <i>", "الأشهر (1)", [("يناير/كانون الثاني 2019", "1")]),
        ("/tags?q=فراغ", "الوسوم (0)", []),
    ],
)
def test_values_have_pages_of_their_own(
    client: FlaskClient, address: str, heading: str, listed: list[tuple[str, str]]
) -> None:
    shown = page(client, address)
    assert text(shown.find(".//h1")) == heading
    assert values(shown) == listed
    for link in shown.xpath("//ul[contains(@class, 'values')]//a/@href"):
        assert page(client, link).find_class("hit"), link
    assert bool(shown.xpath("//meta[@name='robots']")) == ("?" in address)


def test_months_stand_under_their_years(client: FlaskClient) -> None:
    shown = page(client, "/months")
    years = [text(each) for each in shown.xpath("//main//h2")]
    assert years[0].startswith("2021 ") and [year[:4] for year in years] == ["2021", "2020", "2019", "2018"]
    year = page(client, shown.xpath("//main//h2/a/@href")[0])
    assert text(year.get_element_by_id("count")).split()[0] == years[0].split()[1]


def test_a_value_is_chosen_and_left_within_a_search(client: FlaskClient) -> None:
    shown = page(client, "/sources?q=المكتبة&source=وكالة البريد&from=2018&page=1")
    links = {text(link): link.get("href") for link in shown.xpath("//ul[contains(@class, 'values')]//a")}
    tags = page(client, shown.xpath("//nav[@class='sorts']/a[text()='الوسوم']/@href")[0])
    assert values(tags) == []
    left = page(client, links["وكالة البريد × (مختار؛ إزالة)"])
    assert len(left.find_class("chips")[0].findall("li")) == 1
    back = page(client, shown.find_class("back")[0].find("a").get("href"))
    assert len(back.find_class("chips")[0].findall("li")) == 2


def test_long_lists_are_leafed_through(
    client: FlaskClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "ON_PAGE", 10)
    searcher.articles = {f"{n}": Article(f"{n}", "نص", author=f"كاتب {n:02}") for n in range(25)}
    found = []
    address = "/authors?order=name"
    while address:
        shown = page(client, address)
        found += [value for value, _ in values(shown)]
        address = next(iter(shown.xpath("//a[@rel='next']/@href")), "")
    assert found == [f"كاتب {n:02}" for n in range(25)]
    assert values(page(client, "/authors?page=99")) == values(page(client, "/authors?page=3"))
    assert page(client, "/authors?page=2").findtext(".//title") == "الكُتّاب، الصفحة 2 — فهرس"


def test_what_is_left_out_of_a_list_is_told(
    client: FlaskClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "أكثرها ورودًا" not in text(page(client, "/tags"))
    monkeypatch.setattr(listing, "MAX_LISTED", 3)
    assert "لا تُعرض إلا أكثرها ورودًا، وعددها 3." in text(page(client, "/tags"))


def test_more_values_than_stand_beside_results_are_led_to(
    client: FlaskClient, searcher: FakeSearcher
) -> None:
    assert not page(client, "/search?q=المكتبة").xpath("//aside//a[contains(., 'كل ')]")
    searcher.articles = {f"{n}": Article(f"{n}", "نص", author=f"كاتب {n:02}") for n in range(25)}
    (more,) = page(client, "/search?q=نص").xpath("//aside//a[contains(., 'كل ')]")
    assert text(more) == "كل الكُتّاب"
    assert len(values(page(client, more.get("href")))) == 25


def test_pages_of_values_are_kept_until_the_index_changes(
    client: FlaskClient, searcher: FakeSearcher
) -> None:
    for address in ("/", "/sources", "/months?q=المكتبة"):
        tag = {"If-None-Match": client.get(address).headers["ETag"]}
        assert client.get(address, headers=tag).status_code == 304
        searcher.generation += 1
        assert client.get(address, headers=tag).status_code == 200
