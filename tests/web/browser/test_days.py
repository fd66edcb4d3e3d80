"""Days chosen in the calendar and on the chart, by mouse and by keys."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from reader import picture, press_tab, type_query, visit

OpenPage = Callable[..., Page]


@pytest.fixture(params=[1, 6], ids=["fast", "slow"])
def slowness(request: pytest.FixtureRequest) -> float:
    return request.param


def day(page: Page, iso: str) -> Locator:
    return page.locator(f'[data-day="{iso}"][tabindex]')


def test_a_day_is_chosen_by_keys(page: Page) -> None:
    visit(page, "/search?q=المكتبة&from=2021-03-11")
    button = page.get_by_role("button", name="اختر يومًا (من)")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(day(page, "2021-03-11")).to_be_focused()
    expect(day(page, "2021-03-11")).to_have_attribute("aria-label", "11 مارس/آذار 2021، 27 رجب 1442 هـ")
    expect(page.locator("[data-hijri]")).to_have_text("رجب 1442 هـ – شعبان 1442 هـ")
    picture(page, "calendar")
    for key, iso in (
        ("ArrowLeft", "2021-03-12"),
        ("ArrowUp", "2021-03-05"),
        ("Home", "2021-02-27"),
        ("End", "2021-03-05"),
        ("PageUp", "2021-02-05"),
        ("Shift+PageDown", "2022-02-05"),
        ("Shift+PageUp", "2021-02-05"),
        ("PageDown", "2021-03-05"),
        ("ArrowRight", "2021-03-04"),
    ):
        page.keyboard.press(key)
        expect(day(page, iso)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()
    expect(page.get_by_label("من", exact=True)).to_have_value("4 مارس/آذار 2021")
    page.get_by_role("button", name="طبّق").click()
    expect(page).to_have_url(re.compile("from=4"))
    expect(page.locator(".chips")).to_contain_text("من 4 مارس/آذار 2021")


def test_escape_leaves_the_date_as_it_was(page: Page) -> None:
    visit(page, "/search?q=المكتبة&lang=en")
    page.get_by_role("button", name="Choose a day (To)").click()
    expect(page.get_by_label("Month", exact=True)).to_have_value("12")
    page.get_by_label("Year", exact=True).fill("2020")
    page.get_by_label("Month", exact=True).select_option("March")
    expect(day(page, "2020-03-31")).to_be_visible()
    page.get_by_role("button", name="Previous month").click()
    expect(day(page, "2020-02-29")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_label("To", exact=True)).to_have_value("")


def test_days_outside_the_collection_cannot_be_chosen(page: Page) -> None:
    visit(page, "/search?q=المكتبة")
    page.get_by_role("button", name="اختر يومًا (إلى)").click()
    expect(day(page, "2021-12-15")).not_to_have_attribute("aria-disabled", "true")
    expect(day(page, "2021-12-16")).to_have_attribute("aria-disabled", "true")
    day(page, "2021-12-16").click(force=True)
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_label("إلى", exact=True)).to_have_value("")


def bars(page: Page) -> Locator:
    return page.locator(".chart li a")


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 1)])
def test_a_time_is_drawn_on_the_chart(page: Page, one: int, other: int) -> None:
    visit(page, "/search?q=المكتبة")
    places = [bars(page).nth(at).bounding_box() for at in (one, other)]
    assert all(places)
    (first, last) = [(box["x"] + box["width"] / 2, box["y"] + 5) for box in places if box]
    page.mouse.move(*first)
    page.mouse.down()
    page.mouse.move(*last, steps=3)
    expect(page.locator(".drawn")).to_have_count(2)
    expect(page.locator("[data-hint]")).to_have_text("من 2019 إلى 2020")
    picture(page, "range")
    page.mouse.up()
    expect(page).to_have_url(re.compile("from=2019&to=2020"))


def test_a_time_is_chosen_on_the_chart_by_keys(page: Page) -> None:
    visit(page, "/search?q=المكتبة")
    bars(page).nth(0).focus()
    page.keyboard.press("ArrowLeft")
    expect(bars(page).nth(1)).to_be_focused()
    expect(page.locator(".drawn")).to_have_count(0)
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator(".drawn")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(page.locator(".drawn")).to_have_count(0)
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("[data-announce]")).to_have_text("من 2020 إلى 2021")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("from=2020&to=2021"))


def test_the_script_of_days_comes_when_a_reader_turns_to_them(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    visit(page, "/search?q=المكتبة")
    assert asked and not any("days.js" in address or "calendar" in address for address in asked)
    with page.expect_response(lambda answer: "/days.js?v=" in answer.url) as told:
        bars(page).nth(0).focus()
    assert "immutable" in told.value.headers["cache-control"]


def test_a_bar_is_still_a_link(page: Page) -> None:
    visit(page, "/search?q=المكتبة&lang=en")
    bars(page).nth(1).hover()
    expect(bars(page).nth(1).locator(".tip")).to_be_visible()
    bars(page).nth(1).click()
    expect(page).to_have_url(re.compile("from=2019&to=2019"))


def test_from_home_to_a_chosen_day_to_an_article_and_back_by_keys_alone(page: Page) -> None:
    visit(page, "/")
    type_query(page, "المكتبة")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_contain_text("19 نتيجة")
    tab_to(page, page.get_by_role("button", name="اختر يومًا (من)"))
    page.keyboard.press("Enter")
    expect(day(page, "2021-12-15")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    tab_to(page, page.get_by_role("button", name="طبّق"))
    page.keyboard.press("Enter")
    expect(page.locator(".hit")).to_have_count(1)
    there = page.url
    tab_to(page, page.locator(".hit h3 a"))
    page.keyboard.press("Enter")
    expect(page.locator(".body")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="العودة إلى نتائج"))
    page.keyboard.press("Enter")
    expect(page.locator(".hit")).to_have_count(1)
    assert "from=" in there and "2021-12-15" in page.url


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is there; a page has fewer stops than this."""
    for _ in range(60):
        press_tab(page)
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("not reached by Tab")


@pytest.mark.parametrize("address", ["**/calendar/**", "**/days.js?*"])
@pytest.mark.parametrize("is_answered", [True, False], ids=["refused", "unreachable"])
def test_a_calendar_that_did_not_come_is_asked_for_again(
    page: Page, asked_for: list[str], address: str, is_answered: bool
) -> None:
    asked_for.append("net::ERR_FAILED")
    visit(page, "/search?q=المكتبة")
    page.route(address, lambda route: route.fulfill(status=404) if is_answered else route.abort())
    button, field = page.get_by_role("button", name="اختر يومًا (من)"), page.get_by_label("من", exact=True)
    for _ in range(2):
        button.click()
        expect(field).to_be_focused()
    bars(page).nth(1).hover()
    page.keyboard.type("2020")
    expect(field).to_have_value("2020")
    page.unroute(address)
    button.click()
    expect(day(page, "2021-12-15")).to_be_focused()
    page.keyboard.press("Escape")
    bars(page).nth(0).focus()
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator(".drawn")).to_have_count(2)
    expect(page.get_by_role("dialog", include_hidden=True)).to_have_count(1)
