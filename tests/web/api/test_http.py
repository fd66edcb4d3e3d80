"""What browsers, caches and pages elsewhere may do with answers of the API."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from fake import FakeSearcher
from flask.testing import FlaskClient

from search.settings import Settings
from web import create_app

SEARCH = "/api/v1/search"


def test_an_answer_stands_until_the_index_changes(client: FlaskClient, searcher: FakeSearcher) -> None:
    first = client.get(SEARCH + "?q=المكتبة")
    tag = first.headers["ETag"]
    assert "no-cache" in first.headers["Cache-Control"]
    again = client.get(SEARCH + "?q=المكتبة", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(SEARCH + "?q=الزيتون", headers={"If-None-Match": tag}).status_code == 200
    arabic = {"If-None-Match": tag, "Accept-Language": "ar"}
    assert client.get(SEARCH + "?q=المكتبة", headers=arabic).status_code == 200
    searcher.generation += 1
    assert client.get(SEARCH + "?q=المكتبة", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (SEARCH + "?q=المكتبة", 304),
        ("/api/v1/articles/a1", 304),
        ("/api/v1/articles/none", 404),
        ("/api/v1/articles/none/related", 404),
        (SEARCH + "?page=101&size=100", 400),
        ("/search?q=المكتبة", 304),
        ("/search?q=المكتبة&page=101&size=100", 400),
        ("/article/none", 404),
    ],
)
def test_who_holds_any_answer_still_hears_of_errors(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address, headers={"If-None-Match": "*"}).status_code == status


@pytest.mark.parametrize(
    "setting",
    [
        {"fold": "off"},
        {"rate_limit": "9/minute"},
        {"crawlers": "refuse"},
        {"export_limit": 0},
        {"site_name": "x"},
    ],
)
def test_an_answer_stands_no_longer_where_a_setting_changes_it(setting: dict[str, Any]) -> None:
    address = "/search?q=المكتبة"
    tag = create_app(Settings(), FakeSearcher()).test_client().get(address).headers["ETag"]
    changed = create_app(Settings(**setting), FakeSearcher()).test_client()
    assert changed.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_answers_are_compressed_where_asked(client: FlaskClient) -> None:
    plain = client.get(SEARCH + "?q=المكتبة")
    packed = client.get(SEARCH + "?q=المكتبة", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]
    unchanged = {"If-None-Match": packed.headers["ETag"], "Accept-Encoding": "gzip"}
    assert client.get(SEARCH + "?q=المكتبة", headers=unchanged).status_code == 304


@pytest.mark.parametrize(
    ("setting", "origin", "allowed"),
    [
        ("", "https://a.example", None),
        ("*", "https://a.example", "*"),
        ("https://a.example, https://b.example", "https://b.example", "https://b.example"),
        ("https://a.example", "https://evil.example", None),
    ],
)
def test_other_origins_read_by_setting_only(setting: str, origin: str, allowed: str | None) -> None:
    client = create_app(Settings(rate_limit="off", cors=setting), FakeSearcher()).test_client()
    response = client.get(SEARCH + "?q=x", headers={"Origin": origin})
    assert response.headers.get("Access-Control-Allow-Origin") == allowed
    assert client.get("/", headers={"Origin": origin}).headers.get("Access-Control-Allow-Origin") is None


def test_a_page_elsewhere_may_ask_whether_an_answer_changed() -> None:
    client = create_app(Settings(rate_limit="off", cors="https://a.example"), FakeSearcher()).test_client()
    asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
    headers = client.options(SEARCH, headers={"Origin": "https://a.example", **asked}).headers
    assert headers["Access-Control-Allow-Origin"] == "https://a.example"
    assert "GET" in headers["Access-Control-Allow-Methods"]
    assert headers["Access-Control-Allow-Headers"] == "If-None-Match"
    assert "Access-Control-Allow-Headers" not in client.get(SEARCH + "?q=x").headers


@pytest.mark.parametrize("address", ["/none", SEARCH + "?page=0", "/api/v1/articles/none", "/api/v2"])
def test_no_error_is_kept_by_caches(client: FlaskClient, address: str) -> None:
    assert client.get(address).headers["Cache-Control"] == "no-store"


def test_head_and_options(client: FlaskClient) -> None:
    head = client.head(SEARCH + "?q=المكتبة")
    assert (head.status_code, head.data) == (200, b"")
    assert client.options(SEARCH).status_code == 200
