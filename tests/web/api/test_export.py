"""Exports: which articles, how many, as files, page by page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import count

import pytest
from fake import ARTICLES, FakeSearcher
from flask.testing import FlaskClient

from search.export.formats import FORMATS
from search.model import SearchPage, SearchRequest
from search.settings import Settings
from web import create_app
from web.api import export
from web.api.openapi import document
from web.limits.rate import COSTS

EXPORT = "/api/v1/export"


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_is_a_file_as_the_contract_says(client: FlaskClient, name: str) -> None:
    response = client.get(f"{EXPORT}?q=المكتبة&format={name}")
    told = document()["paths"][EXPORT]["get"]["responses"]["200"]
    assert response.status_code == 200 and response.mimetype in told["content"]
    assert response.headers["Content-Disposition"] == f"attachment; filename=fihris.{FORMATS[name].ending}"
    assert {header for header in told["headers"] if not header.startswith("RateLimit")} <= set(
        dict(response.headers)
    )
    assert "المكتبة" in response.get_data(as_text=True)


def ids(answer: str) -> list[str]:
    return [json.loads(line)["id"] for line in answer.splitlines()]


@pytest.mark.parametrize("size", [1, 3, 50])
def test_all_pages_of_full_hits_are_there_once(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(export, "PAGE", size)
    shown = client.get("/api/v1/search?q=المكتبة&size=100&match=full").json
    response = client.get(f"{EXPORT}?q=المكتبة")
    assert ids(response.get_data(as_text=True)) == [hit["id"] for hit in shown["hits"]]
    assert response.headers["X-Total-Count"] == str(shown["total"])


def test_filters_and_order_are_those_of_a_search(client: FlaskClient) -> None:
    asked = "source=وكالة البريد&from=2020&sort=oldest"
    shown = client.get(f"/api/v1/search?{asked}&size=100").json
    assert ids(client.get(f"{EXPORT}?{asked}").get_data(as_text=True)) == [hit["id"] for hit in shown["hits"]]
    assert client.get(EXPORT).get_data() == b""


@pytest.mark.parametrize("limit", [1, 2, 7])
def test_an_export_ends_at_the_limit(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "PAGE", 2)
    client = create_app(Settings(rate_limit="off", export_limit=limit), FakeSearcher()).test_client()
    response = client.get(f"{EXPORT}?q=*")
    assert len(ids(response.get_data(as_text=True))) == limit
    assert response.headers["X-Total-Count"] == str(len(ARTICLES))


def test_exports_can_be_turned_off() -> None:
    client = create_app(Settings(rate_limit="off", export_limit=0), FakeSearcher()).test_client()
    response = client.get(f"{EXPORT}?q=*")
    assert response.status_code == 404
    assert "FIHRIS_EXPORT_LIMIT" in response.json["error"]["message"]


def test_an_index_that_changes_meanwhile_repeats_no_article(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages may have an article in common, as when a new one comes before it; one may be gone."""
    monkeypatch.setattr(export, "PAGE", 2)

    class Changing(FakeSearcher):
        def search(self, request: SearchRequest) -> SearchPage:
            page = super().search(replace(request, page=1, size=100))
            start = (request.page - 1) * (request.size - 1)
            return replace(page, hits=page.hits[start : start + 2] if request.page < 4 else ())

    client = create_app(Settings(rate_limit="off"), Changing()).test_client()
    told = ids(client.get(f"{EXPORT}?q=*").get_data(as_text=True))
    assert len(told) == len(set(told)) == 4


@pytest.mark.parametrize("query", ["format=xlsx", "page=2", "match=full", "from=2021-13"])
def test_what_an_export_does_not_take_is_named(client: FlaskClient, query: str) -> None:
    response = client.get(f"{EXPORT}?q=x&{query}")
    assert response.status_code == 400
    assert response.json["error"]["parameter"] == query.split("=")[0]


def test_pages_are_made_as_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is made for a client that has stopped reading."""
    asked: list[int] = []

    class Counting(FakeSearcher):
        def search(self, request: SearchRequest) -> SearchPage:
            asked.append(request.page)
            return super().search(request)

    monkeypatch.setattr(export, "PAGE", 2)
    response = create_app(Settings(rate_limit="off"), Counting()).test_client().get(f"{EXPORT}?q=*")
    pieces = iter(response.iter_encoded())
    for pages in ([1], [1, 2]):
        next(pieces)
        assert asked == pages
    response.close()
    assert asked == [1, 2]


def test_every_page_is_charged_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "PAGE", 2)
    monkeypatch.setattr("web.limits.counting.time.thread_time", count().__next__)  # a second at every look

    def left(pages: int) -> int:
        client = create_app(Settings(rate_limit="10000/day"), FakeSearcher()).test_client()
        pieces = iter(client.get(f"{EXPORT}?q=*").iter_encoded())
        for _ in range(pages):
            next(pieces)
        told = client.get("/help").headers["RateLimit"]
        return int(re.search(r"r=(\d+)", told)[1])

    assert left(1) - left(2) == left(2) - left(3) == 1 / COSTS
