"""The script for other sites: small, held to its hash, the same for all; and what its documentation says."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from fake import FakeSearcher
from flask.testing import FlaskClient
from support import ROOT

from search.settings import Settings
from web import create_app

TEXT = (ROOT / "docs/embedding.md").read_text("utf-8")
DEMO = (ROOT / "docs/embedding/demo.html").read_text("utf-8")


@pytest.fixture
def script(client: FlaskClient) -> str:
    return client.get("/embed.js").text


def test_it_is_small(client: FlaskClient) -> None:
    assert 10_000 < len(client.get("/embed.js").data) < 15_000


@pytest.mark.parametrize("text", [TEXT, DEMO], ids=["embedding.md", "demo.html"])
def test_the_documentation_has_the_hash_of_what_is_served(client: FlaskClient, text: str) -> None:
    digest = hashlib.sha384(client.get("/embed.js").data).digest()
    assert re.findall(r'integrity="([^"]+)"', text) == [f"sha384-{base64.b64encode(digest).decode()}"]


def test_any_page_may_compare_the_hash_and_nobody_is_told_apart(client: FlaskClient) -> None:
    answer = client.get("/embed.js", headers={"Accept-Language": "ar"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    other = create_app(Settings(site_name="x"), FakeSearcher()).test_client().get("/embed.js?lang=en")
    assert other.data == answer.data
    assert "RateLimit" not in other.headers


def test_it_is_asked_about_every_time(client: FlaskClient) -> None:
    answer = client.get("/embed.js")
    assert answer.headers["Cache-Control"] == "public, no-cache"
    again = client.get("/embed.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_every_attribute_and_every_variable_is_documented(script: str) -> None:
    attributes, variables = (
        set(re.findall(r"`([\w-]+)`", "".join(re.findall(r"^\| (`.*?) \|", part, re.MULTILINE))))
        for part in TEXT.split("\n## ")[1:3]
    )
    assert attributes == {"lang", *re.findall(r'#given\("(\w+)"\)', script)}
    assert variables == set(re.findall(r"--fihris-[\w-]+", script))


@pytest.mark.parametrize(
    "way", ["innerHTML", "outerHTML", "insertAdjacentHTML", "DOMParser", "eval", "document.cookie", "Storage"]
)
def test_it_writes_no_markup_and_keeps_nothing(script: str, way: str) -> None:
    assert way not in script
