"""The box in the page of another site: another origin, a strict policy, two boxes, no cookies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from axe_playwright_python.sync_playwright import Axe
from fake import ARTICLES
from playwright.sync_api import Browser, Locator, Page, expect
from reader import LIMIT_MS, listening, picture, served
from support import ROOT
from werkzeug.wrappers import Request, Response

from search.model import Article

DEMO = ROOT / "docs/embedding"
MARKUP = Article(
    "a/1",
    '<img src=x onerror="document.title=1"> & الخطر',
    title="<b>الخطر</b> 'و' \"غيره\"",
    url="javascript:document.title=2",
)
POLICY = (
    "default-src 'none'; script-src {0}; connect-src {0}; style-src 'self'; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'"
)
PAGE = """<!doctype html><html lang="{language}"><meta charset="utf-8"><title>موقع</title>
<script src="{service}/embed.js" crossorigin="anonymous" defer></script>
<main><fihris-search {attributes}><a href="{service}/search">ابحث</a></fihris-search></main></html>"""

ShowBox = Callable[..., Page]


class Site:
    """Another site: one page under a strict policy, which lets it ask one search service."""

    page, policy = "", ""

    @Request.application
    def __call__(self, request: Request) -> Response:
        if request.path == "/demo.css":
            return Response((DEMO / "demo.css").read_text("utf-8"), mimetype="text/css")
        headers = {"Content-Security-Policy": self.policy}
        return Response(self.page if request.path == "/" else "", headers=headers, mimetype="text/html")


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complains of: scripts that fail, what a policy forbids, what is not there."""
    return []


@pytest.fixture
def show_box(chromium: Browser, complaints: list[str]) -> Iterator[ShowBox]:
    """Open a page of another site that has the box of a service that knows the site."""
    with ExitStack() as stack:

        def run(attributes: str = "", language: str = "ar", page: str = PAGE, **given: object) -> Page:
            site = Site()
            origin = stack.enter_context(listening(site))
            settings = {name: given.pop(name) for name in ("cors", "rate_limit", "fold") if name in given}
            service = stack.enter_context(served((*ARTICLES, MARKUP), **{"cors": origin, **settings}))
            site.policy = POLICY.format(service)
            filled = {"service": service, "attributes": attributes, "language": language}
            for name, value in filled.items():
                page = page.replace("{" + name + "}", value)
            site.page = page.replace("http://localhost:8000", service)
            context = stack.enter_context(chromium.new_context(base_url=origin, **given))
            shown = context.new_page()
            shown.set_default_timeout(LIMIT_MS)
            shown.on("pageerror", lambda error: complaints.append(str(error)))
            shown.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
            shown.goto("/")
            return shown

        yield run


def search(page: Page, query: str) -> None:
    box = page.get_by_role("combobox").first
    box.fill(query)
    box.press("Enter")


def status(page: Page) -> Locator:
    return page.get_by_role("status").first


def test_the_demo_in_both_languages(show_box: ShowBox, complaints: list[str]) -> None:
    """The very page that the documentation has, with its hash and its policy."""
    page = show_box(page=(DEMO / "demo.html").read_text("utf-8"))
    arabic, english = page.get_by_role("search").all()
    for box, button, found in ((arabic, "ابحث", "19 نتيجة"), (english, "Search", "19 results")):
        box.get_by_role("combobox").fill("المكتبة")
        box.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_text(found, exact=True)).to_be_visible()
    expect(page.get_by_role("listitem")).to_have_count(6)
    expect(page.locator("mark").first).to_have_text("المكتبة")
    picture(page, "embed")
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert complaints == []


def test_by_keyboard(show_box: ShowBox, complaints: list[str]) -> None:
    page = show_box()
    box, options = page.get_by_role("combobox"), page.get_by_role("option")
    box.focus()
    page.keyboard.type("الم")
    expect(options).to_have_count(5)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").nth(1)).to_have_text("5 اقتراحات")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    expect(box).to_have_value("المكتبة العامة")
    page.keyboard.press("Escape")
    expect(box).to_have_value("الم")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(options).to_have_count(5)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box).to_have_value("المكتبة")
    expect(box).to_have_attribute("aria-expanded", "false")
    more = page.get_by_role("button", name="المزيد من النتائج")
    for shown in (5, 10, 15):
        expect(page.get_by_role("listitem")).to_have_count(shown)
        more.press("Enter")
    expect(page.get_by_role("listitem")).to_have_count(19)
    expect(page.get_by_role("listitem").nth(15).get_by_role("link")).to_be_focused()
    expect(more).to_be_hidden()
    assert complaints == []


def test_by_mouse(show_box: ShowBox) -> None:
    page = show_box()
    page.get_by_role("combobox").press_sequentially("موسم")
    page.get_by_role("option", name="موسم الزيتون").click()
    expect(status(page)).to_have_text("نتيجة واحدة")
    expect(page.get_by_role("option")).to_have_count(0)


def test_what_the_service_says_is_text_and_marks_alone(show_box: ShowBox, complaints: list[str]) -> None:
    page = show_box('q="الخطر"')
    hit = page.get_by_role("listitem")
    expect(hit).to_have_count(1)
    expect(hit.get_by_role("link")).to_have_text(MARKUP.title)
    expect(hit.locator("p").last).to_have_text(MARKUP.text)
    assert hit.evaluate(
        "hit => [...new Set([...hit.querySelectorAll('*')].map(e => e.tagName))].sort().join()"
    ) == ("A,MARK,P")
    expect(page).to_have_title("موقع")
    assert complaints == []


@pytest.mark.parametrize(
    ("attributes", "query", "address"),
    [
        ("", "الخطر", r"^http://127\.0\.0\.1:\d+/article/a%2F1\?q=%D8%A7.*&lang=ar$"),
        ('article="/read/{id}"', "الخطر", "^/read/a%2F1$"),
        ('article="https://site.example/{id}?from=box"', "الخطر", r"^https://site\.example/a%2F1\?from=box$"),
        ('article="{url}"', "تفتح أبوابها ليلى ترميم", r"^https://example\.org/library$"),
        ('article="{url}"', "الخطر", r"^http://127\.0\.0\.1:\d+/article/a%2F1\?"),
        ('article="javascript:{id}"', "الخطر", r"^http://127\.0\.0\.1:\d+/article/a%2F1\?"),
    ],
)
def test_hits_lead_to_the_service_or_where_the_page_says(
    show_box: ShowBox, attributes: str, query: str, address: str
) -> None:
    page = show_box(attributes)
    search(page, query)
    expect(page.get_by_role("listitem").first.get_by_role("link")).to_have_attribute(
        "href", re.compile(address)
    )


def test_a_filter_holds_for_every_search(show_box: ShowBox) -> None:
    page = show_box('filter="source=وكالة البريد&amp;from=2020" q="المكتبة" size="20"')
    expect(status(page)).to_have_text("6 نتائج")
    expect(page.get_by_role("listitem")).to_have_count(6)
    expect(page.get_by_role("link", name="كل النتائج")).to_have_attribute(
        "href", re.compile(r"&source=.*&from=2020$")
    )


@pytest.mark.parametrize(("fold", "shown"), [("near", 1), ("off", 2)])
def test_copies_are_folded_as_on_the_pages_of_the_service(show_box: ShowBox, fold: str, shown: int) -> None:
    page = show_box('q="ترميم"', fold=fold)
    expect(page.get_by_role("listitem")).to_have_count(shown)


def test_partial_hits_suggestions_and_warnings_are_told(show_box: ShowBox) -> None:
    page = show_box(language="en")
    search(page, "المكتبة فراغ")
    expect(status(page)).to_have_text("No full results and 20 partial results")
    expect(page.get_by_text("Partial result", exact=True)).to_have_count(5)
    search(page, '"فراغ')
    expect(status(page)).to_have_text('No article matches “"فراغ”')
    page.get_by_role("button", name="المكتبة").click()
    expect(status(page)).to_have_text("19 results")
    search(page, "")
    expect(status(page)).to_be_empty()
    expect(page.get_by_role("listitem")).to_have_count(0)


def test_a_service_that_does_not_know_the_site_is_told(show_box: ShowBox) -> None:
    page = show_box(cors="https://site.example")
    search(page, "المكتبة")
    expect(status(page)).to_have_text(re.compile(r"لا تجيب .* http://127\.0\.0\.1:\d+: .*FIHRIS_CORS"))


def test_a_service_that_is_away_is_told(show_box: ShowBox) -> None:
    page = show_box()
    page.route(re.compile("/(api|healthz)"), lambda route: route.abort())
    search(page, "المكتبة")
    expect(status(page)).to_have_text("تعذّر الوصول إلى خدمة البحث. حاول مرة أخرى بعد قليل.")
    page.unroute_all()
    search(page, "المكتبة")
    expect(status(page)).to_have_text("19 نتيجة")


def test_a_proxy_that_answers_in_its_own_words_is_a_service_that_is_away(show_box: ShowBox) -> None:
    page = show_box(language="en")
    headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/html"}
    page.route("**/api/**", lambda route: route.fulfill(status=502, headers=headers, body="<h1>Bad</h1>"))
    search(page, "المكتبة")
    expect(status(page)).to_have_text("The search service cannot be reached. Try again in a moment.")


def test_who_asks_too_much_is_told_when_to_ask_again(show_box: ShowBox) -> None:
    page = show_box('q="المكتبة"', language="en", rate_limit="1/day")
    expect(status(page)).to_have_text("19 results")
    page.locator("fihris-search").evaluate("box => box.search('الزيتون')")
    expect(status(page)).to_have_text(
        re.compile(r"^Too many searches came from here\. Try again in [\d,]+ seconds\.$")
    )
    expect(page.get_by_role("listitem")).to_have_count(0)


def test_another_error_is_told_in_the_words_of_the_service(show_box: ShowBox) -> None:
    page = show_box('size="1000" q="المكتبة"')
    expect(status(page)).to_contain_text("size")


def test_a_script_that_was_changed_does_not_run_and_the_link_stays(
    show_box: ShowBox, complaints: list[str]
) -> None:
    changed = PAGE.replace("crossorigin", f'integrity="sha384-{"A" * 64}" crossorigin')
    page = show_box(page=changed)
    expect(page.get_by_role("link", name="ابحث")).to_be_visible()
    expect(page.get_by_role("combobox")).to_have_count(0)
    assert "integrity" in complaints[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(show_box: ShowBox, scheme: str, width: int) -> None:
    page = show_box(
        page=(DEMO / "demo.html").read_text("utf-8"),
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
        bypass_csp=True,
    )
    for query, found in (("المكتبة الزيتون", re.compile("21")), ("فراغ", re.compile("فراغ"))):
        for box in page.get_by_role("combobox").all():
            box.fill(query)
            box.press("Enter")
        expect(page.get_by_role("status").filter(has_text=found)).to_have_count(2)
        report = Axe().run(page)
        found = [f"{each['id']}: {each['nodes'][0]['html']}" for each in report.response["violations"]]
        assert not found, "\n".join(found)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("combobox").first.fill("الم")
    expect(page.get_by_role("option")).to_have_count(5)
    assert not Axe().run(page).response["violations"]


def test_the_box_is_dark_where_the_page_is(show_box: ShowBox) -> None:
    page = show_box(color_scheme="dark")
    box = page.locator("fihris-search .box")
    expect(box).to_have_css("background-color", "rgb(255, 255, 255)")
    page.evaluate("document.documentElement.style.colorScheme = 'light dark'")
    expect(box).to_have_css("background-color", "rgb(21, 24, 27)")
