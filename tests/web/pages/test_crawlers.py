"""What search engines are told: what to collect, where it is, what an article is; or to stay away."""

from __future__ import annotations

import json
import struct
from urllib.robotparser import RobotFileParser

import pytest
from fake import FakeSearcher
from flask.testing import FlaskClient
from lxml import etree, html
from parsed import page

from search.errors import BadSetting
from search.model import Article
from search.settings import Settings
from web import create_app
from web.pages import crawlers
from web.pages.crawlers import LEAD, lead


@pytest.fixture(scope="module")
def refusing() -> FlaskClient:
    return create_app(Settings(rate_limit="off", crawlers="refuse"), FakeSearcher()).test_client()


def rules(client: FlaskClient) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").get_data(as_text=True).splitlines())
    return parser


def addresses(client: FlaskClient, path: str) -> list[str]:
    return etree.fromstring(client.get(path).data).xpath("//*[local-name() = 'loc']/text()")


def meta(shown: html.HtmlElement) -> dict[str, str]:
    found = shown.xpath("//meta[@content and (@name or @property)]")
    return {each.get("name") or each.get("property"): each.get("content") for each in found}


def test_articles_and_lists_may_be_collected_and_no_searches(client: FlaskClient) -> None:
    told = rules(client)
    assert all(told.can_fetch("any", path) for path in ("/", "/article/a1", "/help", "/sources"))
    assert not any(told.can_fetch("any", path) for path in ("/search?q=x", "/api/v1/search", "/feed.atom"))
    assert told.site_maps() == ["http://localhost/sitemap.xml"]


def test_every_article_is_on_a_sitemap(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawlers, "ON_SITEMAP", 10)
    parts = addresses(client, "/sitemap.xml")
    assert parts == [f"http://localhost/sitemap-{number}.xml" for number in (1, 2, 3)]
    found = [address for part in parts for address in addresses(client, part)]
    pages = [f"http://localhost/{path}" for path in ("", "help", "sources", "authors", "tags", "months")]
    assert found[: len(pages)] == pages
    assert found[len(pages) :] == [f"http://localhost/article/{id}" for id in sorted(FakeSearcher().articles)]
    assert len(addresses(client, parts[2])) == 4
    assert all(client.get(address).status_code == 200 for address in (*pages, *found[-2:]))
    for path in ("/sitemap-0.xml", "/sitemap-4.xml", "/sitemap-x.xml"):
        assert client.get(path).status_code == 404


def test_an_id_that_is_an_address_is_one_step_of_the_sitemaps(
    client: FlaskClient, searcher: FakeSearcher
) -> None:
    id = "https://example.org/a?b=1&c=<ا>%2F'\""
    searcher.articles = {id: Article(id, "نص")}
    (there,) = [each for each in addresses(client, "/sitemap-1.xml") if "/article/" in each]
    assert client.get(there.removeprefix("http://localhost")).status_code == 200


def test_an_empty_index_has_a_sitemap(client: FlaskClient, searcher: FakeSearcher) -> None:
    searcher.articles = {}
    assert addresses(client, "/sitemap.xml") == ["http://localhost/sitemap-1.xml"]
    assert addresses(client, "/sitemap-1.xml") == ["http://localhost/", "http://localhost/help"]


def test_sitemaps_are_asked_for_again_only_when_the_index_has_changed(client: FlaskClient) -> None:
    tag = client.get("/sitemap-1.xml").headers["ETag"]
    assert client.get("/sitemap-1.xml", headers={"If-None-Match": tag}).status_code == 304


def test_an_article_says_what_it_is(client: FlaskClient) -> None:
    shown = page(client, "/article/a1?q=المكتبة")
    told = meta(shown)
    assert told["description"] == told["og:description"]
    assert told["description"].startswith("افتُتحت المكتبة العامة")
    expected = {
        "citation_title": "المكتبة العامة تفتح أبوابها",
        "citation_author": "ليلى حداد",
        "citation_journal_title": "صحيفة النهار الجديد",
        "citation_publication_date": "2021/03/11",
        "citation_fulltext_html_url": "http://localhost/article/a1",
        "og:type": "article",
        "og:title": "المكتبة العامة تفتح أبوابها",
        "og:url": "http://localhost/article/a1",
        "article:published_time": "2021-03-11",
    }
    assert expected.items() <= told.items()
    (data,) = shown.xpath("//script[@type='application/ld+json']/text()")
    schema = json.loads(data)
    assert (schema["@type"], schema["datePublished"]) == ("NewsArticle", "2021-03-11")
    assert schema["author"] == {"@type": "Person", "name": "ليلى حداد"}
    assert schema["publisher"]["name"] == "صحيفة النهار الجديد"
    assert schema["keywords"] == ["ثقافة", "كتب"]


def test_what_an_article_lacks_is_not_told(client: FlaskClient) -> None:
    shown = page(client, "/article/a4")
    assert not {"citation_author", "citation_journal_title", "article:author"} & meta(shown).keys()
    assert meta(shown)["citation_title"] == "وصل الوفد إلى المدينة القديمة مساء أمس"
    (data,) = shown.xpath("//script[@type='application/ld+json']/text()")
    assert not {"author", "publisher", "keywords"} & json.loads(data).keys()


def test_what_an_article_holds_ends_no_script(client: FlaskClient, searcher: FakeSearcher) -> None:
    text = "</script><script>alert(1)</script><!-- & \u2028"
    searcher.articles = {"a": Article("a", text, title=text, author='"><b>')}
    shown = client.get("/article/a").get_data(as_text=True)
    assert "<script>alert" not in shown and "<b>" not in shown
    (data,) = html.fromstring(shown).xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(data)["headline"] == text


@pytest.mark.parametrize("text", ["", "كلمة", "كلمة " * 30, "كلمة\n\n" * 300, "ك" * 1000])
def test_a_description_is_short_and_cut_at_a_word(text: str) -> None:
    begun = lead(Article("a", text))
    assert len(begun) <= LEAD + 1 and "\n" not in begun
    assert {word.strip("…") for word in begun.split()} <= {*text.split(), ""}


@pytest.mark.parametrize("path", ["/", "/sources", "/help", "/article/a1?q=المكتبة"])
def test_pages_have_one_address(client: FlaskClient, path: str) -> None:
    (canonical,) = page(client, path + ("&" if "?" in path else "?") + "utm_source=x").xpath(
        "//link[@rel='canonical']/@href"
    )
    assert canonical == "http://localhost" + path.partition("?")[0]


def test_an_icon_is_where_it_is_looked_for(client: FlaskClient) -> None:
    icon = client.get("/favicon.ico")
    assert icon.status_code == 200 and icon.mimetype in ("image/vnd.microsoft.icon", "image/x-icon")
    assert struct.unpack("<HHH", icon.data[:6]) == (0, 1, 3)


@pytest.mark.parametrize(
    "path", ["/", "/article/a1", "/sources", "/help", "/search?q=المكتبة", "/api/v1/search"]
)
def test_one_setting_refuses_it_all(refusing: FlaskClient, path: str) -> None:
    answer = refusing.get(path)
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert not any(
        word in answer.get_data(as_text=True) for word in ("canonical", "og:", "citation_", "ld+json")
    )
    assert not rules(refusing).can_fetch("any", path) and rules(refusing).site_maps() is None
    assert [refusing.get(each).status_code for each in ("/sitemap.xml", "/sitemap-1.xml")] == [404, 404]


def test_the_setting_is_one_of_two() -> None:
    with pytest.raises(BadSetting, match="FIHRIS_CRAWLERS"):
        Settings(crawlers="yes")
