"""All by keyboard, on a fast machine and on a slow one."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from reader import ALL, picture, press_tab, query_box, type_query, visit


@pytest.fixture(params=[1, 6], ids=["fast", "slow"])
def slowness(request: pytest.FixtureRequest) -> float:
    return request.param


def test_search_by_typing_and_read_the_article(page: Page) -> None:
    visit(page, "/")
    expect(query_box(page)).to_be_focused()
    type_query(page, "المكتبة")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile(ALL))
    expect(page.locator("[data-announce]")).to_have_text(ALL)
    picture(page, "results")
    page.get_by_role("link", name="المكتبة العامة تفتح أبوابها").click()
    expect(page.locator(".body mark")).to_have_count(2)
    expect(page.locator(".body mark").first).to_have_text("المكتبة")
    picture(page, "article")
    page.get_by_role("link", name="العودة إلى نتائج").click()
    expect(page).to_have_title(re.compile(ALL))


def test_from_the_top_of_the_results_to_an_article(page: Page) -> None:
    visit(page, "/search?q=المكتبة")
    press_tab(page)
    expect(page.get_by_role("link", name="انتقل إلى المحتوى")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    press_tab(page)
    expect(page.get_by_role("link", name="تابع هذا البحث")).to_be_focused()
    press_tab(page)
    expect(page.get_by_role("link", name="الأوثق صلة")).to_be_focused()
    expect(page.get_by_role("link", name="الأوثق صلة")).to_have_css("outline-width", "3px")
    for _ in range(12):
        press_tab(page)
        if page.evaluate("document.activeElement.closest('.hit h3') !== null"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".body")).to_be_visible()


@pytest.mark.parametrize("written", ["/", "ظ"])
def test_the_key_of_the_slash_goes_to_the_box_on_an_arabic_keyboard_too(page: Page, written: str) -> None:
    visit(page, "/help")
    expect(query_box(page)).not_to_be_focused()
    page.evaluate(
        """key => document.body.dispatchEvent(
        new KeyboardEvent("keydown", { key, code: "Slash", bubbles: true, cancelable: true }))""",
        written,
    )
    expect(query_box(page)).to_be_focused()


def test_the_key_of_the_slash_can_be_turned_off(page: Page) -> None:
    visit(page, "/help")
    page.get_by_label("ينقل إلى مربع البحث").uncheck()
    page.get_by_role("main").focus()
    page.keyboard.press("/")
    expect(query_box(page)).not_to_be_focused()
    visit(page, "/help")
    expect(page.get_by_label("ينقل إلى مربع البحث")).not_to_be_checked()
    page.get_by_label("ينقل إلى مربع البحث").check()
    page.get_by_role("main").focus()
    page.keyboard.press("/")
    expect(query_box(page)).to_be_focused()


def test_on_a_phone_the_filters_are_met_where_the_eye_does(open_page: Callable[..., Page]) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    visit(page, "/search?q=المكتبة")
    page.get_by_role("main").focus()
    press_tab(page)
    expect(page.locator(".filters summary")).to_be_focused()
    page.set_viewport_size({"width": 1280, "height": 640})
    expect(page.locator(".filters")).to_have_attribute("open", "")
    page.get_by_role("main").focus()
    press_tab(page)
    expect(page.get_by_role("link", name="تابع هذا البحث")).to_be_focused()
