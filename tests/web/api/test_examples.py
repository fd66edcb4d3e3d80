"""The answers that the documentation shows are what the API answers on the articles of articles.jsonl.

Where a change of answers is meant, write them anew:
`PYTHONPATH=.:tests python tests/web/api/test_examples.py`.
"""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from support import ROOT, reindex

from search.settings import Settings
from web import create_app
from web.api.endpoints import Endpoint
from web.api.examples import EXAMPLES, RECORDED
from web.api.openapi import document
from web.api.views import ENDPOINTS

ARTICLES = ROOT / "tests/web/api/articles.jsonl"
MEASURED = ("took_ms", "score", "generation")
"""Fields whose number may be another: of the right type it has to be all the same."""


def client_on(folder: Path) -> FlaskClient:
    """A client of an application on an index of the articles."""
    settings = Settings(index=folder, engine="whoosh", rate_limit="off")
    reindex(settings, [ARTICLES])
    return create_app(settings).test_client()


def answer(client: FlaskClient, endpoint: Endpoint) -> Any:
    """What the API answers to the example of a path."""
    response = client.get(f"{endpoint.example_path}?{endpoint.example}")
    assert response.status_code == 200, response.text
    return response.text if endpoint.media else response.json


def unmeasured(value: Any) -> Any:
    """The answer with the type in place of every number that is measured."""
    if isinstance(value, list):
        return [unmeasured(each) for each in value]
    if isinstance(value, dict):
        return {
            name: type(each).__name__ if name in MEASURED else unmeasured(each)
            for name, each in value.items()
        }
    return value


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return client_on(tmp_path_factory.mktemp("index"))


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_the_example_is_what_the_api_answers(client: FlaskClient, endpoint: Endpoint) -> None:
    assert unmeasured(EXAMPLES[endpoint.name]) == unmeasured(answer(client, endpoint)), "write it anew?"


def test_examples_show_something() -> None:
    search, related = EXAMPLES["search"], EXAMPLES["related"]
    assert search["total"] and search["total_partial"] and search["facets"]["source"]
    assert search["hits"][0]["copies"] and search["hits"][0]["highlights"]
    assert "<mark>" in EXAMPLES["article"]["text_html"]
    assert related["articles"] and EXAMPLES["similar"]["articles"] and EXAMPLES["suggest"]["completions"]
    assert EXAMPLES["export"].count("\n") > 2


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_the_example_has_the_shape_that_the_contract_tells_of(endpoint: Endpoint) -> None:
    contract = document()
    (content, *_) = contract["paths"][endpoint.template]["get"]["responses"]["200"]["content"].values()
    schema = {**content["schema"], "components": contract["components"]}
    Draft202012Validator(schema).validate(EXAMPLES[endpoint.name])


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        asked = client_on(Path(folder))
        for _ in ("cold", "warm"):
            answers = {endpoint.name: answer(asked, endpoint) for endpoint in ENDPOINTS}
    RECORDED.write_text(json.dumps(answers, ensure_ascii=False, indent=1) + "\n", "utf-8")
