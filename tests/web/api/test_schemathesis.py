"""Generated requests to `fihris serve`: no 500, no answer that the contract does not tell of."""

from __future__ import annotations

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
from serving import serving
from support import SEEDS
from waiting import LIMIT

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


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the articles that the project ships."""
    index = tmp_path_factory.mktemp("index")
    done = CliRunner().invoke(main, ["reindex", str(SEEDS), "--index", str(index)])
    assert done.exit_code == 0, done.output
    with serving(index) as server:
        yield server.base.rstrip("/")


schema = schemathesis.openapi.from_dict(document())


def check(case: schemathesis.Case, base: str) -> None:
    request = requests.Request(**case.as_transport_kwargs(base_url=base)).prepare()
    assume(len(request.url or "") < MAX_TAKEN)
    case.call_and_validate(base_url=base, checks=CHECKS, timeout=LIMIT)


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
    answer = requests.get(start + "a" * (length), timeout=LIMIT)
    assert answer.status_code == 414
    assert answer.json()["error"]["code"] == "uri_too_long"
