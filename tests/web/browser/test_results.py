"""The page of results: filters, chart, dates, pages, reasons, languages; without script, too; on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from reader import picture, visit


def test_filter_chart_and_second_page(page: Page) -> None:
    visit(page, "/search?q=المكتبة")
    page.get_by_role("complementary").get_by_role("link", name="وكالة البريد").click()
    expect(page.locator("#count")).to_contain_text("10 نتائج")
    page.get_by_role("link", name=re.compile("إزالة القيد")).click()
    page.get_by_role("navigation", name="النتائج عبر الزمن").get_by_role("link", name="2021").click()
    expect(page.locator("#count")).to_contain_text("5 نتائج")
    expect(page).to_have_url(re.compile("from=2021&to=2021"))
    visit(page, "/search?q=المكتبة")
    page.get_by_role("link", name="التالية").click()
    expect(page.locator(".hit")).to_have_count(9)
    page.get_by_role("link", name="الأحدث").click()
    expect(page.locator(".byline time").first).to_have_text("15 ديسمبر/كانون الأول 2021")


def test_the_chart_stands_open_where_there_is_room(page: Page) -> None:
    visit(page, "/search?q=المكتبة")
    expect(page.locator(".chart")).to_be_visible()
    expect(page.locator(".fold > summary")).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 700})
    expect(page.locator(".chart")).to_be_hidden()
    expect(page.locator(".fold > summary")).to_be_visible()


def test_dates_are_chosen_in_the_form(page: Page) -> None:
    visit(page, "/search?q=المدينة")
    page.get_by_label("من", exact=True).fill("مارس/آذار 2021")
    page.get_by_role("button", name="طبّق").click()
    expect(page.locator("#count")).to_contain_text("نتيجة واحدة")


def test_why_opens(page: Page) -> None:
    visit(page, "/search?q=المكتبة")
    page.get_by_text("لماذا ظهرت هذه النتيجة؟").first.click()
    expect(page.locator(".why").first).to_be_visible()
    expect(page.locator(".why").first).to_have_text("المكتبة: صيغة أخرى من الكلمة نفسها")


def test_language_is_one_click_away_and_kept(page: Page) -> None:
    visit(page, "/search?q=المكتبة")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.locator("#count")).to_contain_text("19 results")
    expect(page.locator(".hit h3").first).to_have_attribute("dir", "rtl")
    picture(page, "english")
    visit(page, "/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_without_script(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/")
    page.locator("#q").fill("المكتبة")
    page.get_by_role("button", name="ابحث").click()
    expect(page.locator("#count")).to_contain_text("19 نتيجة")
    page.get_by_role("navigation", name="النتائج عبر الزمن").get_by_role("link", name="2020").click()
    expect(page.locator("#count")).to_contain_text("5 نتائج")
    page.get_by_role("link", name=re.compile("إزالة القيد")).click()
    page.get_by_label("من", exact=True).fill("مارس/آذار 2021")
    page.get_by_role("button", name="طبّق").click()
    expect(page.locator("#count")).to_contain_text("5 نتائج")
    page.locator(".hit h3 a").first.click()
    expect(page.locator(".body")).to_be_visible()
    expect(page.locator("[data-copy]")).to_be_hidden()


def test_printed_results_say_what_was_looked_for(page: Page) -> None:
    visit(page, "/search?q=المكتبة&source=وكالة البريد")
    page.emulate_media(media="print")
    page.wait_for_function("document.querySelector('h1').getBoundingClientRect().height > 10")
    expect(page.locator(".chips")).to_be_visible()
