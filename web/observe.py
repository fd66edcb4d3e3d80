"""What operators see: Prometheus metrics, a JSON line per request, and a query log where it is asked for."""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from flask import Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from search.model import FihrisError, SearchPage
from web.live import Live

logger = logging.getLogger("fihris.web")

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
RESULTS = (0, 1, 10, 100, 1_000, 10_000, 100_000)


class Metrics:
    """The counters of one process; with PROMETHEUS_MULTIPROC_DIR set, `registry()` sums all processes."""

    def __init__(self, live: Live) -> None:
        self._own = CollectorRegistry()
        self._live = live
        self.seconds = Histogram(
            "fihris_request_seconds",
            "Time to answer, by route and status",
            ("route", "status"),
            buckets=SECONDS,
            registry=self._own,
        )
        self.results = Histogram(
            "fihris_search_results", "Full matches of a search", buckets=RESULTS, registry=self._own
        )
        self.empty = Counter(
            "fihris_searches_without_results_total", "Searches without a full match", registry=self._own
        )

    def registry(self) -> CollectorRegistry:
        """What /metrics shows: the counters of all processes, and the index as it is now."""
        registry = self._own
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        shown = CollectorRegistry()
        shown.register(_Both(registry, self))
        return shown

    def index(self) -> Iterator[GaugeMetricFamily]:
        """Generation and number of articles; nothing while there is no index."""
        try:
            searcher = self._live.searcher()
            generation, articles = searcher.generation, searcher.count()
        except FihrisError:
            return
        yield GaugeMetricFamily("fihris_index_generation", "The generation that answers", value=generation)
        yield GaugeMetricFamily("fihris_index_articles", "Articles in the index", value=articles)


class _Both(Collector):
    """A collector that joins the counters and the state of the index."""

    def __init__(self, counters: CollectorRegistry, metrics: Metrics) -> None:
        self._counters = counters
        self._metrics = metrics

    def collect(self) -> Iterator[Metric]:
        yield from self._counters.collect()
        yield from self._metrics.index()


def init_app(app: Flask, live: Live) -> None:
    """Time every request and count what searches find."""
    app.config["METRICS"] = Metrics(live)
    app.before_request(_start)
    app.after_request(_finish)


def observe(page: SearchPage) -> None:
    """Count a search's results; keep its query where the setting asks for a query log. Empty queries
    are not searches.
    """
    if not page.request.query.strip():
        return
    metrics: Metrics = current_app.config["METRICS"]
    metrics.results.observe(page.total)
    if not page.total:
        metrics.empty.inc()
    path: Path | None = current_app.config["FIHRIS"].query_log
    if path is not None:
        _keep_query(path, page)


def route() -> str:
    """Which rule the request fits: never its address, which holds what people look for."""
    return request.url_rule.rule if request.url_rule else "none"


def configure_logging(level: str) -> None:
    """Write all logs to stderr, one JSON object per line; requests are logged at `info`.

    Libraries are heard from `warning` on.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.root.handlers = [handler]
    logger.setLevel(level.upper())


SERVER_LOG: dict[str, Any] = {
    "formatters": {"json": {"()": "web.observe.JsonLines"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stderr"}
    },
    "loggers": {"_granian": {"handlers": ["stderr"], "propagate": False}},
}
"""The same of the server's own log, as granian takes it."""


class JsonLines(logging.Formatter):
    """A record as one JSON object on one line: time, level, message, and the fields given as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {"time": _now(), "level": record.levelname.lower(), "message": record.getMessage()}
        line.update(getattr(record, "fields", {}))
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _start() -> None:
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    seconds = time.perf_counter() - g.get("started", time.perf_counter())
    metrics: Metrics = current_app.config["METRICS"]
    metrics.seconds.labels(route(), response.status_code).observe(seconds)
    if logger.isEnabledFor(logging.INFO):
        fields = {
            "method": request.method,
            "route": route(),
            "status": response.status_code,
            "ms": round(seconds * 1000, 2),
        }
        logger.info("request", extra={"fields": fields})
    return response


def _keep_query(path: Path, page: SearchPage) -> None:
    kept = {
        "time": _now(),
        "query": page.request.query,
        "page": page.request.page,
        "total": page.total,
        "total_partial": page.total_partial,
        "took_ms": round(page.took_ms, 2),
    }
    try:
        with open_query_log(path) as file:
            file.write(json.dumps(kept, ensure_ascii=False) + "\n")
    except OSError as error:
        logger.warning("the query log cannot be written: %s", error)


def open_query_log(path: Path) -> TextIO:
    """The query log, to add to. Where there is none it is made for its owner alone: it tells what people ask.

    Raises OSError.
    """
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    return os.fdopen(handle, "a", encoding="utf-8", errors="replace")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
