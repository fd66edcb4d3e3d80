"""The OpenAPI document is valid, tells of every route and every error, and what it says of limits is true."""

from __future__ import annotations

import re
from typing import Any

from fake import FakeSearcher
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from search import errors, model
from search.settings import Settings
from web import create_app
from web.api.contract import ERRORS
from web.api.openapi import document
from web.api.parameters import SearchParameters
from web.pages import filters


def test_the_document_is_valid_openapi(client: FlaskClient) -> None:
    served = client.get("/openapi.json").json
    assert served["openapi"].startswith("3.1")
    validate(served)


def test_the_contract_is_in_english_whoever_asks(client: FlaskClient) -> None:
    arabic = {"Accept-Language": "ar", "Cookie": "lang=ar"}
    assert client.get("/openapi.json?lang=ar", headers=arabic).json == client.get("/openapi.json").json


def test_the_document_tells_of_every_route(app: Flask) -> None:
    routes = {
        re.sub(r"<(\w+)>", r"{\1}", rule.rule) for rule in app.url_map.iter_rules() if "/api/" in rule.rule
    }
    assert routes == set(document()["paths"])


def test_the_parameters_of_search_are_those_of_the_design() -> None:
    names = [each["name"] for each in _search()["parameters"]]
    assert " ".join(names) == (
        "lang q sort from to source author tag page size facets match snippet passages collapse"
    )


def test_limits_are_told() -> None:
    shapes = _shapes()
    assert shapes["size"] == {"type": "integer", "minimum": 1, "maximum": 100, "default": 10}
    assert shapes["q"]["maxLength"] == model.MAX_QUERY
    assert shapes["sort"]["enum"] == ["relevance", "newest", "oldest"]
    assert shapes["facets"]["items"]["enum"] == list(model.FACETS)
    assert all("description" in each and each["description"] for each in _search()["parameters"])


def test_names_that_answers_hold_are_told() -> None:
    schemas = document()["components"]["schemas"]
    told = {
        (shape, name): schemas[shape]["properties"][name]["enum"]
        for shape, name in [
            ("WhyAnswer", "level"),
            ("WhyAnswer", "how"),
            ("SuggestionAnswer", "kind"),
            ("WarningAnswer", "code"),
            ("HighlightAnswer", "field"),
        ]
    }
    assert told["WhyAnswer", "level"] == ["vocalised", "surface", "folded", "lemma", "root"]
    assert set(told["WhyAnswer", "how"]) == set(filters.REASONS)
    assert set(told["SuggestionAnswer", "kind"]) == set(filters.SUGGESTIONS)
    assert {"no_words", "respelled", "more_warnings"} < set(told["WarningAnswer", "code"])


def test_what_names_do_not_say_is_told() -> None:
    schemas = document()["components"]["schemas"]
    for shape in ("HitAnswer", "ArticleAnswer", "ArticleHead"):
        properties = schemas[shape]["properties"]
        assert "Empty" in properties["title"]["description"]
        assert {"type": "string", "format": "date"} in properties["date"]["anyOf"]
    for name in ("score", "match", "title_html", "snippet_html", "highlights", "why", "copies"):
        assert schemas["HitAnswer"]["properties"][name]["description"]


def test_the_pattern_of_dates_is_read_by_any_program() -> None:
    """JSON Schema asks for no more than groups and counts: Go's and Rust's expressions cannot look ahead."""
    pattern = _shapes()["from"]["pattern"]
    assert "(?" not in pattern
    years = [f"{year:04}" for year in range(10_000)]
    assert [each for each in years if not re.fullmatch(pattern, each)] == ["0000"]


def test_headers_that_are_told_are_sent() -> None:
    client = create_app(Settings(rate_limit="2/day"), FakeSearcher()).test_client()
    address = "/api/v1/search"
    first = client.get(address)
    answers = [
        first,
        client.get(address, headers={"If-None-Match": first.headers["ETag"]}),
        client.get(address),
    ]
    assert [each.status_code for each in answers] == [200, 304, 429]
    for answer in answers:
        told = _search()["responses"][str(answer.status_code)]["headers"]
        assert told and set(told) <= set(answer.headers.keys())


def test_every_error_of_the_project_has_a_status() -> None:
    raised = {each.code for each in _subclasses(errors.FihrisError)}
    never_while_serving = {"error", "bad_setting", "cannot_index", "unreadable"}
    assert raised - never_while_serving <= set(ERRORS)


def test_the_document_does_not_change_from_call_to_call() -> None:
    assert document() == document()
    assert SearchParameters.model_fields["from_"].alias == "from"


def _search() -> dict[str, Any]:
    found: dict[str, Any] = document()["paths"]["/api/v1/search"]["get"]
    return found


def _shapes() -> dict[str, Any]:
    return {each["name"]: each["schema"] for each in _search()["parameters"]}


def _subclasses(kind: type[errors.FihrisError]) -> list[type[errors.FihrisError]]:
    found = [kind]
    for each in kind.__subclasses__():
        found += _subclasses(each)
    return [each for each in found if each.__module__ == "search.errors"]
