"""A request out of bounds is told of in one sentence, wherever it is made."""

from __future__ import annotations

from html import unescape

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from support import Build

from search.cli.commands import main
from search.errors import BadRequest
from search.model import SearchRequest
from search.searching.request import check

FAULTS = [
    {"q": "م" * 513},
    {"page": "0"},
    {"page": "10001"},
    {"size": "0"},
    {"size": "101"},
    {"size": "100", "page": "101"},
]


def judged(fault: dict[str, str], language: str) -> str:
    """The judge's own sentence."""
    numbers = {name: int(fault[name]) for name in ("page", "size") if name in fault}
    with pytest.raises(BadRequest) as told:
        check(SearchRequest(fault.get("q", "نهر"), **numbers))
    return told.value.text(language)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: "-".join(fault))
def test_page_and_endpoint_say_what_the_judge_says(
    client: FlaskClient, fault: dict[str, str], language: str
) -> None:
    asked = {"q": "نهر", **fault, "lang": language}
    sentence = judged(fault, language)
    assert client.get("/api/v1/search", query_string=asked).json["error"]["message"] == sentence
    page = client.get("/search", query_string=asked)
    assert page.status_code == 400 and sentence in unescape(page.text)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_command_line_does_too(build: Build, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setenv("FIHRIS_INDEX", str(build([{"id": "a", "text": "نهر"}]).settings.index))
    monkeypatch.setenv("FIHRIS_LANGUAGE", language)
    for fault in FAULTS:
        words = [word for name in ("page", "size") if name in fault for word in (f"--{name}", fault[name])]
        said = CliRunner().invoke(main, ["search", fault.get("q", "نهر"), *words])
        assert (said.exit_code, said.stderr.strip()) == (2, f"fihris: {judged(fault, language)}")
