"""An article's page: its text, its relatives, the ways from it."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from fake import FakeSearcher
from flask.testing import FlaskClient
from parsed import page, text

from search.model import Article
from search.searching.showing.sections import sections


def test_the_article_has_marks_copies_relatives_and_a_way_back(client: FlaskClient) -> None:
    shown = page(client, "/article/a1?q=المكتبة&sort=newest&page=2")
    assert next(text(p) for p in shown.find_class("body")[0].iter("p")).startswith("افتُتحت المكتبة العامة")
    assert len(list(shown.find_class("body")[0].iter("mark"))) == 2
    back = shown.find_class("back")[0].find("a").get("href")
    assert back.endswith("&sort=newest&page=2")
    assert text(shown.get_element_by_id("copies")).startswith("مقالات شبيهة نسخة من خبر المكتبة")
    assert "مقالات ذات صلة" in text(shown)
    assert shown.xpath("//link[@rel='canonical']")[0].get("href") == "http://localhost/article/a1"


def test_an_article_without_a_title_shows_its_first_sentence(client: FlaskClient) -> None:
    assert text(page(client, "/article/a4").find(".//main//h1")) == "وصل الوفد إلى المدينة القديمة مساء أمس"


@pytest.mark.parametrize(
    ("id", "values"),
    [
        (
            "a1",
            [("source", "صحيفة النهار الجديد"), ("author", "ليلى حداد"), ("tag", "ثقافة"), ("tag", "كتب")],
        ),
        ("a5", [("source", "A & B <i>"), ("author", "O'Neil")]),
    ],
)
def test_an_article_leads_to_others_of_its_source_author_and_tags(
    client: FlaskClient, id: str, values: list[tuple[str, str]]
) -> None:
    shown = page(client, f"/article/{id}?q=المكتبة")
    links = shown.xpath("//article//a[starts-with(@href, '/search')]/@href")
    assert [parse_qsl(urlsplit(link).query) for link in links] == [[value] for value in values]
    assert all(id in str(page(client, link).xpath("//h3/a/@href")) for link in links)
    assert not shown.xpath("//section//p[@class='byline']//a")  # the related ones lead to themselves alone


@pytest.mark.parametrize("language", ["ar", "en"])
def test_tags_stand_on_the_side_of_the_article(client: FlaskClient, language: str) -> None:
    shown = page(client, f"/article/a1?lang={language}")
    assert [shown.find_class(name)[0].get("dir") for name in ("byline", "tags")] == ["rtl", "rtl"]


def test_articles_say_their_language_where_it_is_not_the_pages(client: FlaskClient) -> None:
    for address, parts in (("/search?q=المكتبة", "//h3 | //p[@class='snippet']"), ("/article/a1", "//h1")):
        for language, said in (("ar", (None, None)), ("en", ("ar", "rtl"))):
            shown = page(client, f"{address}{'&' if '?' in address else '?'}lang={language}").xpath(parts)
            assert {(each.get("lang"), each.get("dir")) for each in shown} == {said}
    (other,) = page(client, "/search?q=museum").xpath("//h3")
    assert (other.get("lang"), other.get("dir")) == (None, "auto")


def test_a_long_article_comes_in_parts_with_a_way_on(client: FlaskClient, searcher: FakeSearcher) -> None:
    text_of_it = "\n".join(f"فقرة {number} من كتاب طويل في المدينة القديمة" for number in range(5_000))
    searcher.articles = {**searcher.articles, "long": Article("long", text_of_it, title="كتاب")}
    shown, address, whole = [], "/article/long?q=المدينة", []
    while address:
        shown.append(page(client, address))
        whole += [text(p) for p in shown[-1].find_class("body")[0].iter("p")]
        following = shown[-1].xpath("//nav[@aria-label='أجزاء المقال']//a[@rel='next']/@href")
        address = following[0] if following else ""
    assert "\n".join(whole) == text_of_it
    assert len(shown) == len(sections(text_of_it)) > 3
    assert all(each.find_class("body")[0].find(".//mark") is not None for each in shown)
    assert shown[1].xpath("//link[@rel='canonical']")[0].get("href").endswith("/article/long?part=2")
    assert [text(each) for each in shown[1].xpath("//a[@aria-current]")] == ["2"]


@pytest.mark.parametrize("part", ["0", "-3", "99", "x", "1" * 30])
def test_a_part_that_is_not_there_is_the_nearest(client: FlaskClient, part: str) -> None:
    assert client.get(f"/article/a1?part={part}").status_code == 200


def test_the_article_is_cited_in_words_and_for_programs(client: FlaskClient) -> None:
    (cite,) = page(client, "/article/a1").find_class("cite")
    assert [text(each) for each in cite.iter("h2")] == ["نصًّا", "BibTeX", "RIS"]
    in_words, bibtex, ris = (each.text for each in cite.iter("pre"))
    assert in_words == (
        "ليلى حداد، «المكتبة العامة تفتح أبوابها»، صحيفة النهار الجديد، 11 مارس/آذار 2021، "
        "https://example.org/library"
    )
    assert bibtex.startswith("@article{a1,") and "{{المكتبة العامة تفتح أبوابها}}" in bibtex
    assert "TI  - المكتبة العامة تفتح أبوابها" in ris and ris.endswith("ER  -")
    (english,) = page(client, "/article/a4?lang=en").find_class("cite")
    first = next(iter(english.iter("pre"))).text
    assert first == "“وصل الوفد إلى المدينة القديمة مساء أمس”, 26 February 2021, http://localhost/article/a4"
    assert "javascript:" not in text(page(client, "/article/a5").find_class("cite")[0])


@pytest.mark.parametrize(
    ("search", "at", "before", "after"),
    [
        ("q=المكتبة", 0, None, 1),
        ("q=المكتبة", 4, 3, 5),
        ("q=المكتبة", 9, 8, 10),
        ("q=المكتبة&page=2", 10, 9, 11),
        ("q=المكتبة&page=2", 18, 17, None),
        ("q=المكتبة&sort=newest", 3, 2, 4),
        ("source=وكالة البريد&size=5", 4, 3, 5),
    ],
)
def test_hits_before_and_after_are_one_step_away(
    client: FlaskClient, search: str, at: int, before: int | None, after: int | None
) -> None:
    base = search.replace("&page=2", "")
    hits = [
        urlsplit(link).path
        for number in (1, 2)
        for link in page(client, f"/search?{base}&page={number}").xpath("//li//h3/a/@href")
    ]
    shown = page(client, f"{hits[at]}?{search}")
    links = {
        kind: shown.xpath(f"//nav[@class='neighbours']/a[@rel='{kind}']/@href") for kind in ("prev", "next")
    }
    for kind, wanted in (("prev", before), ("next", after)):
        assert [urlsplit(link).path for link in links[kind]] == ([] if wanted is None else [hits[wanted]])
        for link in links[kind]:  # from there the way goes on and back
            there = page(client, link)
            assert len(there.find_class("neighbours")[0]) == 1 + (0 < (wanted or 0) < len(hits) - 1)
            back = page(client, there.xpath("//p[@class='back']/a/@href")[0])
            assert hits[wanted or 0] in [urlsplit(each).path for each in back.xpath("//li//h3/a/@href")]


@pytest.mark.parametrize("path", ["/article/a1", "/article/a6?q=المكتبة", "/article/a1?q=المكتبة&page=3"])
def test_an_article_that_was_not_found_so_has_no_neighbours(client: FlaskClient, path: str) -> None:
    assert not page(client, path).find_class("neighbours")


def test_an_article_without_a_search_is_shown_without_one(
    client: FlaskClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searcher, "search", None)
    assert client.get("/article/a1").status_code == 200
