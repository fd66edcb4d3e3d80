"""The XML that MediaWiki exports: pages, redirects and talk; what of a page is its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.articles import Read, Skipped, read
from search.model import Article

FIRST = "سوق الكتاب معرض سنوي في البصرة."
PAGE = """{{صندوق معلومات سوق
| اسم = سوق {{علم|العراق}}
| صورة = a.jpg
}}
'''سوق الكتاب''' معرض سنوي في [[البصرة]].&lt;ref name="a"&gt;{{استشهاد|عنوان=كتاب}}&lt;/ref&gt;
[[ملف:a.jpg|تصغير|يمين|صورة السوق في [[بغداد|المدينة]]]]
{| class="wikitable"
! سنة !! زوار
|-
| 2020 || 300
|}
== التاريخ ==
* افتتح ''أول مرة'' سنة [[1990]] في [[بغداد|مدينة بغداد]].
__لا_فهرس__
[[تصنيف:أسواق العراق|كتاب]]
[[Category:Books]]
[[en:Market]]
&lt;!-- تعليق --&gt;"""


def page(title: str, text: str, ns: int = 0, more: str = "", number: int = 7) -> str:
    return (
        f"<page><title>{title}</title><ns>{ns}</ns><id>{number}</id>{more}<revision><id>70</id>"
        "<timestamp>2021-03-11T10:15:00Z</timestamp><contributor><username>سلمى</username></contributor>"
        f'<text bytes="9" xml:space="preserve">{text}</text></revision></page>'
    )


def found(tmp_path: Path, *pages: str) -> list[Read | Skipped]:
    path = tmp_path / "pages.xml"
    path.write_text(
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="ar"><siteinfo>'
        "<sitename>ويكيبيديا</sitename><base>https://ar.wikipedia.org/wiki/%D8%A7%D9%84</base><namespaces>"
        '<namespace key="0"/><namespace key="6">ملف</namespace><namespace key="14">تصنيف</namespace>'
        f"</namespaces></siteinfo>{''.join(pages)}</mediawiki>",
        "utf-8",
    )
    return list(read(path))


def articles(tmp_path: Path, *pages: str) -> list[Article]:
    return [each.article for each in found(tmp_path, *pages) if isinstance(each, Read)]


def test_a_page_is_an_article_without_what_is_no_text(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, page("سوق الكتاب", PAGE))
    assert (article.title, article.source, article.date) == ("سوق الكتاب", "ويكيبيديا", "2021-03-11")
    assert article.text == f"{FIRST}\nالتاريخ\nافتتح أول مرة سنة 1990 في مدينة بغداد."
    assert article.tags == ("أسواق العراق", "Books")
    assert article.url and article.url.startswith("https://ar.wikipedia.org/wiki/%D8%B3%D9%88%D9%82_")


@pytest.mark.parametrize(
    "other",
    [
        page("نقاش:سوق", "نقاش طويل", ns=1),
        page("قالب:سوق", "قالب", ns=10),
        page("السوق", "#تحويل [[سوق الكتاب]]", more='<redirect title="سوق الكتاب" />'),
    ],
    ids=["talk", "template", "redirect"],
)
def test_other_pages_are_no_articles(tmp_path: Path, other: str) -> None:
    assert [each.title for each in articles(tmp_path, page("سوق", FIRST), other)] == ["سوق"]


def test_a_page_of_templates_alone_is_named(tmp_path: Path) -> None:
    first, second = found(tmp_path, page("سوق", FIRST), page("فارغ", "{{قالب|نص}}", number=8))
    assert isinstance(first, Read) and first.member == "7"
    assert isinstance(second, Skipped) and second.where() == "pages.xml, item 2"


@pytest.mark.parametrize("mark", ["[[", "{{", "{|", "'" * 3, "[[ملف:[["])
def test_marks_that_nothing_closes_harm_nothing(tmp_path: Path, mark: str) -> None:
    assert len(found(tmp_path, page("سوق", f"{FIRST}\n{mark * 3_000}"))) == 1
