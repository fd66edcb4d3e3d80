"""For operators: is the process alive, can it answer, what has it been doing."""

from __future__ import annotations

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from search import __version__
from search.errors import FihrisError
from web.errors import error_json
from web.live import searching
from web.metrics import counters
from web.responses import as_json, not_kept

operations = Blueprint("operations", __name__)


@operations.get("/healthz")
def healthz() -> Response:
    """The process runs; says nothing of the index."""
    return not_kept(as_json({"status": "ok", "version": __version__}))


@operations.get("/readyz")
def readyz() -> Response:
    """The index is there, its files look as they were written and an article is found in it; 503 with the
    error otherwise."""
    try:
        searcher = searching()
        searcher.check()
        answer = {"status": "ready", "generation": searcher.generation, "articles": searcher.count()}
    except FihrisError as error:
        return not_kept(error_json(error))
    return not_kept(as_json(answer))


@operations.get("/metrics")
def metrics() -> Response:
    """Prometheus metrics, of all worker processes together."""
    return not_kept(Response(generate_latest(counters().registry()), content_type=CONTENT_TYPE_LATEST))
