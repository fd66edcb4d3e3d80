"""Going back to a page that the browser has kept as it was left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from reader import query_box, visit


@pytest.fixture
def keeping(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """A browser that keeps pages that were left, to show them again as they were."""
    browser = launch(ignore_default_args=["--disable-back-forward-cache"])
    yield browser
    browser.close()


def go_back(page: Page) -> None:
    page.evaluate("history.back()")  # page.go_back() waits for a load, which a kept page does not have


def test_the_box_holds_the_query_of_the_results(open_page: Callable[..., Page], keeping: Browser) -> None:
    page = open_page(keeping)
    visit(page, "/search?q=المكتبة")
    query_box(page).fill("المدينة")
    query_box(page).press("Enter")
    expect(page).to_have_title(re.compile("المدينة"))
    go_back(page)
    expect(page).to_have_title(re.compile("المكتبة"))
    expect(query_box(page)).to_have_value("المكتبة")


def test_the_theme_is_the_one_chosen_last(open_page: Callable[..., Page], keeping: Browser) -> None:
    page = open_page(keeping, color_scheme="light")
    visit(page, "/search?q=المكتبة")
    page.locator(".hit h3 a").first.click()
    expect(page.locator(".body")).to_be_visible()
    page.get_by_role("button", name="التبديل بين الفاتح والداكن").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    go_back(page)
    expect(page.locator(".hits")).to_be_visible()
    expect(page.locator("body")).to_have_css("background-color", "rgb(21, 24, 27)")
