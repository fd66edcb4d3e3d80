"""The pages in Debian's chromium: what a reader does with mouse, keyboard, screen reader, without script.

With FIHRIS_SCREENSHOTS naming a folder, the main states are kept there as pictures.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from fake import ARTICLES, FakeSearcher
from playwright.sync_api import Browser, Page, Playwright, Route, expect, sync_playwright
from werkzeug.serving import make_server

from search.model import Article
from search.settings import Settings
from web import create_app

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
PICTURES = os.environ.get("FIHRIS_SCREENSHOTS")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="needs chromium"),
]


@contextmanager
def served(articles: Iterable[Article]) -> Iterator[str]:
    """The address of a server that finds these articles."""
    app = create_app(Settings(rate_limit="off"), FakeSearcher(articles))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with served(ARTICLES) as address:
        yield address


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    yield browser
    browser.close()


@pytest.fixture
def page(chromium: Browser, base: str) -> Iterator[Page]:
    yield from opened(chromium, base)


def opened(chromium: Browser, base: str, **options: object) -> Iterator[Page]:
    """A page of a fresh browser; errors of scripts and refusals of the policy fail the test."""
    context = chromium.new_context(base_url=base, **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(5_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    yield page
    context.close()
    assert not [each for each in complaints if "404" not in each]


def picture(page: Page, name: str) -> None:
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def test_search_by_typing_and_read_the_article(page: Page) -> None:
    page.goto("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("المكتبة")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("19 نتيجة"))
    expect(page.locator("[data-announce]")).to_have_text("19 نتيجة")
    picture(page, "results")
    page.get_by_role("link", name="المكتبة العامة تفتح أبوابها").click()
    expect(page.locator(".body mark")).to_have_count(2)
    expect(page.locator(".body mark").first).to_have_text("المكتبة")
    picture(page, "article")
    page.get_by_role("link", name="العودة إلى نتائج").click()
    expect(page).to_have_title(re.compile("19 نتيجة"))


def test_a_mark_changes_no_letter(page: Page) -> None:
    page.goto("/article/a1?q=المكتبة")
    style = "el => { const s = getComputedStyle(el); return [s.padding, s.margin, s.fontWeight, s.display] }"
    mark = page.locator(".body mark").first
    assert mark.evaluate(style) == ["0px", "0px", "400", "inline"]


def test_completion_by_keyboard(page: Page) -> None:
    page.goto("/help")
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    page.keyboard.type("الم")
    options = page.get_by_role("option")
    expect(options).to_have_count(4)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[data-announce]")).to_have_text("4 اقتراحات")
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
    expect(options).to_have_count(4)
    page.keyboard.press("ArrowUp")
    expect(box).to_have_value("المدينة القديمة")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=%D8%A7"))
    expect(page.locator(".hit").first).to_be_visible()


def test_completion_by_mouse(page: Page) -> None:
    page.goto("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("موسم")
    page.get_by_role("option", name="موسم الزيتون").click()
    expect(page.locator(".hit")).to_have_count(1)


def test_filter_chart_and_second_page(page: Page) -> None:
    page.goto("/search?q=المكتبة")
    page.get_by_role("complementary").get_by_role("link", name="وكالة البريد").click()
    expect(page.locator("#count")).to_contain_text("10 نتائج")
    page.get_by_role("link", name=re.compile("إزالة القيد")).click()
    page.get_by_role("navigation", name="النتائج عبر الزمن").get_by_role("link", name="2021").click()
    expect(page.locator("#count")).to_contain_text("5 نتائج")
    expect(page).to_have_url(re.compile("from=2021&to=2021"))
    page.goto("/search?q=المكتبة")
    page.get_by_role("link", name="التالية").click()
    expect(page.locator(".hit")).to_have_count(9)
    page.get_by_role("link", name="الأحدث").click()
    expect(page.locator(".byline time").first).to_have_text("15 ديسمبر/كانون الأول 2021")


def test_dates_are_chosen_in_the_form(page: Page) -> None:
    page.goto("/search?q=المدينة")
    page.get_by_label("من", exact=True).select_option(label="مارس/آذار 2021")
    page.get_by_role("button", name="طبّق").click()
    expect(page.locator("#count")).to_contain_text("نتيجة واحدة")


def test_why_opens(page: Page) -> None:
    page.goto("/search?q=المكتبة")
    page.get_by_text("لماذا ظهرت هذه النتيجة؟").first.click()
    expect(page.locator(".more li").first).to_have_text("المكتبة: صيغة أخرى من الكلمة نفسها")


def test_language_is_one_click_away_and_kept(page: Page) -> None:
    page.goto("/search?q=المكتبة")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.locator("#count")).to_contain_text("19 results")
    expect(page.locator(".hit h3").first).to_have_attribute("dir", "rtl")
    picture(page, "english")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_dark_by_the_system_and_by_choice(chromium: Browser, base: str) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    for page in opened(chromium, base, color_scheme="dark"):
        page.goto("/search?q=المكتبة")
        assert page.evaluate(colour) == "rgb(21, 24, 27)"
        picture(page, "dark")
        page.get_by_role("button", name="التبديل بين الفاتح والداكن").click()
        assert page.evaluate(colour) == "rgb(252, 251, 248)"
        page.goto("/help")
        assert page.evaluate(colour) == "rgb(252, 251, 248)"


def test_without_script(chromium: Browser, base: str) -> None:
    for page in opened(chromium, base, java_script_enabled=False):
        page.goto("/")
        page.locator("#q").fill("المكتبة")
        page.get_by_role("button", name="ابحث").click()
        expect(page.locator("#count")).to_contain_text("19 نتيجة")
        page.get_by_role("navigation", name="النتائج عبر الزمن").get_by_role("link", name="2020").click()
        expect(page.locator("#count")).to_contain_text("5 نتائج")
        page.get_by_role("link", name=re.compile("إزالة القيد")).click()
        page.get_by_label("من", exact=True).select_option(label="مارس/آذار 2021")
        page.get_by_role("button", name="طبّق").click()
        expect(page.locator("#count")).to_contain_text("5 نتائج")
        page.locator(".hit h3 a").first.click()
        expect(page.locator(".body")).to_be_visible()
        expect(page.locator("[data-copy]")).to_be_hidden()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=المكتبة&source=" + "ب" * 200,
        "/search?q=المكتبة",
        "/search?q=المكتبة الزيتون",
        "/article/a5?q=الكتب",
        "/help",
        "/docs",
    ],
)
def test_nothing_is_wider_than_a_small_phone(
    chromium: Browser, base: str, address: str, language: str
) -> None:
    for page in opened(chromium, base, viewport={"width": 320, "height": 640}):
        page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        if address.endswith("المكتبة") and language == "ar":
            picture(page, "phone")
            expect(page.locator(".filters")).not_to_have_attribute("open", "")
            page.get_by_text("تضييق النتائج").click()
            expect(page.get_by_label("من", exact=True)).to_be_visible()


def test_all_by_keyboard(page: Page) -> None:
    page.goto("/search?q=المكتبة")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="انتقل إلى المحتوى")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="الأوثق صلة")).to_be_focused()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.hit h3') !== null"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".body")).to_be_visible()


def test_the_link_can_be_copied(chromium: Browser, base: str) -> None:
    for page in opened(chromium, base, permissions=["clipboard-read", "clipboard-write"]):
        page.goto("/article/a1?q=المكتبة")
        page.get_by_role("button", name="نسخ الرابط").click()
        expect(page.locator("[data-announce]")).to_have_text("نُسخ الرابط")
        assert page.evaluate("navigator.clipboard.readText()") == f"{base}/article/a1"


def test_print_shows_the_article_alone(page: Page) -> None:
    page.goto("/article/a1?q=المكتبة")
    page.emulate_media(media="print")
    expect(page.locator(".body")).to_be_visible()
    for selector in (".top", ".bottom", ".actions", ".back", "#copies"):
        expect(page.locator(selector)).to_be_hidden()


def test_the_font_of_the_page_is_its_own(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/search?q=المكتبة")
    page.wait_for_function("document.fonts.status === 'loaded'")
    assert page.evaluate("document.fonts.check('1em \"Fihris Naskh\"', 'مكتبة')")
    assert any(url.endswith("naskh-arabic.woff2") for url in asked)
    assert all(url.startswith(page.url.split("/search")[0]) for url in asked)


LETTERS = "ڤيينا ڥ ڨابس أڭادير گاز چاي پاكستان ژاله دربارۀ كوردی ئۆ ێ ڕ ڵ ە ٱلرَّحْمَـٰنِ بٖ بٗ ۔"
SIGNS = "«»‹›“”‘’–—… • ° é è ü ç ñ Ö"


@pytest.mark.parametrize("text", [LETTERS, SIGNS])
def test_letters_of_names_come_from_the_font_of_the_page(page: Page, text: str) -> None:
    """A letter of another font in the middle of a word does not join it as the others do."""
    page.goto("/article/a1")
    page.locator("h1").evaluate("(heading, text) => { heading.textContent = text }", text)
    page.wait_for_timeout(100)
    page.wait_for_function("document.fonts.status === 'loaded'")
    devtools = page.context.new_cdp_session(page)
    for method in ("DOM.enable", "CSS.enable"):
        devtools.send(method)
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    heading = devtools.send("DOM.querySelector", {"nodeId": root, "selector": "h1"})
    fonts = devtools.send("CSS.getPlatformFontsForNode", heading)["fonts"]
    assert fonts and not [each["familyName"] for each in fonts if not each["isCustomFont"]]


ADDRESSES = [
    "/",
    "/search?q=المكتبة",
    "/search?q=المكتبة الزيتون",
    "/search?q=فراغ&source=وكالة البريد&from=2021",
    "/search?q=المكتبة&page=x",
    "/article/a1?q=المكتبة",
    "/article/a5",
    "/help",
    "/docs",
    "/none",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(chromium: Browser, base: str, scheme: str, language: str, width: int) -> None:
    context = chromium.new_context(
        base_url=base, color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    )
    page = context.new_page()
    found = []
    for address in ADDRESSES:
        page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        report = Axe().run(page)
        found += [
            f"{address}: {each['id']}: {each['nodes'][0]['html']}" for each in report.response["violations"]
        ]
    context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("address", ["/", "/help", "/none", "/docs"])
@pytest.mark.parametrize(("language", "side"), [("ar", "rtl"), ("en", "ltr")])
def test_an_empty_box_begins_on_the_side_of_the_page(
    page: Page, address: str, language: str, side: str
) -> None:
    page.goto(f"{address}?lang={language}")
    expect(page.locator("#q")).to_have_css("direction", side)
    page.locator("#q").fill("library" if language == "ar" else "مكتبة")
    expect(page.locator("#q")).to_have_css("direction", "ltr" if language == "ar" else "rtl")


def test_the_contract_does_not_scroll_sideways_on_a_phone(chromium: Browser, base: str) -> None:
    for page in opened(chromium, base, viewport={"width": 320, "height": 640}):
        page.goto("/docs?lang=en")
        widths = "[...document.querySelectorAll('.wide')].map(each => each.scrollWidth - each.clientWidth)"
        assert not any(page.evaluate(widths))


@pytest.mark.parametrize("width", [320, 980, 1280])
def test_counts_beside_long_names_stay_whole(chromium: Browser, base: str, width: int) -> None:
    for page in opened(chromium, base, viewport={"width": width, "height": 640}):
        page.goto("/search?q=المكتبة")
        page.evaluate("document.querySelector('.filters').open = true")
        page.evaluate("document.querySelector('.side bdi').textContent = 'aleqtisadiya'.repeat(9)")
        page.evaluate("document.querySelector('.side li .quiet').textContent = '12,345'")
        lines = """count => { const range = document.createRange(); range.selectNodeContents(count)
            return new Set([...range.getClientRects()].map(each => each.top)).size }"""
        assert page.locator(".side li .quiet").first.evaluate(lines) == 1
        assert page.locator(".side").evaluate("side => side.clientWidth") >= 200


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [320, 768])
def test_what_stands_in_a_line_stays_in_a_line(
    chromium: Browser, base: str, width: int, language: str
) -> None:
    for page in opened(chromium, base, viewport={"width": width, "height": 640}):
        page.goto(f"/?lang={language}")
        brand, tools = page.locator(".brand").bounding_box(), page.locator(".tools").bounding_box()
        assert brand and tools and abs(brand["y"] - tools["y"]) < brand["height"] / 2
        page.goto(f"/search?q=المكتبة&lang={language}")
        tops = page.locator(".sorts a").evaluate_all("all => all.map(each => each.offsetTop)")
        assert len(set(tops)) == 1
        page.goto(f"/help?lang={language}")
        written = """box => { const pen = document.createElement("canvas").getContext("2d")
            pen.font = getComputedStyle(box).font; return pen.measureText(box.placeholder).width }"""
        box = page.locator("#q")
        room = box.evaluate("b => b.clientWidth - 2 * parseFloat(getComputedStyle(b).paddingInlineStart)")
        assert box.evaluate(written) <= room


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_chart_of_many_years_stays_within_a_small_phone(chromium: Browser, language: str) -> None:
    years = [Article(str(year), "نص قديم", title="خبر", date=f"{year}-01-01") for year in range(1984, 2024)]
    with served(years) as base:
        for page in opened(chromium, base, viewport={"width": 320, "height": 640}):
            page.goto(f"/search?q=قديم&lang={language}")
            assert page.evaluate("document.documentElement.scrollWidth") == 320
            for bar in page.locator(".chart li a").all():
                bar.focus()
                tip = bar.locator(".tip").bounding_box()
                assert tip and tip["x"] >= 0 and tip["x"] + tip["width"] <= 320


def test_what_is_chosen_is_seen_in_a_list_longer_than_the_screen(chromium: Browser, base: str) -> None:
    for page in opened(chromium, base, viewport={"width": 320, "height": 300}):
        page.goto("/help")
        complete(page, "عنوان من كلمات كثيرة جدا لا يتسع لها سطر واحد", 8)
        page.keyboard.press("/")
        page.keyboard.type("ع")
        expect(page.get_by_role("option")).to_have_count(8)
        assert page.locator("#suggestions").evaluate("list => list.clientWidth") > 250
        page.keyboard.press("ArrowUp")
        expect(page.get_by_role("option").last).to_be_in_viewport(ratio=0.9)


def test_a_late_answer_does_not_change_the_list_under_a_choice(page: Page) -> None:
    page.goto("/")
    page.keyboard.type("الم")
    expect(page.get_by_role("option")).to_have_count(4)
    waiting: list[Route] = []
    page.route("**/suggest?**", lambda route: waiting.append(route))
    with page.expect_request("**/suggest?**"):
        page.keyboard.type("ك")
    page.keyboard.press("ArrowDown")
    for route in waiting:
        route.fulfill(json={"completions": ["آخر"]})
    page.wait_for_timeout(200)
    box = page.get_by_role("combobox")
    expect(box).to_have_value("المكتبة")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-0")
    expect(page.get_by_role("option", selected=True)).to_have_text("المكتبة")


@pytest.mark.parametrize("key", ["Home", "End", "ArrowLeft", "ArrowRight"])
def test_moving_in_the_text_goes_on_from_the_choice(page: Page, key: str) -> None:
    page.goto("/")
    page.keyboard.type("الم")
    expect(page.get_by_role("option")).to_have_count(4)
    page.keyboard.press("ArrowDown")
    page.keyboard.press(key)
    box = page.get_by_role("combobox")
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    expect(box).to_have_value("المكتبة")


def test_typing_goes_on_from_the_choice_at_once(page: Page) -> None:
    page.goto("/")
    page.keyboard.type("الم")
    expect(page.get_by_role("option")).to_have_count(4)
    page.keyboard.press("ArrowDown")
    page.route("**/suggest?**", lambda _: None)  # never answered
    page.keyboard.type("ه")
    box = page.get_by_role("combobox")
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    assert box.get_attribute("aria-activedescendant") is None
    expect(box).to_have_value("المكتبةه")


def test_a_refused_completion_leaves_no_list_of_another_text(page: Page) -> None:
    page.goto("/")
    page.keyboard.type("الم")
    expect(page.get_by_role("option")).to_have_count(4)
    page.route("**/suggest?**", lambda route: route.fulfill(status=404, json={}))
    page.keyboard.type("ط")
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("written", ["/", "ظ"])
def test_the_key_of_the_slash_goes_to_the_box_on_an_arabic_keyboard_too(page: Page, written: str) -> None:
    page.goto("/help")
    expect(page.locator("#q")).not_to_be_focused()
    page.evaluate(
        """key => document.body.dispatchEvent(
        new KeyboardEvent("keydown", { key, code: "Slash", bubbles: true, cancelable: true }))""",
        written,
    )
    expect(page.locator("#q")).to_be_focused()


@pytest.fixture
def keeping(playwright: Playwright) -> Iterator[Browser]:
    """A browser that keeps pages that were left, to show them again as they were."""
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=["--no-sandbox"], ignore_default_args=["--disable-back-forward-cache"]
    )
    yield browser
    browser.close()


def test_after_going_back_the_box_holds_the_query_of_the_results(keeping: Browser, base: str) -> None:
    for page in opened(keeping, base):
        page.goto("/search?q=المكتبة")
        page.locator("#q").fill("المدينة")
        page.keyboard.press("Enter")
        expect(page).to_have_title(re.compile("المدينة"))
        page.evaluate("history.back()")
        expect(page).to_have_title(re.compile("المكتبة"))
        expect(page.locator("#q")).to_have_value("المكتبة")


def test_after_going_back_the_theme_is_the_one_chosen_last(keeping: Browser, base: str) -> None:
    for page in opened(keeping, base, color_scheme="light"):
        page.goto("/search?q=المكتبة")
        page.locator(".hit h3 a").first.click()
        expect(page.locator(".body")).to_be_visible()
        page.get_by_role("button", name="التبديل بين الفاتح والداكن").click()
        page.evaluate("history.back()")
        expect(page.locator(".hits")).to_be_visible()
        expect(page.locator("body")).to_have_css("background-color", "rgb(21, 24, 27)")


def test_a_byline_that_wraps_does_not_begin_a_line_with_its_dot(page: Page) -> None:
    page.goto("/article/a1")
    dots = """(spans, part) => spans.map(each => getComputedStyle(each, part).content)"""
    spans = page.locator("article .byline > span")
    assert spans.evaluate_all(dots, "::before") == ["none", "none", "none"]
    assert spans.evaluate_all(dots, "::after") == ['"·"', '"·"', "none"]


def test_forced_colours_show_what_is_chosen(chromium: Browser, base: str) -> None:
    shown = """(all, name) => all.map(each => getComputedStyle(each)[name])"""
    for page in opened(chromium, base, forced_colors="active"):
        page.goto("/search?q=المكتبة")
        first, second = page.locator(".pages a:not([rel])").evaluate_all(shown, "backgroundColor")
        assert first != second
        first, second, third = page.locator(".sorts a").evaluate_all(shown, "borderBlockEndColor")
        assert first != second == third
        page.locator("#q").fill("الم")
        expect(page.locator("#suggestions li")).to_have_count(4)
        page.keyboard.press("ArrowDown")
        first, second, *_ = page.locator("#suggestions li").evaluate_all(shown, "backgroundColor")
        assert first != second


def test_on_a_phone_the_keyboard_meets_the_filters_where_the_eye_does(chromium: Browser, base: str) -> None:
    for page in opened(chromium, base, viewport={"width": 320, "height": 640}):
        page.goto("/search?q=المكتبة")
        page.locator("main").focus()
        page.keyboard.press("Tab")
        expect(page.locator(".filters summary")).to_be_focused()
        page.set_viewport_size({"width": 1280, "height": 640})
        page.locator("main").focus()
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="الأوثق صلة")).to_be_focused()


def test_printed_results_say_what_was_looked_for(page: Page) -> None:
    page.goto("/search?q=المكتبة&source=وكالة البريد")
    page.emulate_media(media="print")
    heading = page.get_by_role("heading", level=1).bounding_box()
    assert heading and heading["height"] > 10
    expect(page.locator(".chips")).to_be_visible()


def complete(page: Page, text: str, number: int) -> None:
    """Have the server complete anything with this text, so many times."""
    page.route("**/suggest?**", lambda route: route.fulfill(json={"completions": [text] * number}))
