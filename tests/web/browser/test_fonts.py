"""The fonts of the page are its own."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from reader import visit

LETTERS = "ڤيينا ڥ ڨابس أڭادير گاز چاي پاكستان ژاله دربارۀ كوردی ئۆ ێ ڕ ڵ ە ٱلرَّحْمَـٰنِ بٖ بٗ ۔"
SIGNS = "«»‹›“”‘’–—… • ° é è ü ç ñ Ö"

WRITE = """async (heading, text) => {
    heading.textContent = text
    heading.getBoundingClientRect()  // lays the letters out, which asks for their fonts
    await document.fonts.ready }"""


def test_the_font_of_the_page_is_its_own(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    visit(page, "/search?q=المكتبة")
    page.wait_for_function("document.fonts.check('1em \"Fihris Naskh\"', 'مكتبة')")
    assert any(url.endswith("naskh-arabic.woff2") for url in asked)
    assert all(url.startswith(page.url.split("/search")[0]) for url in asked)


@pytest.mark.parametrize("text", [LETTERS, SIGNS])
def test_letters_of_names_come_from_the_font_of_the_page(page: Page, text: str) -> None:
    """A letter of another font in the middle of a word does not join it as the others do."""
    visit(page, "/article/a1")
    page.locator("h1").evaluate(WRITE, text)
    expect(page.locator("h1")).to_have_text(text)
    devtools = page.context.new_cdp_session(page)
    for method in ("DOM.enable", "CSS.enable"):
        devtools.send(method)
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    heading = devtools.send("DOM.querySelector", {"nodeId": root, "selector": "h1"})
    fonts = devtools.send("CSS.getPlatformFontsForNode", heading)["fonts"]
    assert fonts and not [each["familyName"] for each in fonts if not each["isCustomFont"]]
