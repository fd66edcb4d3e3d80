"""OpenSearch as one more row of ENGINES: a server started once, an index for each folder."""

from __future__ import annotations

import atexit
import os
from functools import cache
from hashlib import blake2b
from pathlib import Path

import pytest
from opensearch_server import CannotHave, Nodes

from search.engines.base import Engine

ADDRESS = "FIHRIS_TEST_OPENSEARCH"
"""Names a running server to use instead; the tests leave their indexes on it."""


@cache
def server() -> str:
    """The address of a server for tests, started when first asked for; skips where none can be had."""
    if ADDRESS in os.environ:
        return os.environ[ADDRESS]
    try:
        nodes = Nodes()
        atexit.register(nodes.close)
        nodes.start()
    except CannotHave as reason:
        pytest.skip(f"no OpenSearch server: {reason}")
    return nodes.url


def open_opensearch(folder: Path, create: bool) -> Engine:
    """The engine on an index named after `folder`."""
    from search.engines.opensearch.client import Access, connect
    from search.engines.opensearch.engine import OpenSearchEngine

    name = "t" + blake2b(str(folder).encode(), digest_size=8).hexdigest()
    cluster = connect(Access((server(),), prefix="tests", replicas=0))
    return OpenSearchEngine(cluster, name, create=create)
