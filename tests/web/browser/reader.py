"""What a reader does before a page in a browser; each step waits until the page has got there.

A key goes to what has the focus, and a browser drops what is typed before it has painted: `visit` waits for
the painted page, `type_query` for the focus, `press_tab` until the focus has moved.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from fake import FakeSearcher
from playwright.sync_api import Locator, Page, expect
from werkzeug.serving import make_server

from search.model import Article
from search.settings import Settings
from web import create_app

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

PICTURES = os.environ.get("FIHRIS_SCREENSHOTS")

LIMIT_MS = 60_000

ALL = "19 نتيجة"
"""Said of the results of «المكتبة»."""


@contextmanager
def served(articles: Iterable[Article], **settings: str) -> Iterator[str]:
    """The address of a server that finds these articles."""
    given = {"rate_limit": "off", **settings}
    with listening(create_app(Settings(**given), FakeSearcher(articles))) as address:  # type: ignore[arg-type]
        yield address


@contextmanager
def listening(app: WSGIApplication) -> Iterator[str]:
    """The address of an application that answers."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


def slow_down(page: Page, times: float) -> None:
    """Have the page compute so many times slower, and wait a while for every answer."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": times})
    far = {"offline": False, "latency": 10 * times, "downloadThroughput": -1, "uploadThroughput": -1}
    devtools.send("Network.emulateNetworkConditions", far)


def visit(page: Page, address: str) -> None:
    """Open an address, and wait until it is loaded, laid out in its own fonts, and painted."""
    page.goto(address)
    settle(page)


def settle(page: Page) -> None:
    """Wait until all that the page holds now is laid out in its fonts and painted."""
    page.wait_for_function(
        """() => document.readyState === "complete" && document.fonts.status === "loaded"
        && performance.getEntriesByName("first-contentful-paint").length"""
    )


def query_box(page: Page) -> Locator:
    return page.locator("#q")


def type_query(page: Page, text: str) -> None:
    """Type into the box, which has the focus or gets it; what stands there stays, before the cursor."""
    box = query_box(page)
    before = box.input_value()
    box.focus()
    expect(box).to_be_focused()
    page.keyboard.type(text)
    expect(box).to_have_value(before + text)


def press_tab(page: Page) -> None:
    """Press Tab, and wait until the focus is elsewhere."""
    before = page.evaluate_handle("document.activeElement")
    page.keyboard.press("Tab")
    page.wait_for_function("before => document.activeElement !== before", arg=before)


def complete(page: Page, text: str, number: int) -> None:
    """Have the server complete anything with this text, so many times."""
    page.route("**/suggest?**", lambda route: route.fulfill(json={"completions": [text] * number}))


def picture(page: Page, name: str) -> None:
    """Keep a picture of the page, where FIHRIS_SCREENSHOTS names a folder for them."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(PICTURES) / f"{name}.png")
