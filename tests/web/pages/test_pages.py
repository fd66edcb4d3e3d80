"""Pages as a whole: home, help, contract, what all of them have and escape."""

from __future__ import annotations

import re

import pytest
from fake import FakeSearcher
from flask.testing import FlaskClient
from parsed import page, text

from search import __version__
from search.errors import NoIndex
from search.settings import Settings
from web import create_app

PAGES = [
    "/",
    "/search?q=المكتبة",
    "/search?q=المكتبة الزيتون",
    "/article/a1?q=المكتبة",
    "/search?source=A %26 B <i>",
    "/sources",
    "/authors?q=المدينة",
    "/help",
    "/docs",
    "/none",
]


def test_home_counts_the_articles(client: FlaskClient) -> None:
    assert "ابحث في 24 مقالًا" in text(page(client, "/"))
    assert "Search 24 articles" in text(page(client, "/?lang=en"))


@pytest.mark.parametrize("address", ["/search?q=المدينة", "/article/a5?q=<b>", "/feed.atom?q=المدينة"])
def test_what_articles_and_queries_hold_is_escaped(client: FlaskClient, address: str) -> None:
    shown = client.get(address).get_data(as_text=True)
    assert "<script>alert" not in shown
    assert "<b>" not in shown
    assert "javascript:alert" not in shown
    assert "&lt;script&gt;" in shown.replace("&amp;", "&")


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_page_holds_what_the_policy_forbids(client: FlaskClient, address: str, language: str) -> None:
    client.set_cookie("lang", language)
    source = client.get(address).get_data(as_text=True)
    assert f'<html lang="{language}"' in source
    source = source.replace('<script type="application/ld+json">', "")  # data, which the policy leaves alone
    assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=|javascript:", source)
    outside = re.findall(r'(?:src|href|action)="(https?://[^"]+)"', source)
    assert all(each.startswith(("http://localhost/", "https://example.org/library")) for each in outside)


@pytest.mark.parametrize("address", ["/search", "/search?q=", "/search?q=%20%20"])
def test_no_query_is_home(client: FlaskClient, address: str) -> None:
    assert page(client, address).find_class("home")


def test_pages_are_cached_by_index_language_and_theme(client: FlaskClient, searcher: FakeSearcher) -> None:
    first = client.get("/search?q=المكتبة")
    tag = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/search?q=المكتبة", headers=tag).status_code == 304
    for name, value in (("theme", "dark"), ("lang", "en")):
        client.set_cookie(name, value)
        assert client.get("/search?q=المكتبة", headers=tag).status_code == 200
        client.delete_cookie(name)
    assert "Cookie" in first.headers["Vary"]
    assert "private" in first.headers["Cache-Control"]


def test_the_theme_is_kept_in_a_cookie(client: FlaskClient) -> None:
    for value, kept in (("dark", True), ("x", False)):
        client.set_cookie("theme", value)
        assert ("data-theme=" in client.get("/").get_data(as_text=True)) == kept


def test_the_name_of_the_site_is_a_setting() -> None:
    client = create_app(Settings(site_name="أرشيف <النهار>", rate_limit="off"), FakeSearcher()).test_client()
    assert text(page(client, "/").find(".//h1")) == "أرشيف <النهار>"


def test_the_first_page_is_light(client: FlaskClient) -> None:
    """Without the font under 15 KB as browsers ask for it, compressed, and under 45 KB as it is."""
    for address in ("/", "/search?q=المكتبة"):
        shown = page(client, address)
        parts = [
            address,
            *shown.xpath("//script/@src"),
            *shown.xpath("//link[@rel='stylesheet' or @rel='icon']/@href"),
        ]
        for encoding, most in (("br", 15_000), ("identity", 45_000)):
            asked = {"Accept-Encoding": encoding}
            assert sum(len(client.get(part, headers=asked).data) for part in parts) < most
    names = ("naskh-arabic.woff2", "naskh-latin.woff2")
    assert sum(len(client.get("/static/" + name).data) for name in names) < 110_000


def test_the_calendar_comes_by_itself_in_the_language_of_the_page(client: FlaskClient) -> None:
    for language, name in (("ar", "مارس/آذار"), ("en", "March")):
        shown = page(client, f"/search?q=المكتبة&lang={language}")
        assert not shown.xpath("//dialog")
        (address,) = shown.xpath("//form/@data-calendar")
        client.delete_cookie("lang")
        told = client.get(address)
        assert f'<option value="3">{name}</option>' in told.text and "<dialog" in told.text
        assert "immutable" in told.headers["Cache-Control"] and "Set-Cookie" not in told.headers
    assert client.get("/calendar/fr").status_code == 404


def test_help_asks_for_what_the_index_holds(client: FlaskClient, searcher: FakeSearcher) -> None:
    shown = page(client, "/help")
    queries = [text(link) for link in shown.xpath("//th/a")]
    assert '"المكتبة العامة"' in queries and 'مصدر:"وكالة البريد"' in queries
    assert "المكتبة تاريخ:2021-02..2021-03" in queries
    assert "بتاريخ من فبراير/شباط 2021 إلى مارس/آذار 2021" in text(shown)
    assert not any(query.startswith("وسم:") for query in queries)
    searcher.fails = NoIndex("There is no index.")
    assert len(page(client, "/help").xpath("//th/a")) > len(queries)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_help_says_what_this_is(client: FlaskClient, language: str) -> None:
    shown = text(page(client, f"/help?lang={language}"))
    assert __version__ in shown and ("GNU" in shown or "جنو" in shown)


def test_the_contract_for_reading_is_cached_as_pages_are(client: FlaskClient) -> None:
    first = client.get("/docs")
    assert "Cookie" in first.headers["Vary"]
    assert client.get("/docs", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert client.get("/docs?lang=en", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_contract_for_reading_shows_code_as_code(client: FlaskClient) -> None:
    shown = page(client, "/docs")
    assert "`" not in text(shown)
    assert "full" in [each.text for each in shown.iter("code")]
