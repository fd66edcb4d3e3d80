"""One process that serves: its app, and what it looks after between requests."""

from __future__ import annotations

import gc
import os
import signal
import socket
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread

from flask import Flask
from prometheus_client import values

from search.errors import FihrisError
from search.settings import Settings
from web import create_app
from web.limits.rate import Rate
from web.limits.shares import Shares
from web.limits.turns import Turns
from web.live import Warmer, live
from web.logs import configure_logging, logger
from web.server.asgi import Adapter

STOP_SECONDS = 4
"""How long requests under way may take once the server is to stop; then they are cut off."""

START_TRIES = 600

COLLECTED_AFTER = (20_000, 10, 50)
"""When Python looks for objects that hold each other. To go through all that a worker remembers stops it for
a tenth of a second and finds an object of every second request: once in ten thousand requests is enough. To
go through the newest after each 2,000 took 2 to 3 % of a search.
"""


def load(settings: Settings, shared: Path, parent: int) -> Adapter:
    """The app of one worker of the process `parent`, with its index open where there is one; the first tells
    the address. `shared` is a folder of all workers.
    """
    configure_logging(settings.log_level)
    gc.set_threshold(*COLLECTED_AFTER)
    values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]
    shares = Shares(Rate.of(settings.rate_limit), at_once(settings), shared / "clients")
    app = create_app(settings, shares=shares)
    with app.app_context(), suppress(FihrisError):  # pages say what is missing, and look for it again
        live().warmer, live().shared = Warmer(), shared
        live().searcher()
    # Told by a worker: a thread of the parent that waits for one would be copied, locks held, into the next.
    with suppress(FileExistsError):
        (shared / "announced").touch(exist_ok=False)
        Thread(target=_announce, args=(settings,), daemon=True).start()
    turns = Turns(shares, settings.client_searches)
    return Adapter(app, turns, settings.trusted_proxies, partial(_look, app, parent))


def at_once(settings: Settings) -> int:
    """How many workers may answer one client at a time, 0 for all: one is left to the others where there
    are two.
    """
    return min(settings.client_searches, max(1, settings.workers - 1))


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


def _look(app: Flask, parent: int) -> None:
    """Leave where the parent is gone, which could neither stop nor replace this process; else take in a new
    index, so that what was taken down leaves the disk though nobody asks.
    """
    if os.getppid() != parent:
        _leave()
        return
    try:
        with app.app_context(), suppress(FihrisError):
            live().searcher()
    except Exception as error:
        logger.error("the index cannot be looked at", exc_info=error)


def _leave() -> None:
    """Stop as the parent would have us stop: at once, or when time is up."""
    if signal.getitimer(signal.ITIMER_REAL)[0] == 0:
        signal.alarm(STOP_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)
