"""What of a page is read in the other direction than the rest."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from fake import FakeSearcher
from flask.testing import FlaskClient
from parsed import page, text

from search.model import SearchPage, SearchRequest, Suggestion, Why


def test_names_of_fields_read_from_left_to_right_in_arabic(client: FlaskClient) -> None:
    named = page(client, "/help").xpath("//td/code[@dir='ltr']/text()")
    assert {"title:", "source:", "author:", "date:", "after:", "before:", "OR", "|", "AND", "NOT"} == {*named}


@pytest.mark.parametrize(
    "address",
    [
        "/search?q=فراغ تاريخ:2021-03",
        "/search?q=المكتبة تاريخ:2021-03&page=x",
        "/article/a1?q=المكتبة تاريخ:2021-03",
    ],
)
def test_dates_of_queries_read_from_left_to_right_wherever_they_are_shown(
    client: FlaskClient, searcher: FakeSearcher, address: str
) -> None:
    searcher.suggestions = [Suggestion("spelling", "المكتبة تاريخ:2021-03", 3)]
    shown = [
        each
        for each in page(client, address).xpath("//main//*[text() and not(self::pre)]")
        if "2021-03" in (each.text or "")
    ]
    assert shown and all(each.tag == "bdi" and each.get("dir") == "ltr" for each in shown)


@pytest.mark.parametrize("query", ["from=2021-13", "from=2021-04&to=2021-03"])
def test_dates_of_messages_are_isolated_in_arabic(client: FlaskClient, query: str) -> None:
    message = client.get(f"/search?q=المكتبة&{query}").get_data(as_text=True)
    assert "\u2068" + query[5:12] + "\u2069" in message


@pytest.mark.parametrize(("language", "arrow"), [("ar", "←"), ("en", "→")])
def test_why_points_from_the_word_asked_to_the_word_found(
    client: FlaskClient,
    searcher: FakeSearcher,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    arrow: str,
) -> None:
    find = searcher.search

    def inflected(request: SearchRequest) -> SearchPage:
        found = find(request)
        why = [Why("مكتبات", "المكتبة", "lemma", "plural")]
        return replace(found, hits=[replace(hit, why=why) for hit in found.hits])

    monkeypatch.setattr(searcher, "search", inflected)
    (line, *_) = page(client, f"/search?q=المكتبة&lang={language}").xpath("//details/p/span")
    assert text(line).startswith(f"مكتبات {arrow} المكتبة:")


def test_arabic_on_an_english_page_is_marked_as_arabic(client: FlaskClient) -> None:
    found = page(client, "/search?q=المكتبة&lang=en"), page(client, "/search?q=فراغ&lang=en")
    found += page(client, "/article/a1?q=المكتبة&lang=en"), page(client, "/?lang=en")
    arabic = re.compile("[\u0621-\u064a]")
    unmarked = {
        text(each)
        for shown in found
        for each in shown.xpath("//body//*[text() and not(ancestor-or-self::*[@lang='ar'])]")
        if arabic.search("".join(each.xpath("text()")))
    }
    assert not unmarked
    assert not page(client, "/search?q=المكتبة&lang=ar").xpath("//bdi[@lang]")  # there, the page says so
