"""The page for developers tells of every path, parameter and field, in both languages."""

from __future__ import annotations

import base64
import hashlib
import json
import operator

import pytest
from fake import FakeSearcher
from flask.testing import FlaskClient
from lxml import html

from search.messages import LANGUAGES, Message
from search.settings import Settings
from web import create_app
from web.api.contract import ERRORS
from web.api.docs import MEANINGS
from web.api.endpoints import Endpoint
from web.api.examples import EXAMPLES
from web.api.fields import fields
from web.api.openapi import document
from web.api.views import ENDPOINTS


def shown(client: FlaskClient, language: str) -> html.HtmlElement:
    return html.fromstring(client.get(f"/docs?lang={language}").text)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_every_path_has_its_fields_its_example_and_code_to_copy(
    client: FlaskClient, language: str, endpoint: Endpoint
) -> None:
    (section,) = shown(client, language).xpath(f"//section[@aria-labelledby='{endpoint.name}']")
    told = {each.text_content() for each in section.xpath(".//th[@scope='row']")}
    example = EXAMPLES[endpoint.name]
    listings = {each[0].text_content(): each[1].text_content() for each in section.xpath(".//details")}
    answer = listings.popitem()[1]
    assert list(listings) == ["curl", "Python", "JavaScript"]
    assert all(endpoint.example_path in code for code in listings.values())
    if isinstance(example, str):
        assert answer.splitlines() == example.splitlines()
    else:
        assert json.loads(answer) == example
        assert set(example) <= told


def test_fields_of_parts_are_told_and_every_field_has_a_type_and_a_meaning() -> None:
    contract = document()
    schemas = contract["components"]["schemas"]
    rows = list(fields({"$ref": "#/components/schemas/SearchAnswer"}, schemas))
    types = {row.name: row.type for row in rows}
    assert types["hits[].why[].word"] == "string"
    assert types["hits[].match"] == "full | partial"
    assert types["hits[].date"] == "date | null"
    assert types["hits[].tags"] == "string[]"
    assert types["facets"] == "{name: [string, integer][]}"
    for name in schemas:
        if name.endswith("Answer") and name != "ErrorAnswer":
            rows = list(fields({"$ref": f"#/components/schemas/{name}"}, schemas))
            assert rows and all(row.type and row.meaning for row in rows)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_every_parameter_and_field_is_explained_in_both_languages(
    client: FlaskClient, endpoint: Endpoint
) -> None:
    contract = document()
    operation = contract["paths"][endpoint.template]["get"]
    content = operation["responses"]["200"]["content"]
    told = [each["description"] for each in operation["parameters"]]
    if not endpoint.media:
        schema = content["application/json"]["schema"]
        told += [field.meaning for field in fields(schema, contract["components"]["schemas"])]
    wanted = {
        language: [Message(each).text(language).replace("`", "") for each in told] for language in LANGUAGES
    }
    assert all(map(operator.ne, wanted["en"], wanted["ar"]))
    for language in LANGUAGES:
        (section,) = shown(client, language).xpath(f"//section[@aria-labelledby='{endpoint.name}']")
        assert [row[-1].text_content() for row in section.xpath(".//tbody/tr")] == wanted[language]
        assert not section.xpath(".//code[not(@dir='ltr') and not(ancestor::pre[@dir='ltr'])]")


def test_every_error_has_a_meaning(client: FlaskClient) -> None:
    assert MEANINGS.keys() == ERRORS.keys()
    (section,) = shown(client, "en").xpath("//section[@aria-labelledby='errors']")
    assert [row[0].text_content() for row in section.xpath(".//tbody/tr")] == list(ERRORS)


@pytest.mark.parametrize(
    ("setting", "told"), [("300/minute", "300 requests in 60 seconds"), ("off", "not limited")]
)
def test_the_limit_is_that_of_this_server(setting: str, told: str) -> None:
    client = create_app(Settings(rate_limit=setting), FakeSearcher()).test_client()
    (section,) = shown(client, "en").xpath("//section[@aria-labelledby='limits']")
    assert told in section.text_content()


def test_the_box_is_offered_with_its_hash_and_this_address(client: FlaskClient) -> None:
    page = client.get("/docs?lang=en", base_url="https://search.example").text
    (section,) = html.fromstring(page).xpath("//section[@aria-labelledby='elsewhere']")
    script, _box = html.fragments_fromstring(section.find(".//pre").text_content())
    digest = hashlib.sha384(client.get("/embed.js").data).digest()
    assert script.get("src") == "https://search.example/embed.js"
    assert script.get("integrity") == f"sha384-{base64.b64encode(digest).decode()}"
