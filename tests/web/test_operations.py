"""Health, metrics, logs, headers, limits, feeds: what operators and other programs rely on."""

from __future__ import annotations

import gzip
import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from fake import FakeSearcher
from flask.testing import FlaskClient
from granian.log import LogLevels
from granian.log import configure_logging as configure_server_logging
from lxml import etree

from search.errors import BadSetting, NoIndex
from search.query.language.warnings import out_of_time
from search.settings import Settings
from web import create_app
from web.logs import SERVER_LOG, JsonLines, configure_logging

NOT_THERE = NoIndex("There is no index.")


def client_with(searcher: FakeSearcher | None = None, **settings: object) -> FlaskClient:
    given = {"rate_limit": "off", **settings}
    return create_app(Settings(**given), searcher or FakeSearcher()).test_client()  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["/api/v1/search", "/search", "/feed.atom"])
def test_an_answer_that_was_cut_short_is_not_kept(
    client: FlaskClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    search = searcher.search
    monkeypatch.setattr(
        searcher, "search", lambda request: replace(search(request), warnings=(out_of_time(),))
    )
    response = client.get(path + "?q=المكتبة")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


def test_alive_is_not_ready(client: FlaskClient, searcher: FakeSearcher) -> None:
    assert client.get("/healthz").json["status"] == "ok"
    assert client.get("/readyz").json == {"status": "ready", "generation": 3, "articles": 24}
    searcher.fails = NOT_THERE
    assert client.get("/healthz").status_code == 200
    response = client.get("/readyz")
    assert (response.status_code, response.json["error"]["code"]) == (503, "no_index")
    assert response.headers["Cache-Control"] == "no-store"


def test_metrics_count_requests_results_and_the_index() -> None:
    searcher = FakeSearcher()
    client = client_with(searcher)
    for query in ("المكتبة", "فراغ", ""):
        client.get("/api/v1/search", query_string={"q": query})
    client.get("/search?q=المكتبة")
    client.get("/article/none")
    shown = client.get("/metrics").get_data(as_text=True)
    assert 'fihris_request_duration_seconds_count{route="/api/v1/search",status="200"} 3.0' in shown
    assert 'fihris_request_duration_seconds_count{route="/article/<id>",status="404"} 1.0' in shown
    assert "fihris_search_results_count 3.0" in shown
    assert "fihris_searches_without_results_total 1.0" in shown
    assert "fihris_index_generation 3.0" in shown
    assert "fihris_index_articles 24.0" in shown
    searcher.fails = NOT_THERE
    assert "fihris_index_articles 24.0" not in client.get("/metrics").get_data(as_text=True)


def test_the_query_log_keeps_queries_and_no_addresses(tmp_path: Path) -> None:
    kept = tmp_path / "queries.jsonl"
    client = client_with(query_log=kept)
    client.get("/search?q=المكتبة", headers={"X-Forwarded-For": "192.0.2.7"})
    client.get("/api/v1/search?q=فراغ")
    client.get("/api/v1/search?q=")
    lines = [json.loads(line) for line in kept.read_text("utf-8").splitlines()]
    assert [(line["query"], line["total"]) for line in lines] == [("المكتبة", 19), ("فراغ", 0)]
    assert set(lines[0]) == {"time", "query", "page", "total", "total_partial", "took_ms"}


def test_only_its_owner_reads_the_query_log(tmp_path: Path) -> None:
    kept = tmp_path / "queries.jsonl"
    client = client_with(query_log=kept)
    for rotated in ("old", "older"):
        client.get("/search?q=المكتبة")
        assert kept.stat().st_mode & 0o777 == 0o600
        kept.rename(tmp_path / rotated)
    kept.touch(0o640)
    client.get("/search?q=المكتبة")
    assert kept.stat().st_mode & 0o777 == 0o640  # as whoever made it wants it
    assert [len((tmp_path / name).read_text().splitlines()) for name in ("old", "older", kept)] == [1, 1, 1]


def test_no_query_log_unless_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    client_with().get("/search?q=المكتبة")
    assert list(tmp_path.iterdir()) == []


def test_a_query_log_that_cannot_be_written_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert client_with(query_log=tmp_path).get("/search?q=المكتبة").status_code == 200
    assert "query log" in caplog.text


def test_requests_are_logged_as_json_without_queries(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "fihris.web"):
        client_with().get("/api/v1/search?q=سر")
    line = json.loads(JsonLines().format(caplog.records[-1]))
    assert (line["route"], line["status"], line["method"]) == ("/api/v1/search", 200, "GET")
    assert "سر" not in json.dumps(line, ensure_ascii=False)


def test_all_logs_are_lines_of_json(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.root, "handlers", [])
    configure_logging("info")
    configure_server_logging(LogLevels.warning, SERVER_LOG)
    for name in ("fihris.web", "web", "library", "_granian"):
        logging.getLogger(name).error("two\nlines \x1b[1m of %s", name)
    logging.getLogger("fihris.web").setLevel(logging.NOTSET)
    out, err = capsys.readouterr()
    lines = [json.loads(line) for line in err.splitlines()]
    assert [line["message"].split()[-1] for line in lines] == [
        "fihris.web",
        "web",
        "library",
        "_granian",
    ]
    assert not out and "\x1b" not in err


def test_an_accident_is_logged_with_its_route_and_no_query(caplog: pytest.LogCaptureFixture) -> None:
    searcher = FakeSearcher()
    searcher.fails = RuntimeError("gone")
    client_with(searcher).get("/article/a1?q=سر")
    line = json.loads(JsonLines().format(caplog.records[0]))
    assert (line["level"], line["method"], line["route"]) == ("error", "GET", "/article/<id>")
    assert "RuntimeError: gone" in line["trace"]
    assert "سر" not in json.dumps(line, ensure_ascii=False)


@pytest.mark.parametrize("address", ["/", "/api/v1/search?q=x", "/none", "/static/fihris.css", "/healthz"])
def test_headers_of_safety_are_everywhere(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(("trusted", "statuses"), [(0, [200, 429]), (1, [200, 200])])
def test_a_proxys_word_counts_by_setting_only(trusted: int, statuses: list[int]) -> None:
    client = client_with(rate_limit="1/day", trusted_proxies=trusted)
    found = [client.get("/help", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code for n in (1, 2)]
    assert found == statuses


@pytest.mark.parametrize(
    ("prefix", "proto", "link"),
    [
        ("/news", "https", "https://localhost/news/article/a1"),
        ("/a/b-c.d/", "http", "http://localhost/a/b-c.d/article/a1"),
        ("/%D8%A8%D8%AD%D8%AB", "http", "http://localhost/%D8%A8%D8%AD%D8%AB/article/a1"),
        ("//evil.example", "http", "http://localhost/article/a1"),
        ("/\\evil.example", "http", "http://localhost/article/a1"),
        ("javascript:alert(1)//", "javascript", "http://localhost/article/a1"),
    ],
)
def test_no_word_of_a_proxy_leads_links_elsewhere(prefix: str, proto: str, link: str) -> None:
    headers = {"X-Forwarded-Prefix": prefix, "X-Forwarded-Proto": proto}
    for trusted, expected in ((0, "http://localhost/article/a1"), (1, link)):
        page = client_with(trusted_proxies=trusted).get("/article/a1", headers=headers).text
        assert f'rel="canonical" href="{expected}"' in page
        assert trusted or "news" not in page
        assert "evil" not in page and "javascript:" not in page


@pytest.mark.parametrize("origins", ["example.org", "https://a.example/path", "https://a.example,"])
def test_wrong_origins_are_one_sentence(origins: str) -> None:
    with pytest.raises(BadSetting, match="FIHRIS_CORS"):
        create_app(Settings(cors=origins), FakeSearcher())


def test_bodies_are_refused(client: FlaskClient) -> None:
    assert client.post("/search", data=b"x" * 100_000).status_code in (405, 413)


def test_static_files_are_kept(client: FlaskClient) -> None:
    assert "immutable" in client.get("/static/fihris.css?v=1").headers["Cache-Control"]
    assert "max-age=604800" in client.get("/static/naskh-arabic.woff2").headers["Cache-Control"]
    assert client.get("/static/../pages.py").status_code == 404


def test_a_browser_can_add_the_engine(client: FlaskClient) -> None:
    response = client.get("/opensearch.xml")
    assert response.mimetype == "application/opensearchdescription+xml"
    root = etree.fromstring(response.data)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.findtext(space + "ShortName") == "فهرس"
    templates = {each.get("type"): each.get("template") for each in root.iter(space + "Url")}
    assert templates["text/html"] == "http://localhost/search?q={searchTerms}"
    assert 'href="/opensearch.xml"' in client.get("/").get_data(as_text=True)


def test_the_engines_description_is_xml_and_stands_until_it_changes() -> None:
    client = client_with(site_name="a\x01b")
    first = client.get("/opensearch.xml")
    long = etree.fromstring(client_with(site_name="س" * 20).get("/opensearch.xml").data)
    assert long.findtext("{*}ShortName") == "س" * 16  # its limit in the standard
    assert "a\ufffdb" in "".join(etree.fromstring(first.data).itertext())
    assert "Cookie" in first.headers["Vary"]  # its language
    unchanged = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/opensearch.xml", headers=unchanged).status_code == 304
    assert client.get("/opensearch.xml?lang=en", headers=unchanged).status_code == 200


def test_any_query_is_a_feed(client: FlaskClient) -> None:
    response = client.get("/feed.atom?q=المدينة")
    assert response.mimetype == "application/atom+xml"
    root = etree.fromstring(response.data)
    space = "{http://www.w3.org/2005/Atom}"
    assert root.findtext(space + "updated") == "2021-03-11T00:00:00Z"
    entries = list(root.iter(space + "entry"))
    assert [entry.findtext(space + "updated")[:4] for entry in entries] == ["2021", "2021", "2019"]
    assert entries[0].find(space + "link").get("href") == "http://localhost/article/a1"
    assert "<mark>المدينة</mark>" in entries[0].findtext(space + "summary")
    narrowed = etree.fromstring(client.get("/feed.atom?q=المدينة&from=2021&sort=oldest").data)
    links = {each.get("rel"): each.get("href") for each in narrowed.findall(space + "link")}
    assert links["self"].endswith("&from=2021&sort=oldest")
    assert links["alternate"].startswith("http://localhost/search?q=")
    assert links["alternate"].endswith("&from=2021")
    unchanged = client.get("/feed.atom?q=المدينة", headers={"If-None-Match": response.headers["ETag"]})
    assert unchanged.status_code == 304
    for address, title, first in [
        ("/feed.atom", "كل المقالات — فهرس", "أخبار المكتبة 11"),
        ("/feed.atom?source=وكالة البريد&to=2020", "وكالة البريد · إلى 2020 — فهرس", "أخبار المكتبة 10"),
    ]:
        feed = etree.fromstring(client.get(address).data)
        assert feed.findtext(space + "title") == title
        assert feed.find(space + "entry").findtext(space + "title") == first


@pytest.mark.parametrize(
    "query", ["a%00b", "a%0Bb", "%08", "%EF%BF%BE", "%ED%A0%80", "%3C%26%22", "%F0%9F%98%80"]
)
def test_a_feed_of_any_query_is_xml(client: FlaskClient, query: str) -> None:
    assert etree.fromstring(client.get(f"/feed.atom?q={query}").data) is not None


def test_a_feed_is_named_by_an_address(client: FlaskClient) -> None:
    """Signs that an address may not hold (RFC 3987) are quoted in it, as letters are."""
    feed = etree.fromstring(client.get("/feed.atom", query_string={"q": '"مدينة" {<^>}'}).data)
    space = "{http://www.w3.org/2005/Atom}"
    address = "http://localhost/feed.atom?q=%22%D9%85%D8%AF%D9%8A%D9%86%D8%A9%22+%7B%3C%5E%3E%7D"
    assert feed.findtext(space + "id") == address
    assert feed.find(space + "link[@rel='self']").get("href") == address


def test_links_of_feeds_are_absolute(client: FlaskClient) -> None:
    given = {"Host": "search.example:8443", "X-Forwarded-Prefix": "/under"}
    feed = etree.fromstring(client.get("/feed.atom?q=المكتبة&lang=en", headers=given).data)
    links = feed.xpath("//@href")
    assert len(links) > 5 and all(link.startswith("http://search.example:8443/") for link in links)
    (own,) = feed.xpath("//@href[../@rel='self']")
    assert own == feed.findtext("{*}id") and own.endswith("&lang=en")
    assert client.get(own.removeprefix("http://search.example:8443")).status_code == 200
    (pages,) = feed.xpath("/*/*[@rel='alternate']/@href")
    assert pages.endswith("/search?q=%D8%A7%D9%84%D9%85%D9%83%D8%AA%D8%A8%D8%A9&lang=en")


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
@pytest.mark.parametrize("name", ["fihris.css", "fihris.js"])
def test_static_files_are_compressed(client: FlaskClient, name: str, encoding: str) -> None:
    plain = client.get(f"/static/{name}")
    packed = client.get(f"/static/{name}", headers={"Accept-Encoding": encoding})
    assert packed.headers["Content-Encoding"] == encoding
    assert len(packed.data) < len(plain.data) / 2
    if encoding == "gzip":
        assert gzip.decompress(packed.data) == plain.data
