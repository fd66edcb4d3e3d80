"""Light, dark, and the colours that a system forces."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from reader import picture, type_query, visit

from web.assets import STATIC, shortened

SHOWN = """(all, name) => all.map(each => getComputedStyle(each)[name])"""
LIGHT, DARK = "rgb(252, 251, 248)", "rgb(21, 24, 27)"


def test_dark_by_the_system_and_by_choice(open_page: Callable[..., Page]) -> None:
    page = open_page(color_scheme="dark")
    visit(page, "/search?q=المكتبة")
    expect(page.locator("body")).to_have_css("background-color", DARK)
    picture(page, "dark")
    page.get_by_role("button", name="التبديل بين الفاتح والداكن").click()
    expect(page.locator("body")).to_have_css("background-color", LIGHT)
    visit(page, "/help")
    expect(page.locator("body")).to_have_css("background-color", LIGHT)


def test_forced_colours_show_what_is_chosen(open_page: Callable[..., Page]) -> None:
    page = open_page(forced_colors="active")
    visit(page, "/search?q=المكتبة")
    first, second = page.locator(".pages a:not([rel])").evaluate_all(SHOWN, "backgroundColor")
    assert first != second
    first, second, third = page.locator(".sorts a").evaluate_all(SHOWN, "borderBlockEndColor")
    assert first != second == third
    page.locator("#q").clear()
    type_query(page, "الم")
    options = page.locator("#suggestions [role=option]")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    first, second, *_ = options.evaluate_all(SHOWN, "backgroundColor")
    assert first != second


STYLES = sorted(path.name for path in STATIC.glob("*.css"))
RULES = """text => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return [...sheet.cssRules].map(rule => rule.cssText.replace(/([,:]) /g, "$1"));
}"""


@pytest.mark.parametrize("name", STYLES)
def test_a_style_says_the_same_without_its_spaces(page: Page, name: str) -> None:
    written, served = (page.evaluate(RULES, text) for text in ((STATIC / name).read_text(), shortened(name)))
    assert written and written == served
