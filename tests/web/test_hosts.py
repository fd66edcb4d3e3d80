"""Under which names the page answers, and what it makes of names that are none."""

from __future__ import annotations

import pytest
from fake import FakeSearcher
from flask.testing import FlaskClient

from search.errors import BadSetting
from search.settings import Settings
from web import create_app


def client_with(**settings: object) -> FlaskClient:
    return create_app(Settings(rate_limit="off", **settings), FakeSearcher()).test_client()  # type: ignore[arg-type]


def test_only_named_hosts_are_answered_where_they_are_named() -> None:
    client = client_with(hosts="search.example.org, .example.net")
    for host, status in {
        "search.example.org": 200, "search.example.org:8000": 200, "a.example.net": 200, "evil.example": 400
    }.items():  # fmt: skip
        for address in ("/", "/feed.atom?q=المكتبة", "/opensearch.xml", "/api/v1/search?q=المكتبة"):
            answer = client.get(address, headers={"Host": host})
            assert answer.status_code == status, (host, address)
            assert "evil" not in answer.text
        assert client.get("/readyz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["a" * 64, "a..b", "." * 3])
@pytest.mark.parametrize("hosts", ["", "search.example.org"])
def test_a_host_that_is_no_name_is_a_bad_request(host: str, hosts: str) -> None:
    client = client_with(hosts=hosts)
    for address in (
        "/",
        "/none",
        "/feed.atom?q=المكتبة",
        "/opensearch.xml",
        "/api/v1/search?q=المكتبة",
        "/healthz",
    ):
        answer = client.get(address, headers={"Host": host})
        assert (answer.status_code, answer.json["error"]["code"]) == (400, "bad_request"), address


@pytest.mark.parametrize("hosts", ["http://a.example", "a.example/path", "a.example,", "a b", "*"])
def test_wrong_hosts_are_one_sentence(hosts: str) -> None:
    with pytest.raises(BadSetting, match="FIHRIS_HOSTS"):
        create_app(Settings(hosts=hosts), FakeSearcher())


@pytest.mark.parametrize(
    ("setting", "host", "status"),
    [
        ("Search.Example.org", "search.example.org", 200),
        ("search.example.org", "SEARCH.example.ORG:8000", 200),
        ("search.example.org:8000", "search.example.org", 200),
        ("search.example.org", "search.example.org.", 200),
        (".Example.org", "a.b.example.org", 200),
        (".example.org", "example.org", 200),
        (".example.org", "badexample.org", 400),
        ("بحث.example", "xn--ngbgf.example", 200),
        ("xn--ngbgf.example", "xn--ngbgf.example:443", 200),
        ("[::1]", "[::1]:8000", 200),
        ("[::1]:8000", "[::1]", 200),
        ("[::1]", "[::2]", 400),
        ("search.example.org", "search.example.org.evil.example", 400),
        ("search.example.org", "evil.example:search.example.org", 400),
    ],
)
def test_a_host_is_compared_as_names_are(setting: str, host: str, status: int) -> None:
    assert client_with(hosts=setting).get("/", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("host", ["a b", "a/b", "a,b", "a@b", "<a>", "", ":80", "a:b", "a?b", "a#b"])
@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host"])
def test_no_page_is_made_for_what_is_no_name(host: str, header: str) -> None:
    if not host and header != "Host":  # a proxy that names no host says nothing of it
        return
    client = client_with(trusted_proxies=1)
    for address in ("/", "/feed.atom?q=المكتبة", "/article/a1"):
        given = {header: f'"{host}"' if "," in host else host}
        answer = client.get(address, headers=given)
        assert (answer.status_code, answer.json["error"]["code"]) == (400, "bad_request"), (address, given)


def test_operators_ask_under_a_name_of_their_own() -> None:
    client = client_with(hosts="search.example.org")
    for address in ("/healthz", "/readyz", "/metrics"):
        assert client.get(address, headers={"Host": "fihris_web:8000"}).status_code == 200
        assert client.get(address, headers={"Host": "a,b"}).status_code == 400
