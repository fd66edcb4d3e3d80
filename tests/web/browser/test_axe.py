"""What axe-core finds wrong for readers with a screen reader, a keyboard, weak eyes: nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from reader import visit

ADDRESSES = [
    "/",
    "/search?q=المكتبة",
    "/search?q=المكتبة الزيتون",
    "/search?q=فراغ&source=وكالة البريد&from=2021",
    "/search?q=المكتبة&page=x",
    "/article/a1?q=المكتبة",
    "/article/a5",
    "/search?tag=كتب",
    "/months",
    "/sources?q=المكتبة&order=name",
    "/help",
    "/docs",
    "/none",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(open_page: Callable[..., Page], scheme: str, language: str, width: int) -> None:
    page = open_page(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    found = []
    for address in ADDRESSES:
        visit(page, f"{address}{'&' if '?' in address else '?'}lang={language}")
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        report = Axe().run(page)
        found += [
            f"{address}: {each['id']}: {each['nodes'][0]['html']}" for each in report.response["violations"]
        ]
    assert not found, "\n".join(found)
