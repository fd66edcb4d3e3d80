"""What a page says of a wrong address, of a missing one, of a missing index."""

from __future__ import annotations

import pytest
from fake import FakeSearcher
from flask.testing import FlaskClient
from lxml import html
from parsed import page, text

from search.errors import NoIndex, OtherIndex


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("page=x", "عدد صحيح"),
        ("from=2021-04&to=2021-03", "وهي بعد نهايتها"),
        ("size=1000", "وأكثر ما يُقبل 100"),
    ],
)
def test_a_wrong_address_says_what_is_wrong_and_leads_on(client: FlaskClient, query: str, shown: str) -> None:
    response = client.get(f"/search?q=المكتبة&{query}")
    assert response.status_code == 400
    assert shown in response.get_data(as_text=True)
    way = html.fromstring(response.get_data(as_text=True)).find_class("ways")[0].find(".//a").get("href")
    assert client.get(way).status_code == 200


@pytest.mark.parametrize(
    ("error", "command"),
    [
        (NoIndex("There is no index."), "fihris reindex"),
        (OtherIndex("Another version."), "fihris reindex --full"),
    ],
)
def test_without_an_index_the_page_names_the_command(
    client: FlaskClient, searcher: FakeSearcher, error: NoIndex | OtherIndex, command: str
) -> None:
    searcher.fails = error
    for address in ("/", "/search?q=x", "/article/a1"):
        response = client.get(address)
        assert response.status_code == 503
        shown = html.fromstring(response.get_data(as_text=True))
        assert text(shown.find(".//pre")) == command
        assert error.text("ar") in text(shown)
    searcher.fails = None
    assert client.get("/").status_code == 200


def test_a_missing_page_leads_on(client: FlaskClient) -> None:
    for address in ("/none", "/article/none"):
        response = client.get(address)
        assert response.status_code == 404
        assert 'href="/help"' in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "address", ["/search?q=المكتبة&page=x", "/article/none?q=المكتبة", "/search?q=" + "ب" * 600]
)
def test_an_error_leaves_the_query_in_the_box(client: FlaskClient, address: str) -> None:
    (box,) = page(client, address).xpath("//input[@name='q']")
    assert box.get("value") == address.split("q=")[1].split("&")[0]
