"""`fihris serve`: a production server with worker processes, each with an app and a searcher of its own."""

from __future__ import annotations

import errno
import gc
import os
import shutil
import socket
import tempfile
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server
from prometheus_client import values

from search.errors import BadSetting, FihrisError
from search.query.expansion.equivalents import Equivalents
from search.settings import Settings
from search.store.analyzer import load_analyzer
from web import create_app
from web.asgi import Adapter
from web.live import live
from web.logs import SERVER_LOG, configure_logging, open_query_log

START_TRIES = 600
HEADER_MS = 10_000
STOP_SECONDS = 15
BUFFER = 64 * 1024


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or Ctrl-C, finishing the requests under way; the address is printed once.

    Raises BadSetting where the address or a file that settings name cannot be used, EngineUnavailable where
    the engine's package is missing, before anything starts.
    """
    create_app(settings)  # so that a bad setting is one sentence here, not a worker's last words
    _check_files(settings)
    _check_address(settings)
    counters = tempfile.mkdtemp(prefix="fihris-metrics-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = counters
    server = Server(
        "fihris",
        address=settings.host,
        port=settings.port,
        # One thread of a worker runs Python: more would only wait for each other, and delay each other's
        # answers. Slow clients do not hold it: the server reads requests and writes answers outside Python.
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,  # in which a connection that sends nothing is closed, too
        websockets=False,
        workers=settings.workers,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MS, max_buffer_size=BUFFER),
        log_level=LogLevels.warning,
        log_dictconfig=SERVER_LOG,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )
    # The lexicon has been read once, here: workers share its memory, which the collector is to leave alone.
    gc.freeze()
    try:
        server.serve(target_loader=partial(load, settings, Path(counters)), wrap_loader=False)
    finally:
        shutil.rmtree(counters, ignore_errors=True)


def load(settings: Settings, shared: Path) -> Adapter:
    """The app of one worker, with its index open where there is one; the first tells the address."""
    configure_logging(settings.log_level)
    values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]
    app = create_app(settings)
    with app.app_context(), suppress(FihrisError):  # pages say what is missing, and look for it again
        live().warms = True
        live().searcher()
    # Told by a worker: a thread of the parent that waits for one would be copied, locks held, into the next.
    with suppress(FileExistsError):
        (shared / "announced").touch(exist_ok=False)
        Thread(target=_announce, args=(settings,), daemon=True).start()
    return Adapter(app)


def address(settings: Settings) -> str:
    """The address to open in a browser."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}/"


def _announce(settings: Settings) -> None:
    """Print the address once it can be opened."""
    for _ in range(START_TRIES):
        with suppress(OSError), socket.create_connection((settings.host, settings.port), timeout=1):
            print(address(settings), flush=True)
            return
        time.sleep(0.05)


def _check_files(settings: Settings) -> None:
    """Read the tables, open the query log: what cannot be used is told before anything starts."""
    load_analyzer(settings.lexicon)
    Equivalents.load(settings.equivalents)
    log = settings.query_log
    try:
        if log is not None:
            open_query_log(log).close()
    except OSError as error:
        raise BadSetting(
            f"FIHRIS_QUERY_LOG names {log}, which cannot be written: {error.strerror or error}.",
            f"تتعذر الكتابة في الملف {log} المذكور في FIHRIS_QUERY_LOG: {error.strerror or error}.",
        ) from error


def _check_address(settings: Settings) -> None:
    family: Any = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.host, settings.port))
    except OSError as error:
        raise _unusable(settings, error) from None


def _unusable(settings: Settings, error: OSError) -> BadSetting:
    if error.errno == errno.EADDRINUSE:
        return BadSetting(
            f"Port {settings.port} on {settings.host} is taken by another program; choose one with --port.",
            f"المنفذ {settings.port} على {settings.host} مشغول ببرنامج آخر؛ اختر غيره بالخيار ‎--port.",
        )
    return BadSetting(
        f"Cannot serve on {settings.host}, port {settings.port}: {error.strerror or error}.",
        f"تعذّر تقديم الخدمة على {settings.host} بالمنفذ {settings.port}: {error.strerror or error}.",
    )
