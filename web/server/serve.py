"""`fihris serve`: a production server with worker processes, each with an app and a searcher of its own."""

from __future__ import annotations

import errno
import gc
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from search.disk import hold
from search.errors import BadSetting
from search.query.expansion.equivalents import Equivalents
from search.settings import Settings
from search.store.analyzer import load_analyzer
from web import create_app
from web.logs import SERVER_LOG, open_query_log
from web.server.worker import STOP_SECONDS, load

HEADER_MS = 10_000
BUFFER = 64 * 1024


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or Ctrl-C, finishing the requests under way; the address is printed once.

    Raises BadSetting where the address or a file that settings name cannot be used, EngineUnavailable where
    the engine's package is missing, before anything starts.
    """
    create_app(settings)  # so that a bad setting is one sentence here, not a worker's last words
    _check_files(settings)
    _check_address(settings)
    server = Server(
        "fihris",
        address=settings.host,
        port=settings.port,
        # One thread of a worker runs Python: more would only wait for each other, and delay each other's
        # answers. Slow clients do not hold it: the server reads requests and writes answers outside Python.
        interface=Interfaces.ASGI,
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
    with _shared_folder() as shared:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(shared)
        server.serve(target_loader=partial(load, settings, shared, os.getpid()), wrap_loader=False)


@contextmanager
def _shared_folder() -> Iterator[Path]:
    """A folder of all workers, gone with this process; those that killed servers left go with it."""
    place = Path(tempfile.gettempdir())
    for other in place.glob("fihris-server-*"):
        _clear(other)
    fresh = Path(tempfile.mkdtemp(prefix="fihris-starting-"))
    with hold(fresh / "USE", exclusive=True):
        folder = fresh.rename(place / fresh.name.replace("starting", "server"))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _clear(folder: Path) -> None:
    """Remove a folder of ours whose server is gone."""
    with suppress(OSError):
        if folder.stat().st_uid == os.getuid():
            with hold(folder / "USE", exclusive=True) as held:
                if held:
                    shutil.rmtree(folder, ignore_errors=True)


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
            "FIHRIS_QUERY_LOG names {log}, which cannot be written: {strerror}.",
            log=log,
            strerror=error.strerror or error,
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
            "Port {port} on {host} is taken by another program; choose one with --port.",
            port=settings.port,
            host=settings.host,
        )
    return BadSetting(
        "Cannot serve on {host}, port {port}: {strerror}.",
        host=settings.host,
        port=settings.port,
        strerror=error.strerror or error,
    )
