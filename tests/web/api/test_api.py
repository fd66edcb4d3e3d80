"""The API keeps its contract: shapes, limits, one error shape, readable Arabic."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from fake import FakeSearcher
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from search.errors import BadSetting, EngineUnavailable, NoIndex
from search.model import Article
from search.settings import Settings
from web import create_app
from web.api import contract
from web.api.endpoints import ENDPOINTS
from web.api.openapi import document

SEARCH = "/api/v1/search"

ANSWERS = [
    (SEARCH + "?q=المكتبة", contract.SearchAnswer),
    (SEARCH + "?q=المكتبة&facets=source,author,tag,month&collapse=1&snippet=0", contract.SearchAnswer),
    (SEARCH + "?q=المكتبة&collapse=near", contract.SearchAnswer),
    (SEARCH + "?q=المكتبة&collapse=auto", contract.SearchAnswer),
    (SEARCH + "?q=المكتبة الزيتون", contract.SearchAnswer),
    (SEARCH + "?q=فراغ", contract.SearchAnswer),
    (SEARCH + '?q="', contract.SearchAnswer),
    ("/api/v1/suggest?q=الم", contract.SuggestAnswer),
    ("/api/v1/articles/a1", contract.ArticleAnswer),
    ("/api/v1/articles/a4?q=المدينة", contract.ArticleAnswer),
    ("/api/v1/articles/a1/related?size=3", contract.RelatedAnswer),
    ("/api/v1/articles/a1/similar", contract.SimilarAnswer),
    ("/api/v1/analyze?text=وبالمدرسة هناك", contract.AnalyzeAnswer),
]


@pytest.mark.parametrize(("address", "shape"), ANSWERS)
def test_answer_has_the_shape_of_the_contract(client: FlaskClient, address: str, shape: Any) -> None:
    response = client.get(address)
    assert response.status_code == 200
    schema = document()["components"]["schemas"]
    for each in schema.values():
        each["additionalProperties"] = False
    wanted = {"$ref": f"#/components/schemas/{shape.__name__}", "components": {"schemas": schema}}
    Draft202012Validator(wanted).validate(response.json)


def test_every_endpoint_is_among_the_tried() -> None:
    assert {each.answer for each in ENDPOINTS if not each.media} == {shape for _, shape in ANSWERS}


REFUSED = [
    ("page=0", "page"),
    ("page=x", "page"),
    ("page=", "page"),
    ("page=" + "9" * 5000, "page"),
    ("page=1.5", "page"),
    ("page=٢", "page"),
    ("size=0", "size"),
    ("size=101", "size"),
    ("page=101&size=100", "page"),
    ("sort=best", "sort"),
    ("from=yesterday", "from"),
    ("from=2021-13", "from"),
    ("from=2021-02-30", "from"),
    ("to=2021-3", "to"),
    ("to=0000", "to"),
    ("from=2021-03%0A", "from"),
    ("from=٢٠٢١", "from"),
    ("from=2021-04&to=2021-03", "from"),
    ("from=2022&to=2021-03", "from"),
    ("facets=source,colour", "facets"),
    ("match=partial", "match"),
    ("snippet=-1", "snippet"),
    ("snippet=2001", "snippet"),
    ("passages=-1", "passages"),
    ("passages=6", "passages"),
    ("collapse=yes", "collapse"),
    ("lang=fr", "lang"),
    ("q=a&q=b", "q"),
    ("query=x", "query"),
    ("source=" + "x" * 301, "source"),
    ("source=", "source"),
    ("tag=x&tag=", "tag"),
    ("&".join(["tag=x"] * 51), "tag"),
]


@pytest.mark.parametrize(("query", "parameter"), REFUSED)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_wrong_value_is_named(client: FlaskClient, query: str, parameter: str, language: str) -> None:
    response = client.get(f"{SEARCH}?{query}", headers={"Accept-Language": language})
    assert response.status_code == 400
    error = response.json["error"]
    assert (error["code"], error["parameter"]) == ("bad_request", parameter)
    assert parameter in error["message"]
    assert bool(re.search("[\u0621-\u064a]", error["message"])) == (language == "ar")


@pytest.mark.parametrize(
    "query",
    ["from=2021&to=2021-03-15", "from=2021-03-15&to=2021", "from=2020-02-29", "page=100&size=100"],
)
def test_a_right_value_is_taken(client: FlaskClient, query: str) -> None:
    assert client.get(f"{SEARCH}?q=المكتبة&{query}").status_code == 200


def test_a_long_query_has_its_own_code(client: FlaskClient) -> None:
    assert client.get(SEARCH, query_string={"q": "م" * 512}).status_code == 200
    response = client.get(SEARCH, query_string={"q": "م" * 513})
    assert response.status_code == 400
    assert response.json["error"]["code"] == "query_too_long"


def test_an_empty_query_has_no_hits(client: FlaskClient) -> None:
    for address in (SEARCH, SEARCH + "?q=", SEARCH + "?q=%20"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.json["hits"] == []


@pytest.mark.parametrize(
    "raw", ["%00", "%ED%A0%80", "%FF%FE", "((((", "%22", "*", "a%20AND", "%3Cscript%3E", "%E2%80%AE", "%25s"]
)
def test_hostile_queries_are_answered(client: FlaskClient, raw: str) -> None:
    response = client.get(f"{SEARCH}?q={raw}")
    assert response.status_code == 200
    assert client.get(f"/search?q={raw}").status_code == 200
    assert client.get(f"/feed.atom?q={raw}").status_code == 200


def test_hits_say_all_that_the_contract_promises(client: FlaskClient) -> None:
    answer = client.get(SEARCH + "?q=المكتبة&facets=month,source&collapse=1&size=1").json
    hit = answer["hits"][0]
    assert hit["id"] == "a1"
    assert hit["match"] == "full"
    assert (answer["folding"], hit["copies"], hit["copies_from"]) == ("identical", 1, ["وكالة البريد"])
    assert hit["similar"] == "/api/v1/articles/a1/similar?kind=identical"
    assert [each["id"] for each in client.get(hit["similar"]).json["articles"]] == ["a2"]
    assert hit["title_html"] == "<mark>المكتبة</mark> العامة تفتح أبوابها"
    text = client.get("/api/v1/articles/a1").json["text"]
    assert {text[h["start"] : h["end"]] for h in hit["highlights"]} == {"المكتبة"}
    assert answer["generation"] == 3
    assert answer["facets"]["month"][0] == ["2021-12", 1]
    assert answer["took_ms"] > 0


def test_partial_hits_can_be_left_out(client: FlaskClient) -> None:
    both = client.get(SEARCH + "?q=المكتبة الزيتون").json
    assert {hit["match"] for hit in both["hits"]} == {"partial"}
    full = client.get(SEARCH + "?q=المكتبة الزيتون&match=full").json
    assert (full["hits"], full["total_partial"]) == ([], 0)


def test_filters_may_be_repeated(client: FlaskClient) -> None:
    one = client.get(SEARCH + "?q=المكتبة&source=وكالة البريد").json["total"]
    two = client.get(SEARCH + "?q=المكتبة&source=وكالة البريد&source=صحيفة النهار الجديد").json["total"]
    assert 0 < one < two


def test_arabic_is_readable_in_the_answer(client: FlaskClient) -> None:
    response = client.get(SEARCH + "?q=المكتبة")
    assert "المكتبة" in response.get_data(as_text=True)
    assert response.content_type == "application/json"


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/articles/none", 404, "not_found"),
        ("/api/v1/articles/none/related", 404, "not_found"),
        ("/api/v1/none", 404, "not_found"),
        ("/api/none", 404, "not_found"),
        (SEARCH + "?q=" + "a" * 20_000, 414, "uri_too_long"),
    ],
)
def test_every_error_has_one_shape(client: FlaskClient, address: str, status: int, code: str) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert list(response.json) == ["error"]
    assert response.json["error"]["code"] == code
    assert response.json["error"]["message"]


def test_only_reading_is_allowed(client: FlaskClient) -> None:
    for method in ("post", "put", "delete", "patch"):
        response = getattr(client, method)(SEARCH)
        assert response.status_code == 405
        assert response.json["error"]["code"] == "method_not_allowed"
        assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NoIndex("There is no index."), "no_index"),
        (EngineUnavailable("Not reached."), "engine_unavailable"),
    ],
)
def test_without_an_index_the_answer_is_503(
    client: FlaskClient, searcher: FakeSearcher, error: Exception, code: str
) -> None:
    searcher.fails = error
    response = client.get(SEARCH + "?q=x", headers={"Accept-Language": "ar"})
    assert response.status_code == 503
    assert response.json == {"error": {"code": code, "message": error.text("ar")}}  # type: ignore[attr-defined]
    assert client.get("/api/v1/analyze?text=x").status_code == 200  # needs no index


def test_an_accident_shows_nothing_of_the_server(client: FlaskClient, searcher: FakeSearcher) -> None:
    searcher.fails = RuntimeError("/secret/path")
    for address in (SEARCH + "?q=x", "/search?q=x"):
        response = client.get(address)
        assert response.status_code == 500
        assert "secret" not in response.get_data(as_text=True)
        assert "Traceback" not in response.get_data(as_text=True)


def test_a_bad_setting_found_late_shows_nothing_of_the_server(
    client: FlaskClient, searcher: FakeSearcher
) -> None:
    searcher.fails = BadSetting("The list /etc/secret cannot be read.")
    answer = client.get("/api/v1/search?q=المكتبة")
    assert answer.status_code == 500
    assert answer.json["error"]["code"] == "internal"
    assert "secret" not in answer.text + client.get("/search?q=المكتبة").text


@pytest.mark.parametrize("fold", ["off", "identical", "near"])
def test_who_asks_for_it_has_articles_folded_as_the_pages_are(fold: str) -> None:
    client = create_app(Settings(fold=fold), FakeSearcher()).test_client()
    assert client.get(SEARCH + "?q=المكتبة&collapse=auto").json["folding"] == fold
    assert client.get(SEARCH + "?q=المكتبة").json["folding"] == "off"


@pytest.mark.parametrize(
    "id",
    [
        "a/b",
        "https://example.org/2021/a?b=c#d",
        "//a",
        "a//b",
        "a%2Fb",
        "a b+c",
        "؟",
        "related",
        "a/",
        "a/../b",
    ],
)
def test_an_article_is_read_whatever_its_id(id: str) -> None:
    searcher = FakeSearcher([Article(id, "المكتبة"), Article("a", "المدينة")])
    client = create_app(Settings(rate_limit="off"), searcher).test_client()
    address = f"/api/v1/articles/{quote(id, safe='')}"
    assert client.get(address).json["id"] == id
    assert client.get(address + "/related").json["id"] == id
    link = f"/article/{quote(id, safe='')}"
    assert f'href="{link}?lang=en"' in client.get(link).text
    assert f'href="{link}' in client.get("/search?q=المكتبة").text
    assert f'href="http://localhost{link}"' in client.get("/feed.atom?q=المكتبة").text
