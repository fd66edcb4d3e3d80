"""The pages without a browser: what they show, what they escape, where they lead on."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from fake import FakeSearcher
from flask.testing import FlaskClient
from lxml import html

from search import __version__
from search.errors import NoIndex, OtherIndex
from search.model import SearchPage, SearchRequest, Sort, Suggestion, Why
from search.settings import Settings
from web import create_app

PAGES = [
    "/",
    "/search?q=المكتبة",
    "/search?q=المكتبة الزيتون",
    "/article/a1?q=المكتبة",
    "/help",
    "/docs",
    "/none",
]

PARTIAL_ALONE, BEYOND = "q=المدينة القديمة&size=2&page=2", "q=المدينة القديمة&size=2&page=5"
"""Pages of a search that finds full results, but shows none."""


def page(client: FlaskClient, address: str) -> html.HtmlElement:
    return html.fromstring(client.get(address).get_data(as_text=True))


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_home_counts_the_articles(client: FlaskClient) -> None:
    assert "ابحث في 24 مقالًا" in text(page(client, "/"))
    assert "Search 24 articles" in text(page(client, "/?lang=en"))


def test_results_show_what_a_reader_needs(client: FlaskClient) -> None:
    shown = page(client, "/search?q=المكتبة")
    assert text(shown.get_element_by_id("count")) == "19 نتيجة"
    assert shown.findtext(".//title") == "المكتبة: 19 نتيجة — فهرس"
    first = shown.find_class("hit")[0]
    assert text(first.find(".//h3")) == "المكتبة العامة تفتح أبوابها"
    assert [text(mark) for mark in first.iter("mark")] == ["المكتبة"] * 3
    assert "11 مارس/آذار 2021" in text(first)
    assert "لماذا ظهرت هذه النتيجة؟" in text(first)
    assert "صيغة أخرى من الكلمة نفسها" in text(first)
    assert "ونسخة مطابقة واحدة" in text(first)
    assert len(shown.find_class("hit")) == 10


def test_partial_hits_stand_under_their_own_heading(client: FlaskClient) -> None:
    shown = page(client, "/search?q=المكتبة الزيتون")
    heading = shown.get_element_by_id("partial")
    assert text(heading).startswith("نتائج جزئية: تنقصها كلمة من كلمات البحث")
    assert "لا نتائج كاملة و21 نتيجة جزئية" in text(shown.get_element_by_id("count"))
    assert heading.getparent().find_class("hit")


def test_an_estimated_date_is_flagged(client: FlaskClient) -> None:
    assert "26 فبراير/شباط 2021 (تاريخ تقديري)" in text(page(client, "/search?q=الوفد"))


def test_nothing_found_leads_on(client: FlaskClient) -> None:
    shown = page(client, "/search?q=فراغ&source=وكالة البريد")
    assert "لا مقال يطابق «فراغ»" in text(shown)
    links = {text(link): link.get("href") for link in shown.iter("a")}
    assert links["المكتبة"].startswith("/search?q=%D8%A7")
    assert links["ابحث بلا قيود"] == "/search?q=%D9%81%D8%B1%D8%A7%D8%BA"
    assert "20 نتيجة" in text(shown)


def test_suggestions_stand_under_one_heading_each(client: FlaskClient, searcher: FakeSearcher) -> None:
    offered = [("spelling", "المكتبة"), ("no_filters", "فراغ"), ("spelling", "المدينة")]
    searcher.suggestions = [Suggestion(kind, query, 3) for kind, query in offered]
    shown = page(client, "/search?q=فراغ&source=وكالة البريد")
    (section,) = shown.xpath("//section[@aria-label='اقتراحات']")
    assert [text(each) for each in section.iter("p")] == ["هل تقصد:", "من دون قيود:"]
    links = {text(link): link.get("href") for link in section.iter("a")}
    assert list(links) == ["المكتبة", "المدينة", "فراغ"]
    assert "source" in links["المكتبة"] and "source" not in links["فراغ"]


def test_pages_have_stable_addresses(client: FlaskClient) -> None:
    shown = page(client, "/search?q=المكتبة&sort=newest")
    second = shown.find_class("pages")[0].xpath(".//a[@aria-label='الصفحة 2']")[0].get("href")
    assert second.endswith("&sort=newest&page=2")
    other = page(client, second)
    assert len(other.find_class("hit")) == 9
    assert other.xpath("//a[@aria-current='page']")[0].text_content() == "2"
    beyond = page(client, "/search?q=المكتبة&page=9")
    assert "لا شيء في هذه الصفحة" in text(beyond)


def test_filters_and_bars_are_links(client: FlaskClient) -> None:
    shown = page(client, "/search?q=المكتبة")
    bars = shown.find_class("chart")[0].xpath(".//a")
    assert [text(bar) for bar in bars][-1] == "2021: 5 نتائج"
    assert len(page(client, bars[-1].get("href")).find_class("hit")) == 5
    source = shown.xpath("//aside//a[contains(., 'وكالة البريد')]")[0]
    narrowed = page(client, source.get("href"))
    assert text(narrowed.get_element_by_id("count")) == "10 نتائج"
    chip = narrowed.find_class("chips")[0].find(".//a")
    assert "المصدر: وكالة البريد" in text(chip)
    assert text(page(client, chip.get("href")).get_element_by_id("count")) == "19 نتيجة"


def test_dates_are_chosen_by_month_names(client: FlaskClient) -> None:
    shown = page(client, "/search?q=المدينة&from=2021-02&to=2021-03")
    chosen = [option.text for option in shown.xpath("//select/option[@selected]")]
    assert chosen == ["فبراير/شباط 2021", "مارس/آذار 2021"]
    assert "من فبراير/شباط 2021 إلى مارس/آذار 2021" in text(shown.find_class("chips")[0])


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


@pytest.mark.parametrize("address", ["/search?q=المدينة", "/article/a5?q=<b>", "/feed.atom?q=المدينة"])
def test_what_articles_and_queries_hold_is_escaped(client: FlaskClient, address: str) -> None:
    shown = client.get(address).get_data(as_text=True)
    assert "<script>alert" not in shown
    assert "<b>" not in shown
    assert "javascript:alert" not in shown
    assert "&lt;script&gt;" in shown.replace("&amp;", "&")


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_page_holds_what_the_policy_forbids(client: FlaskClient, address: str, language: str) -> None:
    client.set_cookie("lang", language)
    source = client.get(address).get_data(as_text=True)
    assert f'<html lang="{language}"' in source
    assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=|javascript:", source)
    outside = re.findall(r'(?:src|href|action)="(https?://[^"]+)"', source)
    assert all(each.startswith(("http://localhost/", "https://example.org/library")) for each in outside)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("page=x", "عدد صحيح"),
        ("from=2021-04&to=2021-03", "وهي بعد نهايتها"),
        ("size=1000", "وأكثر ما يُقبل 100"),
    ],
)
def test_a_wrong_address_says_what_is_wrong_and_leads_on(client: FlaskClient, query: str, shown: str) -> None:
    response = client.get(f"/search?q=المكتبة&{query}")
    assert response.status_code == 400
    assert shown in response.get_data(as_text=True)
    way = html.fromstring(response.get_data(as_text=True)).find_class("ways")[0].find(".//a").get("href")
    assert client.get(way).status_code == 200


def test_strangers_parameters_and_empty_fields_are_passed_over(client: FlaskClient) -> None:
    shown = page(client, "/search?q=المكتبة&utm_source=x&lang=fr&from=&to=&source=&page=")
    assert text(shown.get_element_by_id("count")) == "19 نتيجة"


@pytest.mark.parametrize("address", ["/search", "/search?q=", "/search?q=%20%20"])
def test_no_query_is_home(client: FlaskClient, address: str) -> None:
    assert page(client, address).find_class("home")


@pytest.mark.parametrize(
    ("error", "command"),
    [
        (NoIndex("There is no index."), "fihris reindex"),
        (OtherIndex("Another version."), "fihris reindex --full"),
    ],
)
def test_without_an_index_the_page_names_the_command(
    client: FlaskClient, searcher: FakeSearcher, error: NoIndex | OtherIndex, command: str
) -> None:
    searcher.fails = error
    for address in ("/", "/search?q=x", "/article/a1"):
        response = client.get(address)
        assert response.status_code == 503
        shown = html.fromstring(response.get_data(as_text=True))
        assert text(shown.find(".//pre")) == command
        assert error.text("ar") in text(shown)
    searcher.fails = None
    assert client.get("/").status_code == 200


def test_a_missing_page_leads_on(client: FlaskClient) -> None:
    for address in ("/none", "/article/none"):
        response = client.get(address)
        assert response.status_code == 404
        assert 'href="/help"' in response.get_data(as_text=True)


def test_pages_are_cached_by_index_language_and_theme(client: FlaskClient, searcher: FakeSearcher) -> None:
    first = client.get("/search?q=المكتبة")
    tag = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/search?q=المكتبة", headers=tag).status_code == 304
    for name, value in (("theme", "dark"), ("lang", "en")):
        client.set_cookie(name, value)
        assert client.get("/search?q=المكتبة", headers=tag).status_code == 200
        client.delete_cookie(name)
    assert "Cookie" in first.headers["Vary"]
    assert "private" in first.headers["Cache-Control"]


def test_the_theme_is_kept_in_a_cookie(client: FlaskClient) -> None:
    for value, kept in (("dark", True), ("x", False)):
        client.set_cookie("theme", value)
        assert ("data-theme=" in client.get("/").get_data(as_text=True)) == kept


def test_the_name_of_the_site_is_a_setting() -> None:
    client = create_app(Settings(site_name="أرشيف <النهار>", rate_limit="off"), FakeSearcher()).test_client()
    assert text(page(client, "/").find(".//h1")) == "أرشيف <النهار>"


def test_the_first_page_is_light(client: FlaskClient) -> None:
    """Under 150 KB with the font, 40 KB without, before compression."""
    for address in ("/", "/search?q=المكتبة"):
        response = client.get(address)
        shown = html.fromstring(response.get_data(as_text=True))
        parts = [
            *shown.xpath("//script/@src"),
            *shown.xpath("//link[@rel='stylesheet' or @rel='icon']/@href"),
        ]
        weight = len(response.data) + sum(len(client.get(part).data) for part in parts)
        fonts = sum(
            len(client.get("/static/" + name).data) for name in ("naskh-arabic.woff2", "naskh-latin.woff2")
        )
        assert weight < 40_000
        assert weight + fonts < 150_000


def test_the_chart_tells_its_numbers(client: FlaskClient) -> None:
    (chart,) = page(client, "/search?q=المكتبة").find_class("chart")
    assert all(re.search(r"نتيجة|نتيجتان|نتائج", text(link)) for link in chart.xpath(".//li/a"))
    assert not chart.xpath(".//@title")  # a second tip over the first
    assert re.match(r"(الذروة|أعلى عدد) في .+: .+", text(chart.find_class("peak")[0]))
    (even,) = page(client, "/search?q=القديمة").find_class("peak")
    assert text(even) == "أعلى عدد في فترة واحدة: نتيجة واحدة"


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


def test_help_asks_for_what_the_index_holds(client: FlaskClient, searcher: FakeSearcher) -> None:
    shown = page(client, "/help")
    queries = [text(link) for link in shown.xpath("//th/a")]
    assert '"المكتبة العامة"' in queries and 'مصدر:"وكالة البريد"' in queries
    assert "المكتبة تاريخ:2021-02..2021-03" in queries
    assert "بتاريخ من فبراير/شباط 2021 إلى مارس/آذار 2021" in text(shown)
    assert not any(query.startswith("وسم:") for query in queries)
    searcher.fails = NoIndex("There is no index.")
    assert len(page(client, "/help").xpath("//th/a")) > len(queries)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_help_says_what_this_is(client: FlaskClient, language: str) -> None:
    shown = text(page(client, f"/help?lang={language}"))
    assert __version__ in shown and ("GNU" in shown or "جنو" in shown)


def test_the_contract_for_reading_is_cached_as_pages_are(client: FlaskClient) -> None:
    first = client.get("/docs")
    assert "Cookie" in first.headers["Vary"]
    assert client.get("/docs", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert client.get("/docs?lang=en", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_contract_for_reading_shows_code_as_code(client: FlaskClient) -> None:
    shown = page(client, "/docs")
    assert "`" not in text(shown)
    assert "full" in [each.text for each in shown.iter("code")]


def test_a_query_without_a_word_is_told_so_and_not_to_use_fewer(client: FlaskClient) -> None:
    assert "استعمل كلمات أقل" in text(page(client, "/search?q=فراغ عدم"))
    shown = text(page(client, "/search?q=؟!"))
    assert "لا كلمة في البحث ولا رقم" in shown and "استعمل كلمات أقل" not in shown


def test_names_of_fields_read_from_left_to_right_in_arabic(client: FlaskClient) -> None:
    named = page(client, "/help").xpath("//td/code[@dir='ltr']/text()")
    assert {"title:", "source:", "author:", "date:", "after:", "before:", "OR", "|", "AND", "NOT"} == {*named}


@pytest.mark.parametrize(
    "address",
    [
        "/search?q=فراغ تاريخ:2021-03",
        "/search?q=المكتبة تاريخ:2021-03&page=x",
        "/article/a1?q=المكتبة تاريخ:2021-03",
    ],
)
def test_dates_of_queries_read_from_left_to_right_wherever_they_are_shown(
    client: FlaskClient, searcher: FakeSearcher, address: str
) -> None:
    searcher.suggestions = [Suggestion("spelling", "المكتبة تاريخ:2021-03", 3)]
    shown = [
        each for each in page(client, address).xpath("//main//*[text()]") if "2021-03" in (each.text or "")
    ]
    assert shown and all(each.tag == "bdi" and each.get("dir") == "ltr" for each in shown)


@pytest.mark.parametrize("query", ["from=2021-13", "from=2021-04&to=2021-03"])
def test_dates_of_messages_are_isolated_in_arabic(client: FlaskClient, query: str) -> None:
    message = client.get(f"/search?q=المكتبة&{query}").get_data(as_text=True)
    assert "\u2068" + query[5:12] + "\u2069" in message


@pytest.mark.parametrize(("language", "arrow"), [("ar", "←"), ("en", "→")])
def test_why_points_from_the_word_asked_to_the_word_found(
    client: FlaskClient,
    searcher: FakeSearcher,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    arrow: str,
) -> None:
    find = searcher.search

    def inflected(request: SearchRequest) -> SearchPage:
        found = find(request)
        why = [Why("مكتبات", "المكتبة", "lemma", "plural")]
        return replace(found, hits=[replace(hit, why=why) for hit in found.hits])

    monkeypatch.setattr(searcher, "search", inflected)
    (line, *_) = page(client, f"/search?q=المكتبة&lang={language}").xpath("//details/ul/li")
    assert text(line).startswith(f"مكتبات {arrow} المكتبة:")


def test_arabic_on_an_english_page_is_marked_as_arabic(client: FlaskClient) -> None:
    found = page(client, "/search?q=المكتبة&lang=en"), page(client, "/search?q=فراغ&lang=en")
    found += page(client, "/article/a1?q=المكتبة&lang=en"), page(client, "/?lang=en")
    arabic = re.compile("[\u0621-\u064a]")
    unmarked = {
        text(each)
        for shown in found
        for each in shown.xpath("//body//*[text() and not(ancestor-or-self::*[@lang='ar'])]")
        if arabic.search("".join(each.xpath("text()")))
    }
    assert not unmarked
    assert not page(client, "/search?q=المكتبة&lang=ar").xpath("//bdi[@lang]")  # there, the page says so


@pytest.mark.parametrize(
    ("query", "advice"),
    [
        ("فراغ", {"راجع كتابة الكلمة"}),
        ("فراغ عدم", {"استعمل كلمات أقل"}),
        ('"فراغ عدم"', {"استعمل كلمات أقل", "احذف علامتي التنصيص"}),
        ("=فراغ", {"راجع كتابة الكلمة", "احذف علامتي التنصيص"}),
    ],
)
def test_advice_is_about_the_query(client: FlaskClient, query: str, advice: set[str]) -> None:
    shown = text(page(client, f"/search?q={query}").find_class("empty")[0])
    every = {"راجع كتابة الكلمة", "استعمل كلمات أقل", "احذف علامتي التنصيص"}
    assert {each for each in every if each in shown} == advice


@pytest.mark.parametrize(
    "address", ["/search?q=المكتبة&page=x", "/article/none?q=المكتبة", "/search?q=" + "ب" * 600]
)
def test_an_error_leaves_the_query_in_the_box(client: FlaskClient, address: str) -> None:
    (box,) = page(client, address).xpath("//input[@name='q']")
    assert box.get("value") == address.split("q=")[1].split("&")[0]


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/search?q=المكتبة&page=2", "المكتبة: 19 نتيجة، الصفحة 2 — فهرس"),
        ("/search?q=المكتبة&page=2&lang=en", "المكتبة: 19 results, page 2 — فهرس"),
        ("/search?q=المكتبة الزيتون", "المكتبة الزيتون: لا نتائج كاملة — فهرس"),
        ("/search?q=فراغ", "فراغ: لا نتائج — فهرس"),
    ],
)
def test_the_title_tells_one_page_from_another(client: FlaskClient, address: str, title: str) -> None:
    assert page(client, address).findtext(".//title") == title


@pytest.mark.parametrize("dates", ["from=2020&to=2020", "from=2020-03&to=2020-03", "to=1999"])
def test_dates_beyond_those_chosen_are_offered(client: FlaskClient, dates: str) -> None:
    whole = page(client, "/search?q=المكتبة").xpath("//select[@name='from']/option/@value")
    shown = page(client, f"/search?q=المكتبة&{dates}")
    for name in ("from", "to"):
        assert {*whole} <= {*shown.xpath(f"//select[@name='{name}']/option/@value")}
        values = shown.xpath(f"//select[@name='{name}']/option/@value")
        assert len(values) == len({*values})


@pytest.mark.parametrize("asked", ["q=المكتبة", "q=المكتبة&page=2", PARTIAL_ALONE, BEYOND])
def test_the_keyboard_can_skip_the_bars(client: FlaskClient, asked: str) -> None:
    shown = page(client, "/search?" + asked)
    (chart,) = shown.find_class("chart")
    first = next(chart.iter("a"))
    assert text(first) == "تخطّي الرسم إلى النتائج"
    assert shown.get_element_by_id(first.get("href")[1:]).tag == "h2"


@pytest.mark.parametrize("query", ["المكتبة", "فراغ"])
def test_the_dates_on_offer_are_asked_for_alone(
    client: FlaskClient, searcher: FakeSearcher, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    find, asked = searcher.search, []

    def noted(request: SearchRequest) -> SearchPage:
        asked.append(request)
        return find(request)

    monkeypatch.setattr(searcher, "search", noted)
    client.get(f"/search?q={query}&from=2020&sort=oldest&source=وكالة البريد")
    _, beside = asked
    assert (beside.query, beside.sources, beside.date_from) == (query, ["وكالة البريد"], None)
    assert beside.facets == ("month",) and beside.size == 1 and not beside.snippet
    assert beside.full_only and not beside.collapse and beside.sort is Sort.NEWEST
    assert beside.page > 1  # the first page brings suggestions


def test_articles_say_their_language_where_it_is_not_the_pages(client: FlaskClient) -> None:
    for address, parts in (("/search?q=المكتبة", "//h3 | //p[@class='snippet']"), ("/article/a1", "//h1")):
        for language, said in (("ar", (None, None)), ("en", ("ar", "rtl"))):
            shown = page(client, f"{address}{'&' if '?' in address else '?'}lang={language}").xpath(parts)
            assert {(each.get("lang"), each.get("dir")) for each in shown} == {said}
    (other,) = page(client, "/search?q=museum").xpath("//h3")
    assert (other.get("lang"), other.get("dir")) == (None, "auto")
