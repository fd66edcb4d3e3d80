"""The page of results: hits, headings, advice, addresses."""

from __future__ import annotations

import pytest
from fake import FakeSearcher
from flask.testing import FlaskClient
from parsed import page, text

from search.export.formats import FORMATS
from search.model import Article, Suggestion
from search.settings import Settings
from web import create_app
from web.pages import views
from web.pages.filters import whole

PARTIAL_ALONE, BEYOND = "q=المدينة القديمة&size=2&page=2", "q=المدينة القديمة&size=2&page=5"
"""Pages of a search that finds full results, but shows none."""


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
    assert "ومقال شبيه واحد من وكالة البريد" in text(first)
    assert len(shown.find_class("hit")) == 10


@pytest.mark.parametrize(
    ("fold", "folded", "listed"),
    [
        ("near", "and 1 similar article from وكالة البريد", "Similar articles"),
        ("identical", "and 1 identical copy from وكالة البريد", "Identical copies"),
        ("off", "", ""),
    ],
)
def test_the_setting_says_what_is_folded_and_where_it_is_listed(
    searcher: FakeSearcher, fold: str, folded: str, listed: str
) -> None:
    client = create_app(Settings(fold=fold), searcher).test_client()
    hits = page(client, "/search?q=المكتبة&lang=en").find_class("hit")
    assert ("a2" in str([hit.xpath(".//h3/a/@href") for hit in hits])) == (fold == "off")
    links = hits[0].xpath(".//a[contains(@href, '#copies')]")
    assert [text(link) for link in links] == ([folded] if folded else [])
    if folded:
        article = page(client, links[0].get("href"))
        section = article.get_element_by_id("copies")
        assert text(section).startswith(f"{listed} نسخة من خبر المكتبة وكالة البريد")
    else:
        assert not page(client, "/article/a1?lang=en").xpath("//*[@id='copies']")


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (["أ"], "ومقال شبيه واحد من أ"),
        (["أ", "ب"], "ومقالان شبيهان من أ، ب"),
        (["أ", "ب", "أ", "ت"], "و4 مقالات شبيهة من أ، ب، ت"),
        (["أ", "ب", "ت", "ث", "ج"] * 3, "و15 مقالًا شبيهًا من أ، ب، ت…"),
        ([""] * 100, "و100 مقال شبيه"),
    ],
)
def test_a_hit_names_the_sources_of_what_is_folded(
    client: FlaskClient,
    searcher: FakeSearcher,
    monkeypatch: pytest.MonkeyPatch,
    sources: list[str],
    said: str,
) -> None:
    copies = [Article(f"c{number}", "", source=source or None) for number, source in enumerate(sources)]
    monkeypatch.setattr(searcher, "similar", lambda id, fold: copies)
    first = page(client, "/search?q=المكتبة").find_class("hit")[0]
    assert [text(link) for link in first.xpath(".//a[contains(@href, '#copies')]")] == [said]


def test_partial_hits_stand_under_their_own_heading(client: FlaskClient) -> None:
    shown = page(client, "/search?q=المكتبة الزيتون")
    heading = shown.get_element_by_id("partial")
    assert text(heading).startswith("نتائج جزئية: تنقصها كلمة من كلمات البحث")
    assert "لا نتائج كاملة و21 نتيجة جزئية" in text(shown.get_element_by_id("count"))
    assert heading.getparent().find_class("hit")


def test_without_a_full_hit_it_is_said_once(client: FlaskClient) -> None:
    shown = page(client, "/search?q=المكتبة الزيتون")
    said = "لا نتائج كاملة و21 نتيجة جزئية: تنقصها كلمة من كلمات البحث، أو لم يوجد منها إلا جذرها"
    assert text(shown.get_element_by_id("count")) == said
    assert shown.get_element_by_id("partial").get("class") == "hidden"
    assert not shown.find_class("sorts") and not shown.xpath("//aside//a[contains(@href, 'match=full')]")
    assert page(client, "/search?q=المكتبة الزيتون&sort=newest").find_class("sorts")
    both = page(client, "/search?q=المدينة القديمة")
    assert "تنقصها" not in text(both.get_element_by_id("count"))
    assert both.get_element_by_id("partial").get("class") == "divider" and both.find_class("sorts")
    full = both.xpath("//aside//a[contains(@href, 'match=full')]")[0]
    assert text(full.getnext()) == "2"
    assert text(page(client, full.get("href")).get_element_by_id("count")) == "نتيجتان"


def test_partial_hits_are_paged_as_far_as_they_are_worth(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MAX_PARTIAL", 5)
    numbers = page(client, "/search?q=المكتبة الزيتون&size=2").find_class("pages")[0].xpath("./a/text()")
    assert numbers == ["1", "2", "3", "التالية"]
    assert page(client, "/search?q=المكتبة الزيتون&size=2&page=9").find_class("hit")


def test_the_source_comes_before_the_date(client: FlaskClient) -> None:
    byline = page(client, "/search?q=ترميم").find_class("byline")[0]
    assert text(byline) == "صحيفة النهار الجديد 11 مارس/آذار 2021 ليلى حداد"


def test_where_nothing_is_known_of_an_article_no_line_is_left_empty(
    client: FlaskClient, searcher: FakeSearcher
) -> None:
    searcher.articles["bare"] = Article("bare", "نخلة في الواحة.")
    (hit,) = page(client, "/search?q=نخلة").find_class("hit")
    assert not hit.find_class("byline")


def test_an_estimated_date_is_flagged(client: FlaskClient) -> None:
    assert "26 فبراير/شباط 2021 (تاريخ تقديري)" in text(page(client, "/search?q=الوفد"))


def test_nothing_found_leads_on(client: FlaskClient) -> None:
    shown = page(client, "/search?q=فراغ&source=وكالة البريد")
    assert "لا مقال يطابق «فراغ»" in text(shown)
    links = {text(link): link.get("href") for link in shown.iter("a")}
    assert links["المكتبة"].startswith("/search?q=ا")
    assert links["ابحث بلا قيود"] == "/search?q=فراغ"
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


def test_strangers_parameters_and_empty_fields_are_passed_over(client: FlaskClient) -> None:
    shown = page(client, "/search?q=المكتبة&utm_source=x&lang=fr&from=&to=&source=&page=")
    assert text(shown.get_element_by_id("count")) == "19 نتيجة"


def test_a_query_without_a_word_is_told_so_and_not_to_use_fewer(client: FlaskClient) -> None:
    assert "استعمل كلمات أقل" in text(page(client, "/search?q=فراغ عدم"))
    shown = text(page(client, "/search?q=؟!"))
    assert "لا كلمة في البحث ولا رقم" in shown and "استعمل كلمات أقل" not in shown


@pytest.mark.parametrize(
    ("asked", "title", "total", "first"),
    [
        ("q=*", "كل المقالات: 24 مقالًا — فهرس", "24 مقالًا", "أخبار المكتبة 11"),
        ("source=وكالة البريد", "وكالة البريد: 11 مقالًا — فهرس", "11 مقالًا", "نسخة من خبر المكتبة"),
        ("q=&tag=كتب&to=", "كتب: مقال واحد — فهرس", "مقال واحد", "المكتبة العامة تفتح أبوابها"),
        ("from=2021-03&to=2021-03", "مارس/آذار 2021: مقالان — فهرس", "مقالان", "نسخة من خبر المكتبة"),
        (
            "q=*&from=2021&sort=oldest",
            "من 2021: 8 مقالات — فهرس",
            "8 مقالات",
            "وصل الوفد إلى المدينة القديمة مساء أمس",
        ),
    ],
)
def test_without_a_query_what_the_filters_leave_is_listed(
    client: FlaskClient, asked: str, title: str, total: str, first: str
) -> None:
    shown = page(client, f"/search?{asked}")
    assert shown.findtext(".//title") == title
    assert text(shown.get_element_by_id("count")) == total
    assert text(shown.find_class("hit")[0].find(".//h3")) == first
    tabs = shown.find_class("sorts")[0].xpath(".//a")
    assert [text(tab) for tab in tabs] == ["الأحدث", "الأقدم"]
    assert [text(tab) for tab in tabs if tab.get("aria-current")] == [
        "الأقدم" if "oldest" in asked else "الأحدث"
    ]
    article = page(client, shown.find_class("hit")[0].find(".//a").get("href"))
    assert page(client, article.find_class("back")[0].find("a").get("href")).findtext(".//title") == title


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


@pytest.mark.parametrize("asked", ["q=المكتبة", "q=المكتبة&page=2", PARTIAL_ALONE, BEYOND])
def test_the_keyboard_can_skip_the_bars(client: FlaskClient, asked: str) -> None:
    shown = page(client, "/search?" + asked)
    (chart,) = shown.find_class("chart")
    first = next(chart.iter("a"))
    assert text(first) == "تخطّي الرسم إلى النتائج"
    assert shown.get_element_by_id(first.get("href")[1:]).tag == "h2"


def test_the_feed_of_a_search_stands_above_its_results(client: FlaskClient) -> None:
    shown = page(client, "/search?q=المكتبة&source=وكالة البريد")
    (feed,) = shown.find_class("follow")
    assert text(feed) == "تابع هذا البحث (Atom)" and client.get(feed.get("href")).text.count("<entry>") == 10
    order = [each.get("class") for each in shown.xpath("//*[@class='following' or @class='hits']")]
    assert order == ["following", "hits"]


def test_results_can_be_exported_in_every_format(client: FlaskClient) -> None:
    """The order and the filters are kept; what an export does not take is not asked."""
    shown = page(client, "/search?q=المكتبة&source=وكالة البريد&sort=oldest&size=3&page=2&match=full&lang=en")
    links = [link.get("href") for link in shown.xpath("//a[@download]")]
    assert len(links) == len(FORMATS)
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200 and "sort=oldest" in link
    (rows,) = (client.get(link).text for link in links if "format=jsonl" in link)
    assert rows.count("\n") == 10
    assert not page(client, "/search?q=فراغ").xpath("//a[@download]")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("هاتف iPhone 6 الجديد", "هاتف iPhone\u00a06 الجديد"),
        ("<mark>iPhone</mark> <mark>6</mark>", "<mark>iPhone</mark>\u00a0<mark>6</mark>"),
        ("في 6 أيام", "في 6 أيام"),
        ("iPhone الجديد", "iPhone الجديد"),
    ],
)
def test_a_name_and_its_number_stay_on_one_line(title: str, shown: str) -> None:
    assert whole(title) == shown
