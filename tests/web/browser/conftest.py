"""Chromium and pages of it. A generous limit ends every wait: nothing here depends on a machine's speed.

FIHRIS_SLOWNESS=20 has every page compute twenty times slower and wait 200 ms for every answer.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from fake import ARTICLES
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright
from reader import LIMIT_MS, served, slow_down

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

OpenPage = Callable[..., Page]
Launch = Callable[..., Browser]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.skipif(CHROMIUM is None, reason="needs chromium"))


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with served(ARTICLES) as address:
        yield address


@pytest.fixture(scope="module")
def launch() -> Iterator[Launch]:
    """Start a browser of the module's own."""
    expect.set_options(timeout=LIMIT_MS)

    def run(playwright: Playwright, **options: object) -> Browser:
        return playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"], timeout=LIMIT_MS, **options
        )

    with sync_playwright() as playwright:
        yield lambda **options: run(playwright, **options)


@pytest.fixture(scope="module")
def chromium(launch: Launch) -> Iterator[Browser]:
    browser = launch()
    yield browser
    browser.close()


@pytest.fixture
def slowness() -> float:
    return float(os.environ.get("FIHRIS_SLOWNESS", "1"))


@pytest.fixture
def asked_for() -> list[str]:
    """What a browser may complain of: a test adds what it brings about."""
    return ["status of 400", "status of 404"]


@pytest.fixture
def open_page(chromium: Browser, base: str, slowness: float, asked_for: list[str]) -> Iterator[OpenPage]:
    """Open a page of a fresh browser; errors of scripts and refusals of the policy fail the test."""
    complaints: list[str] = []
    contexts = []

    def run(browser: Browser = chromium, **options: object) -> Page:
        context = browser.new_context(**{"base_url": base, **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(LIMIT_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        if slowness > 1:
            slow_down(page, slowness)
        return page

    yield run
    for context in contexts:
        context.close()
    assert not [each for each in complaints if not any(reason in each for reason in asked_for)]


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()
