"""The pages over the real searcher, on the articles that the project ships."""

from __future__ import annotations

from pathlib import Path
from random import Random
from urllib.parse import unquote_plus

import pytest
from calls import calls_of
from click.testing import CliRunner
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from lxml import html
from support import SEEDS, cases, reindex, write_jsonl
from waiting import wait_until

from search.cli.commands import main
from search.settings import Settings
from web import create_app
from web.api.openapi import document

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    done = CliRunner().invoke(main, ["reindex", str(SEEDS), "--index", str(folder)])
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def client(index: Path) -> FlaskClient:
    return create_app(Settings(index=index, rate_limit="off")).test_client()


def test_every_example_of_the_help_finds_something(client: FlaskClient) -> None:
    examples = html.fromstring(client.get("/help").get_data(as_text=True)).xpath("//th/a/@href")
    assert len(examples) > 20
    for address in examples:
        shown = html.fromstring(client.get(address).get_data(as_text=True))
        assert shown.find_class("hit"), address
        assert not shown.text_content().count("لا نتائج"), address


@pytest.mark.parametrize("language", ["ar", "en"])
def test_home_leads_to_articles(client: FlaskClient, language: str) -> None:
    shown = html.fromstring(client.get(f"/?lang={language}").get_data(as_text=True))
    examples = shown.xpath("//*[contains(@class, 'examples')]//a/@href")
    lists = shown.xpath("//nav[contains(@class, 'side')]//a/@href")
    assert len(examples) == 3 and len(lists) > 10
    for address in [*examples, *lists]:
        led = html.fromstring(client.get(address).get_data(as_text=True))
        assert led.find_class("hit") or led.find_class("values"), address


@pytest.mark.parametrize("kind", ["sources", "authors", "tags", "months"])
def test_every_value_has_as_many_articles_as_its_page_says(client: FlaskClient, kind: str) -> None:
    for asked in ("", "?from=2020&q=*"):
        shown = html.fromstring(client.get(f"/{kind}{asked}").get_data(as_text=True))
        values = shown.xpath("//ul[contains(@class, 'values')]/li")
        assert values
        for value in values[:20]:
            address = value.find("a").get("href").replace("/search", "/api/v1/search")
            assert client.get(address).json["total"] == int(value.find("span").text), address


def test_a_second_source_can_be_chosen(client: FlaskClient) -> None:
    def sources(address: str) -> list[str]:
        shown = html.fromstring(client.get(address).get_data(as_text=True))
        return [link for link in shown.xpath("//aside//li/a/@href") if "source=" in link]

    (chosen,) = {link for link in sources("/search?q=تاريخ:2020..") if "القنديل" in unquote_plus(link)}
    both = next(link for link in sources(chosen) if link.count("source=") == 2)
    assert "القنديل" in unquote_plus(both) and client.get(both).status_code == 200


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_links_of_an_article_find_it(client: FlaskClient, language: str) -> None:
    hits = client.get("/api/v1/search?q=تاريخ:2018..&size=40").json["hits"]
    followed = 0
    for hit in hits:
        shown = html.fromstring(client.get(f"/article/{hit['id']}?lang={language}").get_data(as_text=True))
        for link in shown.xpath("//article//a[starts-with(@href, '/search')]/@href"):
            found = client.get("/api/v1" + link + "&size=100").json["hits"]
            assert hit["id"] in [each["id"] for each in found], unquote_plus(link)
            followed += 1
    assert followed > 40


def test_answers_keep_the_contract(client: FlaskClient) -> None:
    schemas = document()["components"]["schemas"]
    for each in schemas.values():
        each["additionalProperties"] = False
    for path, shape in [
        ("search?q=البوكمال&facets=source,author,tag,month", "SearchAnswer"),
        ("search?q=المدرثة", "SearchAnswer"),
        ('search?q="', "SearchAnswer"),
        ("suggest?q=ال", "SuggestAnswer"),
        ("analyze?text=وبالمدرسة", "AnalyzeAnswer"),
    ]:
        answer = client.get("/api/v1/" + path).json
        Draft202012Validator(
            {"$ref": f"#/components/schemas/{shape}", "components": {"schemas": schemas}}
        ).validate(answer)


def test_a_hit_leads_to_its_article_with_marks(client: FlaskClient) -> None:
    hit = client.get("/api/v1/search?q=البوكمال").json["hits"][0]
    shown = html.fromstring(client.get(f"/article/{hit['id']}?q=البوكمال").get_data(as_text=True))
    assert "البوكمال" in [mark.text for mark in shown.iter("mark")]
    article = client.get(f"/api/v1/articles/{hit['id']}").json
    for place in hit["highlights"]:
        text = article["text" if place["field"] == "body" else "title"]
        assert "البوكمال" in text[place["start"] : place["end"]]


def test_a_running_page_sees_a_new_index(tmp_path: Path) -> None:
    folder, articles = tmp_path / "index", tmp_path / "articles"
    articles.mkdir()
    (articles / "one.txt").write_text("عنوان أول\n\nجاء في الخبر أن السفينة وصلت.", "utf-8")
    client = create_app(Settings(index=folder, rate_limit="off")).test_client()
    assert client.get("/search?q=السفينة").status_code == 503
    for number, expected in ((1, 1), (2, 2)):
        (articles / f"more{number}.txt").write_text(f"عنوان {number}\n\nوصلت السفينة {number}.", "utf-8")
        done = CliRunner().invoke(main, ["reindex", str(articles), "--index", str(folder)])
        assert done.exit_code == 0, done.output
        found = "/api/v1/search?q=السفينة"
        wait_until(
            lambda: (client.get(found).json or {}).get("total") == expected + 1,  # noqa: B023
            f"{expected + 1} articles are found",
        )


def test_the_page_of_a_very_long_article_costs_and_weighs_what_a_part_does(tmp_path: Path) -> None:
    words = [word for word, _ in cases("vocabulary.tsv")]
    texts = {
        str(letters): "\n".join(" ".join(Random(line).choices(words, k=80)) for line in range(letters // 500))
        for letters in (100_000, 5_000_000)
    }
    assert len(texts["5000000"].encode()) > 8_000_000
    settings = Settings(index=tmp_path / "index", engine="tantivy", rate_limit="off", file_seconds=0)
    reindex(settings, [write_jsonl(tmp_path / "a.jsonl", [{"id": id, "text": texts[id]} for id in texts])])
    client, asked = create_app(settings).test_client(), " ".join(words[:30:2])
    client.get(f"/article/100000?q={asked}")  # what is done for the first time is done
    few, many = (calls_of(lambda id=id: client.get(f"/article/{id}?q={asked}&part=2")) for id in texts)
    assert many < 2 * few
    shown = client.get(f"/article/5000000?q={asked}&part=2")
    assert shown.get_data(as_text=True).count("<mark>") > 10
    assert len(shown.data) < 500_000
