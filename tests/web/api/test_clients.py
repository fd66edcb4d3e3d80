"""What the documentation gives to copy works on a real server, as does a client made from the contract."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner
from serving import serving
from support import ROOT
from waiting import LIMIT

from search.cli.commands import main
from web.api.endpoints import Endpoint
from web.api.examples import EXAMPLES
from web.api.snippets import snippets
from web.api.views import ENDPOINTS

pytestmark = pytest.mark.slow

RUN = {"curl": ["sh"], "Python": [sys.executable, "-"], "JavaScript": ["node", "--input-type=module"]}
"""What runs each language's snippet, which it reads from its input."""

PROGRAM = """
import json, sys
from client import Client
from client.api.default import article, export, search
from client.models import ErrorAnswer, ExportFormat, SearchFacetsItem

with Client(base_url=sys.argv[1]) as service:
    page = search.sync(client=service, q="المدرسة", facets=[SearchFacetsItem.SOURCE], size=1)
    read = article.sync(page.hits[0].id, client=service, q="المدرسة")
    wrong = search.sync(client=service, size=1000)
    assert isinstance(wrong, ErrorAnswer)
    print(json.dumps({
        "total": page.total,
        "match": page.hits[0].match,
        "source": page.facets["source"][0],
        "date": read.date.isoformat(),
        "marked": "<mark>" in read.text_html,
        "wrong": [wrong.error.code.value, wrong.error.parameter],
        "lines": len(export.sync(client=service, q="المدرسة", format_=ExportFormat.JSONL).splitlines()),
    }))
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on the articles of the examples."""
    index = tmp_path_factory.mktemp("index")
    articles = ROOT / "tests/web/api/articles.jsonl"
    done = CliRunner().invoke(main, ["reindex", str(articles), "--index", str(index)])
    assert done.exit_code == 0, done.output
    with serving(index) as server:
        yield server.base.rstrip("/")


def run(*words: str | Path, **given: str | Path) -> str:
    done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=LIMIT, **given)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stderr + done.stdout
    return str(done.stdout)


@pytest.mark.parametrize("language", RUN)
@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_what_is_given_to_copy_prints_the_example(base: str, endpoint: Endpoint, language: str) -> None:
    program = "curl" if language == "curl" else RUN[language][0]
    if not shutil.which(program):
        pytest.skip(f"needs {program}")
    code = snippets(base + endpoint.example_path, endpoint.example, is_json=not endpoint.media)[language]
    printed = run(*RUN[language], input=code)
    example = EXAMPLES[endpoint.name]
    if endpoint.media:
        assert printed.strip("\ufeff\r\n").splitlines() == example.strip("\ufeff\r\n").splitlines()
    elif language == "curl":
        assert json.loads(printed).keys() == example.keys()
    else:
        assert all(name in printed for name in example)


def test_a_client_made_from_the_contract_works(base: str, tmp_path: Path) -> None:
    config = tmp_path / "config.json"
    config.write_text('{"post_hooks": []}', "utf-8")  # they would look for a formatter
    made = ("--url", f"{base}/openapi.json", "--output-path", tmp_path / "client", "--meta", "none")
    run(
        sys.executable,
        "-m",
        "openapi_python_client",
        "generate",
        *made,
        "--config",
        config,
        "--fail-on-warning",
    )
    server = requests.get(f"{base}/openapi.json", timeout=LIMIT).json()["servers"][0]["url"]
    assert server == base
    assert json.loads(run(sys.executable, "-c", PROGRAM, server, cwd=tmp_path)) == {
        "total": 3,
        "match": "full",
        "source": ["وكالة البريد", 2],
        "date": "2021-03-11",
        "marked": True,
        "wrong": ["bad_request", "size"],
        "lines": 3,
    }
