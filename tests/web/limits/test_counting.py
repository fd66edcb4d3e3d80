"""Requests counted: who is one client, what one costs, and what a client is told."""

from __future__ import annotations

import re

import pytest
from calls import calls_of
from fake import FakeSearcher
from flask.testing import FlaskClient

from search.errors import BadSetting
from search.model import SearchPage, SearchRequest
from search.settings import Settings
from web import create_app
from web.hosts import OPERATORS
from web.limits.clients import client_behind
from web.limits.rate import COSTS
from web.server.asgi import CHEAP


class Costly(FakeSearcher):
    """A searcher whose searches cost as many seconds as the query says, by a clock of its own."""

    now = 0.0

    def search(self, request: SearchRequest) -> SearchPage:
        self.now += float(request.query)
        return super().search(request)


@pytest.fixture
def searcher(monkeypatch: pytest.MonkeyPatch) -> Costly:
    searcher = Costly()
    monkeypatch.setattr("web.limits.counting.time.thread_time", lambda: searcher.now)
    monkeypatch.setattr("web.limits.shares.time.monotonic", lambda: 1_000.0 + searcher.now)
    return searcher


def client_with(searcher: FakeSearcher, **settings: object) -> FlaskClient:
    return create_app(Settings(**settings), searcher).test_client()  # type: ignore[arg-type]


def limit_of(answer: object) -> tuple[int, int]:
    """What an answer says is left: requests and seconds."""
    found = re.fullmatch(r'"default";r=(\d+);t=(\d+)', answer.headers["RateLimit"])  # type: ignore[attr-defined]
    assert found
    return int(found[1]), int(found[2])


def test_clients_are_limited_each_for_itself(searcher: Costly) -> None:
    client = client_with(searcher, rate_limit="2/minute")
    for _ in range(2):
        assert client.get("/search?q=0").status_code == 200
    refused = client.get("/search?q=0")
    assert refused.status_code == 429
    assert "طلبات كثيرة" in refused.get_data(as_text=True)
    answer = client.get("/api/v1/search?q=0")
    assert (answer.status_code, answer.json["error"]["code"]) == (429, "rate_limited")
    assert answer.headers["Retry-After"] == "30"
    assert client.get("/help", environ_base={"REMOTE_ADDR": "192.0.2.9"}).status_code == 200
    for address in ("/healthz", "/readyz", "/metrics", "/static/fihris.css"):
        answer = client.get(address)
        assert answer.status_code == 200 and "RateLimit" not in answer.headers


def test_a_client_is_told_what_is_left(searcher: Costly) -> None:
    client = client_with(searcher, rate_limit="60/minute")
    answers = [client.get("/api/v1/search?q=0") for _ in range(2)]
    assert [answer.headers["RateLimit-Policy"] for answer in answers] == ['"default";q=60;w=60'] * 2
    assert [limit_of(answer) for answer in answers] == [(59, 1), (58, 2)]
    same = client.get("/api/v1/search?q=0", headers={"If-None-Match": answers[0].headers["ETag"]})
    assert (same.status_code, limit_of(same)) == (304, (57, 3))
    assert limit_of(client.get("/none")) == (56, 4)
    searcher.now += 3.5
    assert limit_of(client.get("/api/v1/search?q=0"))[0] == 58  # those made before have been given back


def test_a_dear_request_counts_for_many(searcher: Costly) -> None:
    client = client_with(searcher, rate_limit="60/minute")
    cheap = client.get(f"/api/v1/search?q={COSTS / 2}")
    dear = client.get(f"/api/v1/search?q={COSTS * 50}")
    assert limit_of(cheap)[0] == 59
    assert limit_of(dear)[0] == 59 - 50 + 1  # as a second has passed
    refused = client.get(f"/api/v1/search?q={COSTS * 200}"), client.get("/api/v1/search?q=0")
    assert [answer.status_code for answer in refused] == [200, 429]
    left, seconds = limit_of(refused[1])
    assert left == 0 and refused[1].headers["Retry-After"] == str(seconds)
    searcher.now += seconds - 1
    assert client.get("/api/v1/search?q=0").status_code == 429  # refusals cost nothing
    searcher.now += 1
    assert client.get("/api/v1/search?q=0").status_code == 200


def test_no_debt_is_longer_than_a_window(searcher: Costly) -> None:
    client = client_with(searcher, rate_limit="60/minute")
    assert client.get(f"/api/v1/search?q={COSTS * 100_000}").status_code == 200
    assert 50 < limit_of(client.get("/api/v1/search?q=0"))[1] <= 61


def test_without_a_limit_nothing_is_told_of_one(searcher: Costly) -> None:
    client = client_with(searcher, rate_limit="off")
    for _ in range(50):
        answer = client.get(f"/api/v1/search?q={COSTS * 100}")
        assert answer.status_code == 200 and "RateLimit" not in answer.headers


def test_other_pages_may_read_what_is_left(searcher: Costly) -> None:
    answer = client_with(searcher, cors="*").get("/api/v1/search?q=0")
    exposed = answer.headers["Access-Control-Expose-Headers"].split(", ")
    assert {"RateLimit", "RateLimit-Policy", "Retry-After"} <= set(exposed)


@pytest.mark.parametrize("rate", ["fast", "0/minute", "10/fortnight", "10", "10/minute; 5/second"])
def test_a_wrong_rate_limit_is_one_sentence(rate: str) -> None:
    with pytest.raises(BadSetting, match="FIHRIS_RATE_LIMIT"):
        create_app(Settings(rate_limit=rate), FakeSearcher())


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("192.0.2.1", "192.0.2.2", 200),
        ("2001:db8::1", "2001:db8::ffff:2", 429),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", 200),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", 200),
        ("fe80::1%eth0", "fe80::2%eth0", 429),
        ("192.0.2.1:1000", "192.0.2.1:2000", 429),
        ("192.0.2.1:1000", "192.0.2.2:1000", 200),
        ("[2001:db8::1]:1000", "[2001:db8::2]:2000", 429),
        ("x" * 64, "x" * 9_000, 429),
    ],
)
def test_a_client_is_an_address_or_a_network_of_ipv6(first: str, second: str, status: int) -> None:
    client = client_with(FakeSearcher(), rate_limit="1/day", trusted_proxies=1)
    found = [client.get("/help", headers={"X-Forwarded-For": each}).status_code for each in (first, second)]
    assert found == [200, status]


@pytest.mark.parametrize(
    ("forwarded", "proxies", "client"),
    [
        ("", 0, "192.0.2.1"),
        ("192.0.2.7", 0, "192.0.2.1"),
        ("192.0.2.7", 1, "192.0.2.7"),
        ("192.0.2.7, 192.0.2.8", 1, "192.0.2.8"),
        ("192.0.2.7, 192.0.2.8", 2, "192.0.2.7"),
        ("192.0.2.7", 2, "192.0.2.1"),
        ("", 1, "192.0.2.1"),
        ("2001:db8::1", 1, "2001:db8::/64"),
        ('"[2001:db8::1]:4000"', 1, "2001:db8::/64"),
    ],
)
def test_turns_and_counts_know_one_client(forwarded: str, proxies: int, client: str) -> None:
    environ = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": forwarded}
    assert client_behind(environ, proxies) == client
    app = create_app(Settings(trusted_proxies=proxies), FakeSearcher())
    seen: list[str] = []

    @app.before_request
    def see() -> None:
        from flask import request

        from web.limits.clients import client_of

        seen.append(client_of(request.remote_addr or ""))

    app.test_client().get(
        "/help", environ_base={"REMOTE_ADDR": "192.0.2.1"}, headers={"X-Forwarded-For": forwarded}
    )
    assert seen == [client]


def test_what_costs_little_is_known_by_its_path_and_by_its_name() -> None:
    app = create_app(Settings(), FakeSearcher())
    for rule in app.url_map.iter_rules():
        assert rule.rule.startswith(CHEAP) == (rule.endpoint in OPERATORS), rule


@pytest.mark.parametrize("path", ["/search?q=0", "/api/v1/search?q=0"])
def test_a_refusal_costs_less_than_an_answer_whose_search_costs_nothing(searcher: Costly, path: str) -> None:
    client = client_with(searcher, rate_limit="3/day")
    assert client.get(path).status_code == 200  # what is done for the first time is done
    answered = calls_of(lambda: client.get(path))
    client.get(path)
    assert client.get(path).status_code == 429
    refused = calls_of(lambda: client.get(path))
    assert refused < answered
