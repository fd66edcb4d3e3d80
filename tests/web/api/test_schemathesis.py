"""Generated requests to `fihris serve`: no 500, no answer that the contract does not tell of."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
import requests
import schemathesis
from click.testing import CliRunner
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    use_after_free,
)
from support import ROOT, SEEDS

from search.cli.commands import main
from web.api.openapi import document
from web.security import MAX_ADDRESS

pytestmark = pytest.mark.slow

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    use_after_free,
]

MAX_TAKEN = 65_000
"""Letters of an address: what has 64 KiB or more, the server refuses with a bare 414 and hands to nobody."""

ANSWER_SECONDS = 120
"""Far more than the slowest machine needs, so that a server that hangs fails the test."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `fihris serve` over the articles that the project ships."""
    index = tmp_path_factory.mktemp("index")
    done = CliRunner().invoke(main, ["reindex", str(SEEDS), "--index", str(index)])
    assert done.exit_code == 0, done.output
    with socket.socket() as held:  # bound as long as the server runs: nobody else is given its port
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        asked = ["--index", str(index), "--port", str(held.getsockname()[1])]
        process = subprocess.Popen(
            [sys.executable, "-m", "search.cli.commands", "serve", *asked],
            cwd=ROOT,
            env={**os.environ, "FIHRIS_RATE_LIMIT": "off"},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address, "the server did not start"
        yield address.rstrip("/")
        process.terminate()
        assert process.wait(ANSWER_SECONDS) == 0


schema = schemathesis.openapi.from_dict(document())


def check(case: schemathesis.Case, base: str) -> None:
    request = requests.Request(**case.as_transport_kwargs(base_url=base)).prepare()
    assume(len(request.url or "") < MAX_TAKEN)
    case.call_and_validate(base_url=base, checks=CHECKS, timeout=ANSWER_SECONDS)


@schema.parametrize()
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_breaks_the_contract(case: schemathesis.Case, base: str) -> None:
    check(case, base)


QUERIES = (
    "العراق",
    "مدارس",
    '"قناة السويس"~3',
    "=مدرسة",
    "فيرو*",
    "البكمال~",
    "العراق -سوريا",
    "عنوان:العراق",
    "متى",
)


@given(schema["/api/v1/search"]["GET"].as_strategy(), st.sampled_from(QUERIES), st.booleans())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_search_with_hits_breaks_the_contract(
    base: str, case: schemathesis.Case, query: str, filtered: bool
) -> None:
    """Generated filters hardly ever leave a hit, so that half of the searches are without."""
    filters = () if filtered else ("source", "author", "tag", "from", "to", "page")
    kept = {name: value for name, value in (case.query or {}).items() if name not in filters}
    case.query = {**kept, "q": query}
    check(case, base)


@pytest.mark.parametrize("length", [MAX_ADDRESS, MAX_TAKEN])
def test_an_address_that_is_too_long_is_told_so_in_the_one_shape(base: str, length: int) -> None:
    start = f"{base}/api/v1/search?q="
    answer = requests.get(start + "a" * (length), timeout=ANSWER_SECONDS)
    assert answer.status_code == 414
    assert answer.json()["error"]["code"] == "uri_too_long"
