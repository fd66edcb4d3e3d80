"""Web pages of every age: what surrounds an article, and where its title and its date stand."""

from collections import Counter

import pytest

from search.articles.formats.html import page_article

TITLE = "افتتاح سوق الأسماك الجديد في ميناء الفاو"
TEXT = (
    "افتتحت بلدية الفاو سوقًا جديدًا للأسماك يضم أربعين محلًا، بعد عامين من العمل المتواصل في الميناء القديم.",
    "وقال مدير السوق إن الصيادين سيبيعون صيدهم مباشرة للناس كل صباح، وإن الأسعار ستكون معلنة للجميع.",
    "وأضاف أن السوق سيبقى مفتوحًا طوال أيام الأسبوع، وأن مخازن التبريد تتسع لعشرين طنًا.",
)
BODY = "".join(f"<p>{line}</p>" for line in TEXT)
MENU = "<header><nav><ul><li>محليات</li><li>رياضة</li><li>اقتصاد</li></ul></nav></header>"
SITE = "<meta property='og:site_name' content='الميناء'><meta property='og:title' content='الميناء'>"


def page(body: str, head: str = "") -> str:
    """A page of this body."""
    return f'<!DOCTYPE html><html lang="ar" dir="rtl"><head>{head}</head><body>{MENU}{body}</body></html>'


TITLES = {
    "parts of the site in it": f"<title>صحيفة الميناء &raquo; محليات &raquo; {TITLE}</title>",
    "the site for all pages": f"<title>الميناء</title>{SITE}",
    "the site after it": f"<title>{TITLE} | صحيفة الميناء</title>",
}


@pytest.mark.parametrize("name", TITLES)
def test_title(name: str) -> None:
    found = page_article(page(f"<main><h2>{TITLE}</h2>{BODY}</main>", TITLES[name]), Counter())
    assert (found.title, found.text) == (TITLE, "\n".join(TEXT))


def test_a_heading_of_a_part_is_not_the_title() -> None:
    head = f"<title>{TITLE} - محليات</title>"
    assert page_article(page(f"<h2>محليات</h2><article>{BODY}</article>", head), Counter()).title == TITLE


def test_the_name_of_the_site_above_the_title_is_not_the_title() -> None:
    body = f"<h1>الميناء</h1><article><h2>{TITLE}</h2>{BODY}</article>"
    assert page_article(page(body, f"<title>الميناء</title>{SITE}"), Counter()).title == TITLE


DATES = {
    "of another article above": "<div><time datetime='2024-01-01'>1 يناير 2024</time> خبر آخر</div>",
    "of another article in a class": "<div class='latest-date'>1 يناير 2024</div>",
}


@pytest.mark.parametrize("name", DATES)
def test_the_date_in_the_article_comes_first(name: str) -> None:
    body = f"<article><h1>{TITLE}</h1><span class='entry-date'>١٢ نيسان ٢٠٢٣</span>{BODY}</article>"
    assert page_article(page(DATES[name] + body), Counter()).date == "2023-04-12"


def test_an_article_beside_the_text_is_another() -> None:
    other = "<article><time>1 يناير 2020</time><h3>حريق في مخزن</h3></article>"
    text = f"<h1>{TITLE}</h1><div><time>12 نيسان 2023</time><p>{TEXT[0]}</p><p>{TEXT[2]}</p></div>"
    found = page_article(page(f"{text}{other}", f"<title>{TITLE}</title>"), Counter())
    assert (found.date, found.text) == ("2023-04-12", f"{TEXT[0]}\n{TEXT[2]}")


def test_a_page_laid_out_in_a_table() -> None:
    lines = "<br><br>".join((f"<b>{TITLE}</b>", "الأربعاء 12 نيسان 2023", *TEXT))
    body = f"<table><tr><td>محليات<br>رياضة</td><td><font size=5>{lines}</font></td></tr></table>"
    found = page_article(page(body, f"<title>{TITLE}</title>"), Counter())
    assert (found.title, found.date) == (TITLE, "2023-04-12")
    assert found.text.split("\n")[-3:] == list(TEXT)


def test_a_table_of_figures_stays_one() -> None:
    table = "<table><tr><th>السنة</th><th>المحلات</th></tr><tr><td>2023</td><td>أربعون</td></tr></table>"
    found = page_article(page(f"<article><h1>{TITLE}</h1>{BODY}{table}<p>{TEXT[0]}</p></article>"), Counter())
    assert "| 2023 | أربعون |" in found.text


def test_a_short_article_without_the_menu() -> None:
    body = f"<main><article><h1>{TITLE}</h1><p>أغلقت البلدية الجسر حتى المساء.</p></article></main>"
    assert page_article(page(body), Counter()).text == "أغلقت البلدية الجسر حتى المساء."


@pytest.mark.parametrize("words", ['["أسماك", "الفاو"]', '"أسماك,الفاو"'])
def test_keywords_of_linked_data_are_tags(words: str) -> None:
    data = f'{{"@type": "NewsArticle", "headline": "{TITLE}", "keywords": {words}}}'
    head = f'<script type="application/ld+json">{data}</script>'
    assert page_article(page(f"<article>{BODY}</article>", head), Counter()).tags == ("أسماك", "الفاو")
