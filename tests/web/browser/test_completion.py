"""Completions while typing: by keys and by mouse, on a fast machine and on a slow one."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from reader import complete, picture, query_box, type_query, visit

ANYTHING = re.compile("")


@pytest.fixture(params=[1, 6], ids=["fast", "slow"])
def slowness(request: pytest.FixtureRequest) -> float:
    """Keys come between other steps of the page on a slow machine."""
    return request.param


def type_and_see_all(page: Page, number: int = 5) -> None:
    """Type what four queries and a title begin with, and wait for the completions of the whole of it."""
    with page.expect_response(re.compile(r"suggest\?q=%D8%A7%D9%84%D9%85$")):
        type_query(page, "الم")
    expect(page.get_by_role("option")).to_have_count(number)


def test_by_keyboard(page: Page) -> None:
    visit(page, "/help")
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    type_and_see_all(page)
    options = page.get_by_role("option")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[data-announce]")).to_have_text("5 اقتراحات")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-1")
    expect(box).to_have_value("المكتبة العامة")
    picture(page, "completion")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("الم")
    page.keyboard.press("ArrowDown")
    expect(options).to_have_count(5)
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(box).to_have_value("الم")  # a title is no query
    page.keyboard.press("ArrowUp")
    expect(box).to_have_value("المدينة القديمة")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=%D8%A7"))
    expect(page.locator(".hit").first).to_be_visible()


def test_by_mouse(page: Page) -> None:
    visit(page, "/")
    expect(query_box(page)).to_be_focused()
    type_query(page, "موسم")
    page.get_by_role("group", name="كلمات").get_by_role("option", name="موسم الزيتون").click()
    expect(page.locator(".hit")).to_have_count(1)


def test_a_title_opens_its_article(page: Page) -> None:
    visit(page, "/")
    type_and_see_all(page)
    title = page.get_by_role("group", name="عناوين").get_by_role("option")
    expect(title).to_have_text("المكتبة العامة تفتح أبوابها")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/article/a1$"))
    expect(page.locator(".body")).to_be_visible()
    visit(page, "/")
    type_and_see_all(page)
    title.click()
    expect(page).to_have_url(re.compile("/article/a1$"))


def test_what_was_asked_before_is_offered_until_it_is_erased(page: Page) -> None:
    for query in ("المكتبة", "فراغ", "الزيتون", "المدينة"):  # one of which finds nothing
        visit(page, f"/search?q={query}")
    visit(page, "/")
    before = page.get_by_role("group", name="أبحاثك الأخيرة").get_by_role("option")
    query_box(page).click()
    expect(before).to_have_text(["المدينة", "الزيتون", "المكتبة", "مسح هذه الأبحاث"])
    picture(page, "recent")
    type_and_see_all(page, 6)
    expect(before).to_have_text(["المدينة", "المكتبة", "مسح هذه الأبحاث"])
    words = page.get_by_role("group", name="كلمات").get_by_role("option")
    expect(words).to_have_text(["المكتبة العامة", "المدينة القديمة"])  # each once
    before.last.click()
    expect(page.locator("[data-announce]")).to_have_text("مُسحت أبحاثك الأخيرة")
    expect(query_box(page)).to_have_value("الم")
    query_box(page).fill("")
    query_box(page).click()
    expect(page.get_by_role("option")).to_have_count(0)
    assert page.evaluate("localStorage.recent") == "[]"
    assert not [cookie for cookie in page.context.cookies() if cookie["name"] != "lang"]


def test_no_part_of_the_page_moves_while_completing(page: Page) -> None:
    visit(page, "/")
    page.evaluate(
        """() => { window.moved = 0
        new PerformanceObserver(list => { for (const each of list.getEntries()) window.moved += each.value })
        .observe({ type: "layout-shift", buffered: false }) }"""
    )
    before = page.evaluate("document.querySelector('main').getBoundingClientRect().height")
    type_and_see_all(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.querySelector('main').getBoundingClientRect().height") == before
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("window.moved") == 0


def test_what_is_chosen_is_seen_in_a_list_longer_than_the_screen(open_page: Callable[..., Page]) -> None:
    page = open_page(viewport={"width": 320, "height": 300})
    visit(page, "/help")
    complete(page, "عنوان من كلمات كثيرة جدا لا يتسع لها سطر واحد", 8)
    type_query(page, "ع")
    expect(page.get_by_role("option")).to_have_count(8)
    page.wait_for_function("document.querySelector('#suggestions').clientWidth > 250")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option").last).to_be_in_viewport(ratio=0.9)


def test_a_late_answer_does_not_change_the_list_under_a_choice(page: Page) -> None:
    visit(page, "/")
    type_and_see_all(page)
    held: list[Route] = []
    page.route("**/suggest?**", lambda route: held.append(route))
    with page.expect_request("**/suggest?**"):
        type_query(page, "ك")
    with page.expect_event("requestfailed"):  # given up: no answer to it can change anything
        page.keyboard.press("ArrowDown")
    for route in held:
        route.fulfill(json={"completions": ["آخر"]})
    box = page.get_by_role("combobox")
    expect(box).to_have_value("المكتبة")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-0")
    expect(page.get_by_role("option", selected=True)).to_have_text("المكتبة")


@pytest.mark.parametrize("key", ["Home", "End", "ArrowLeft", "ArrowRight"])
def test_moving_in_the_text_goes_on_from_the_choice(page: Page, key: str) -> None:
    visit(page, "/")
    type_and_see_all(page)
    box = page.get_by_role("combobox")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-0")
    page.keyboard.press(key)
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    expect(box).not_to_have_attribute("aria-activedescendant", ANYTHING)
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(box).to_have_value("المكتبة")


def test_typing_goes_on_from_the_choice_at_once(page: Page) -> None:
    visit(page, "/")
    type_and_see_all(page)
    box = page.get_by_role("combobox")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_value("المكتبة")
    page.route("**/suggest?**", lambda _: None)  # never answered
    page.keyboard.type("ه")
    expect(box).to_have_value("المكتبةه")
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    expect(box).not_to_have_attribute("aria-activedescendant", ANYTHING)


def test_a_refused_completion_leaves_no_list_of_another_text(page: Page) -> None:
    visit(page, "/")
    type_and_see_all(page)
    page.route("**/suggest?**", lambda route: route.fulfill(status=404, json={}))
    type_query(page, "ط")
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")
