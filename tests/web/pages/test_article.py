"""An article's page: its text, its relatives, the ways from it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from parsed import page, text


def test_the_article_has_marks_copies_relatives_and_a_way_back(client: FlaskClient) -> None:
    shown = page(client, "/article/a1?q=المكتبة&sort=newest&page=2")
    assert next(text(p) for p in shown.find_class("body")[0].iter("p")).startswith("افتُتحت المكتبة العامة")
    assert len(list(shown.find_class("body")[0].iter("mark"))) == 2
    back = shown.find_class("back")[0].find("a").get("href")
    assert back.endswith("&sort=newest&page=2")
    assert text(shown.get_element_by_id("copies")).startswith("نسخ مطابقة نسخة من خبر المكتبة")
    assert "مقالات ذات صلة" in text(shown)
    assert shown.xpath("//link[@rel='canonical']")[0].get("href") == "http://localhost/article/a1"


def test_an_article_without_a_title_shows_its_first_sentence(client: FlaskClient) -> None:
    assert text(page(client, "/article/a4").find(".//main//h1")) == "وصل الوفد إلى المدينة القديمة مساء أمس"


@pytest.mark.parametrize(("language", "source", "tag"), [("ar", "مصدر", "وسم"), ("en", "source", "tag")])
def test_an_article_leads_to_others_of_its_source_author_and_tags(
    client: FlaskClient, language: str, source: str, tag: str
) -> None:
    shown = page(client, f"/article/a1?lang={language}")
    (article,) = shown.iter("article")
    queries = [parse_qs(urlsplit(link).query).get("q") for link in article.xpath(".//a/@href")]
    assert [f'{source}:"صحيفة النهار الجديد"'] in queries and [f"{tag}:كتب"] in queries
    assert not shown.xpath("//section//p[@class='byline']//a")  # the related ones lead to themselves alone
    strange = page(client, "/article/a5")
    assert [f'{source}:"A & B <i>"'] in [
        parse_qs(urlsplit(link).query).get("q") for link in strange.xpath("//article//a/@href")
    ]


def test_articles_say_their_language_where_it_is_not_the_pages(client: FlaskClient) -> None:
    for address, parts in (("/search?q=المكتبة", "//h3 | //p[@class='snippet']"), ("/article/a1", "//h1")):
        for language, said in (("ar", (None, None)), ("en", ("ar", "rtl"))):
            shown = page(client, f"{address}{'&' if '?' in address else '?'}lang={language}").xpath(parts)
            assert {(each.get("lang"), each.get("dir")) for each in shown} == {said}
    (other,) = page(client, "/search?q=museum").xpath("//h3")
    assert (other.get("lang"), other.get("dir")) == (None, "auto")
