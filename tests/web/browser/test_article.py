"""An article: marks, its link, on paper."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect
from reader import picture, visit


def test_a_mark_changes_no_letter(page: Page) -> None:
    visit(page, "/article/a1?q=المكتبة")
    mark = page.locator(".body mark").first
    for name, value in {"padding": "0px", "margin": "0px", "font-weight": "400", "display": "inline"}.items():
        expect(mark).to_have_css(name, value)


def test_the_link_can_be_copied(open_page: Callable[..., Page], base: str) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    visit(page, "/article/a1?q=المكتبة")
    page.get_by_role("button", name="نسخ الرابط").click()
    expect(page.locator("[data-announce]")).to_have_text("نُسخ الرابط")
    assert page.evaluate("navigator.clipboard.readText()") == f"{base}/article/a1"


def test_a_citation_can_be_copied(open_page: Callable[..., Page]) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    visit(page, "/article/a1")
    page.get_by_text("الاستشهاد بهذا المقال").click()
    for name, begin in (("نصًّا", "ليلى حداد، «المكتبة"), ("BibTeX", "@article{a1,"), ("RIS", "TY  - NEWS")):
        page.get_by_role("button", name=f"نسخ ({name})").click()
        page.wait_for_function(
            "begin => navigator.clipboard.readText().then(text => text.startsWith(begin))", arg=begin
        )
    picture(page, "citation")


def test_the_next_hit_is_one_step_away(page: Page) -> None:
    visit(page, "/search?q=المكتبة")
    page.locator(".hit h3 a").nth(1).click()
    page.get_by_role("link", name="النتيجة التالية").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("أخبار المكتبة 2")
    page.get_by_role("link", name="النتيجة السابقة").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("أخبار المكتبة 1")


def test_print_shows_the_article_alone(page: Page) -> None:
    visit(page, "/article/a1?q=المكتبة")
    page.emulate_media(media="print")
    expect(page.locator(".body")).to_be_visible()
    for selector in (".top", ".bottom", ".actions", ".back", ".cite", ".neighbours", "#copies"):
        expect(page.locator(selector)).to_be_hidden()
    expect(page.locator(".printed")).to_be_visible()
    expect(page.locator(".printed")).to_contain_text("/article/a1")
    page.emulate_media(media="screen")
    expect(page.locator(".printed")).to_be_hidden()


def test_a_byline_that_wraps_does_not_begin_a_line_with_its_dot(page: Page) -> None:
    visit(page, "/article/a1")
    dots = """(spans, part) => spans.map(each => getComputedStyle(each, part).content)"""
    spans = page.locator("article .byline > span")
    expect(spans).to_have_count(3)
    assert spans.evaluate_all(dots, "::before") == ["none", "none", "none"]
    assert spans.evaluate_all(dots, "::after") == ['"·"', '"·"', "none"]
