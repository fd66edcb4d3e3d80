"""Widths, lines and sides: what stands where, on a small phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from reader import picture, query_box, served, settle, visit

from search.model import Article

OpenPage = Callable[..., Page]

ADDRESSES = [
    "/",
    "/search?q=المكتبة&source=" + "ب" * 200,
    "/search?q=المكتبة",
    "/search?q=المكتبة الزيتون",
    "/article/a5?q=الكتب",
    "/search?tag=كتب",
    "/months",
    "/sources?q=المكتبة&order=name",
    "/help",
    "/docs",
]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_wider_than_a_small_phone(open_page: OpenPage, address: str, language: str) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    visit(page, f"{address}{'&' if '?' in address else '?'}lang={language}")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    if address.endswith("المكتبة") and language == "ar":
        picture(page, "phone")
        expect(page.locator(".filters")).not_to_have_attribute("open", "")
        page.get_by_text("تضييق النتائج").click()
        expect(page.get_by_label("من", exact=True)).to_be_visible()


@pytest.mark.parametrize("address", ["/", "/help", "/none", "/docs"])
@pytest.mark.parametrize(("language", "side"), [("ar", "rtl"), ("en", "ltr")])
def test_an_empty_box_begins_on_the_side_of_the_page(
    page: Page, address: str, language: str, side: str
) -> None:
    visit(page, f"{address}?lang={language}")
    expect(query_box(page)).to_have_css("direction", side)
    query_box(page).fill("library" if language == "ar" else "مكتبة")
    expect(query_box(page)).to_have_css("direction", "ltr" if language == "ar" else "rtl")


@pytest.mark.parametrize("address", ["/help", "/docs"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_is_read_stays_within_its_column(open_page: OpenPage, address: str, language: str) -> None:
    page = open_page()
    visit(page, f"{address}?lang={language}")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    cut = "all => all.filter(each => each.scrollWidth > each.clientWidth).map(each => each.textContent)"
    torn = """all => { const range = document.createRange()
        const texts = all.flatMap(each => [...each.childNodes]).filter(node => node.data)
        return texts.flatMap(text => [...text.data.matchAll(/\\w+/g)].filter(word => {
            range.setStart(text, word.index)
            range.setEnd(text, word.index + word[0].length)
            return range.getClientRects().length > 1 })).map(word => word[0]) }"""
    for width in (320, 380, 481, 600, 768, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 640})
        settle(page)
        assert page.locator("main :is(th, td, caption, p, li, pre, .wide)").evaluate_all(cut) == [], width
        assert page.locator("table code").evaluate_all(torn) == [], width


@pytest.mark.parametrize("width", [320, 980, 1280])
def test_counts_beside_long_names_stay_whole(open_page: OpenPage, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 640})
    visit(page, "/search?q=المكتبة")
    page.evaluate("document.querySelector('.filters').open = true")
    page.evaluate("document.querySelector('.side bdi').textContent = 'aleqtisadiya'.repeat(9)")
    page.evaluate("document.querySelector('.side li .quiet').textContent = '12,345'")
    settle(page)
    lines = """count => { const range = document.createRange(); range.selectNodeContents(count)
        return new Set([...range.getClientRects()].map(each => each.top)).size }"""
    assert page.locator(".side li .quiet").first.evaluate(lines) == 1
    assert page.locator(".side").evaluate("side => side.clientWidth") >= 200


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [320, 768])
def test_what_stands_in_a_line_stays_in_a_line(open_page: OpenPage, width: int, language: str) -> None:
    page = open_page(viewport={"width": width, "height": 640})
    visit(page, f"/?lang={language}")
    brand, tools = page.locator(".brand").bounding_box(), page.locator(".tools").bounding_box()
    assert brand and tools and abs(brand["y"] - tools["y"]) < brand["height"] / 2
    visit(page, f"/search?q=المكتبة&lang={language}")
    tops = page.locator(".sorts a").evaluate_all("all => all.map(each => each.offsetTop)")
    assert len(set(tops)) == 1
    visit(page, f"/help?lang={language}")
    written = """box => { const pen = document.createElement("canvas").getContext("2d")
        pen.font = getComputedStyle(box).font; return pen.measureText(box.placeholder).width }"""
    room = "box => box.clientWidth - 2 * parseFloat(getComputedStyle(box).paddingInlineStart)"
    assert query_box(page).evaluate(written) <= query_box(page).evaluate(room)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_chart_of_many_years_stays_within_a_small_phone(open_page: OpenPage, language: str) -> None:
    years = [Article(str(year), "نص قديم", title="خبر", date=f"{year}-01-01") for year in range(1984, 2024)]
    with served(years) as base:
        page = open_page(base_url=base, viewport={"width": 320, "height": 640})
        visit(page, f"/search?q=قديم&lang={language}")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        expect(page.locator(".chart")).to_be_hidden()
        page.locator(".fold > summary").click()
        expect(page.locator(".chart")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        for bar in page.locator(".chart li a").all():
            bar.focus()
            expect(bar.locator(".tip")).to_be_visible()
            tip = bar.locator(".tip").bounding_box()
            assert tip and tip["x"] >= 0 and tip["x"] + tip["width"] <= 320


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [320, 380, 1280])
def test_names_of_months_and_weekdays_stay_whole(open_page: OpenPage, width: int, language: str) -> None:
    page = open_page(viewport={"width": width, "height": 640})
    visit(page, f"/search?q=المكتبة&from=2021-08&lang={language}")
    page.evaluate("document.querySelector('.filters').open = true")
    page.locator("[data-pick=from]").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    settle(page)
    picture(page, f"calendar-{width}-{language}")
    missing = """list => { const { width } = list.getBoundingClientRect()
        list.style.cssText = "flex: none; min-inline-size: auto"
        return list.getBoundingClientRect().width - width }"""
    lines = """name => { const range = document.createRange(); range.selectNodeContents(name)
        const isWider = range.getBoundingClientRect().width > name.clientWidth
        return range.getClientRects().length + isWider }"""
    for name in page.locator(".calendar th").all():
        assert name.evaluate(lines) == 1
    assert page.locator(".calendar").evaluate("all => all.scrollWidth - all.clientWidth") == 0
    assert page.locator("[data-month]").evaluate(missing) <= 0
