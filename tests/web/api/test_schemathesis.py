"""Generated requests against the contract: no 500, no answer that the contract does not tell of."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest
import schemathesis
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    use_after_free,
)
from support import SEEDS
from werkzeug.serving import make_server

from search.cli.commands import main
from search.settings import Settings
from web import create_app
from web.api.openapi import document

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    use_after_free,
]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running server over the articles that the project ships."""
    index = tmp_path_factory.mktemp("index")
    done = CliRunner().invoke(main, ["reindex", str(SEEDS), "--index", str(index)])
    assert done.exit_code == 0, done.output
    app = create_app(Settings(index=index, rate_limit="off"))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


schema = schemathesis.openapi.from_dict(document())


@pytest.mark.slow
@schema.parametrize()
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_breaks_the_contract(case: schemathesis.Case, base: str) -> None:
    case.call_and_validate(base_url=base, checks=CHECKS)


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


@pytest.mark.slow
@given(schema["/api/v1/search"]["GET"].as_strategy(), st.sampled_from(QUERIES), st.booleans())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_search_with_hits_breaks_the_contract(
    base: str, case: schemathesis.Case, query: str, filtered: bool
) -> None:
    """Generated filters hardly ever leave a hit, so that half of the searches are without."""
    filters = () if filtered else ("source", "author", "tag", "from", "to", "page")
    kept = {name: value for name, value in (case.query or {}).items() if name not in filters}
    case.query = {**kept, "q": query}
    case.call_and_validate(base_url=base, checks=CHECKS)
