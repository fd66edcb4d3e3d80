"""Prometheus metrics of requests, of what searches find, and of the index."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from flask import Flask, Response, current_app, g
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from search.errors import FihrisError
from search.model import SearchPage
from web.live import Live, settings
from web.logs import keep_query, log_request, route

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
RESULTS = (0, 1, 10, 100, 1_000, 10_000, 100_000)


class Metrics:
    """The counters of one process; with PROMETHEUS_MULTIPROC_DIR set, `registry()` sums all processes."""

    def __init__(self, live: Live) -> None:
        self._own = CollectorRegistry()
        self._live = live
        self.seconds = Histogram(
            "fihris_request_duration_seconds",
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
        both = CollectorRegistry()
        both.register(_Both(registry, self))
        return both

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


def observe(page: SearchPage, *, asked: bool = True) -> None:
    """Count a search's results; keep its query where the setting asks for a query log and somebody `asked`,
    not a program that looks for what is new; remember whether it was cut short. An empty query is none.
    """
    if not page.request.query.strip():
        return
    counters().results.observe(page.total)
    if not page.total:
        counters().empty.inc()
    g.cut_short = any(warning.code == "out_of_time" for warning in page.warnings)
    path = settings().query_log
    if path is not None and asked:
        keep_query(path, page)


def counters() -> Metrics:
    """The counters of this process."""
    metrics: Metrics = current_app.config["METRICS"]
    return metrics


def _start() -> None:
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    seconds = time.perf_counter() - g.get("started", time.perf_counter())
    counters().seconds.labels(route(), response.status_code).observe(seconds)
    log_request(route(), response.status_code, seconds)
    return response
