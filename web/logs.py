"""Logs as JSON lines, and the query log."""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from flask import request

from search.model import SearchPage

logger = logging.getLogger("fihris.web")


def configure_logging(level: str) -> None:
    """Write all logs to stderr, one JSON object per line; requests are logged at `info`.

    Libraries are heard from `warning` on.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.root.handlers = [handler]
    logger.setLevel(level.upper())


SERVER_LOG: dict[str, Any] = {
    "formatters": {"json": {"()": "web.logs.JsonLines"}},
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


def route() -> str:
    """Which rule the request fits: never its address, which holds what people look for."""
    return request.url_rule.rule if request.url_rule else "none"


def log_request(route: str, status: int, seconds: float) -> None:
    """A line for the request under way, where requests are logged."""
    if logger.isEnabledFor(logging.INFO):
        fields = {"method": request.method, "route": route, "status": status, "ms": round(seconds * 1000, 2)}
        logger.info("request", extra={"fields": fields})


def keep_query(path: Path, page: SearchPage) -> None:
    """Append one line of JSON to the query log: the time, the query and its counts."""
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
