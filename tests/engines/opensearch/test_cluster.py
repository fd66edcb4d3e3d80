"""Three nodes on loopback: one is killed while the index is built and searched, then all of them."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from opensearch_server import START_SECONDS, CannotHave, Nodes

pytest.importorskip("opensearchpy")

from support import open_searcher, reindex, remove, restore
from waiting import wait_until

from search.engines.opensearch.client import LONG_PATIENCE, PATIENCE, Access, Cluster
from search.engines.opensearch.state import State
from search.errors import EngineUnavailable
from search.indexing.reindex import Options
from search.model import SearchRequest, Sort
from search.searching.searcher import Searcher
from search.settings import Settings
from search.store.choose import generations_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("opensearch")]

ARTICLES = 4_000
WORDS = ["مجلس", "وزير", "مدرسة", "كتاب", "قانون", "اقتصاد", "رياضة", "علوم", "تاريخ", "مدينة", "بحر", "جبل"]
REQUESTS = [
    SearchRequest("مجلس", facets=("source", "month")),
    SearchRequest("وزير كتاب", page=3),
    SearchRequest("مدرسة أو جبل", sort=Sort.NEWEST),
    SearchRequest("تاريخ -بحر", sources=("مصدر 3",)),
    SearchRequest('"مجلس وزير"', size=50),
]


@pytest.fixture(scope="module")
def nodes() -> Iterator[Nodes]:
    try:
        with Nodes(3) as running:
            yield running
    except CannotHave as reason:
        pytest.skip(f"no OpenSearch cluster: {reason}")


@pytest.fixture
def settings(nodes: Nodes, tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    return Settings(
        index=tmp_path / "index",
        engine="opensearch",
        opensearch_url=nodes.url,
        opensearch_prefix=request.node.name.replace("_", "-"),
        opensearch_shards=3,
        opensearch_replicas=1,
        workers=1,
    )


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    dice = random.Random(3)
    path = tmp_path / "articles.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for n in range(ARTICLES):
            row = {
                "id": f"a{n}",
                "title": " ".join(dice.choices(WORDS, k=4)),
                "text": " ".join(dice.choices(WORDS, k=60)),
                "date": f"20{n % 20:02}-0{1 + n % 9}-11",
                "source": f"مصدر {n % 7}",
            }
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def answers(searcher: Searcher) -> list[Any]:
    """What a searcher answers to REQUESTS, without times."""
    pages = (searcher.search(request) for request in REQUESTS)
    return [
        (page.total, page.total_partial, [(hit.article.id, hit.score) for hit in page.hits], page.facets)
        for page in pages
    ]


def health(nodes: Nodes) -> dict[str, Any]:
    """What the first node that answers says of the cluster."""
    return next((found for node in range(3) if (found := nodes.health(node))), {})


def wait_until_whole(nodes: Nodes) -> None:
    """Wait until three nodes have every copy of every shard."""
    whole = {"status": "green", "number_of_nodes": 3}
    wait_until(lambda: whole.items() <= health(nodes).items(), "the cluster is whole", START_SECONDS)


def manager(nodes: Nodes) -> int:
    """The node that manages the cluster."""
    cluster = Cluster(Access(tuple(nodes.url.split(","))))
    [row] = cluster.call("GET", "/_cat/cluster_manager", format="json")
    return int(row["node"].removeprefix("node"))


def test_a_node_is_killed_during_a_reindex(nodes: Nodes, settings: Settings, articles: Path) -> None:
    killed: list[int] = []

    def kill(done: int, total: int, written: int) -> None:
        if written > ARTICLES // 3 and not killed:
            killed.append(manager(nodes))
            nodes.kill(killed[0])

    report = reindex(settings, [articles], Options(full=True, progress=kill))
    assert killed
    assert (report.articles, report.skipped) == (ARTICLES, [])
    with closing(open_searcher(settings)) as searcher:
        ids = [article.id for article in searcher.articles()]
        assert sorted(ids) == sorted(f"a{n}" for n in range(ARTICLES))
        with_two = answers(searcher)
        nodes.start(killed[0])
        wait_until_whole(nodes)
        assert answers(searcher) == with_two
    again = reindex(settings, [articles], Options(full=True))
    assert (again.added, again.removed, again.articles) == (0, 0, ARTICLES)
    with closing(open_searcher(settings)) as searcher:
        undisturbed = answers(searcher)
    assert undisturbed == with_two


def test_nodes_are_killed_during_searches(nodes: Nodes, settings: Settings, articles: Path) -> None:
    reindex(settings, [articles])
    wait_until_whole(nodes)
    with closing(open_searcher(settings)) as searcher:
        expected = answers(searcher)
        wrong: list[Any] = []
        errors: list[BaseException] = []
        asked = [0, 0, 0]
        stop = threading.Event()

        def ask(thread: int) -> None:
            while not stop.is_set():
                try:
                    searcher.refresh()
                    found = answers(searcher)
                except EngineUnavailable as error:
                    errors.append(error)
                else:
                    wrong.extend([] if found == expected else [found])
                asked[thread] += 1

        def wait_for_answers() -> None:
            """Wait until every thread has asked and asked again from now on."""
            before = [*asked]
            wait_until(
                lambda: all(now > then + 2 for now, then in zip(asked, before, strict=True)),
                "every thread has its answers",
            )

        threads = [threading.Thread(target=ask, args=(n,)) for n in range(3)]
        for thread in threads:
            thread.start()
        try:
            for node in (manager(nodes), (manager(nodes) + 1) % 3):
                wait_for_answers()
                nodes.kill(node)
                wait_until(lambda: health(nodes).get("number_of_nodes") == 2, "the others miss the node")
                wait_for_answers()
                nodes.start(node)
                wait_until_whole(nodes)
            wait_for_answers()
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        assert wrong == []
        assert errors == [], "with a copy of every shard on another node, the cluster can always answer"


def test_what_was_taken_down_is_shared_and_an_earlier_list_is_read(
    nodes: Nodes, settings: Settings, articles: Path
) -> None:
    reindex(settings, [articles])
    assert remove(settings, ["a1", "a2"]) == 2
    elsewhere = replace(settings, index=settings.index.with_name("elsewhere"))
    assert generations_of(elsewhere).tombstones().ids == {"a1": str(articles), "a2": str(articles)}
    state = State(Cluster(Access.of(settings)))
    names = json.dumps([f"a1\0{articles}", f"a2\0{articles}"])  # as the list was kept at first
    state.write("removed", {"names": names}, state.read("removed"))
    assert reindex(settings, [articles], Options(full=True)).articles == ARTICLES - 2
    assert restore(elsewhere, ["a1"]) == 1
    assert reindex(settings, [articles]).articles == ARTICLES - 1


def test_the_whole_cluster_goes_away_and_comes_back(nodes: Nodes, settings: Settings, articles: Path) -> None:
    from web import create_app

    reindex(settings, [articles])
    web = create_app(settings).test_client()
    assert web.get("/readyz").status_code == 200
    with closing(open_searcher(settings)) as searcher:
        expected = answers(searcher)
        for node in range(3):
            nodes.kill(node)
        began = time.monotonic()
        with pytest.raises(EngineUnavailable) as told:
            searcher.search(SearchRequest("مجلس"))
        # A reader asks again for PATIENCE seconds, and is never kept for as long as a writer is.
        assert time.monotonic() - began < 10 * PATIENCE < LONG_PATIENCE
        assert "\n" not in str(told.value)
        with pytest.raises(EngineUnavailable):
            reindex(settings, [articles])
        assert web.get("/readyz").status_code == 503
        assert web.get("/api/v1/search?q=مجلس").status_code == 503
        nodes.start(0, 1, 2)
        for page in ("/readyz", "/api/v1/search?q=مجلس"):
            wait_until(lambda: web.get(page).status_code == 200, f"{page} is answered")  # noqa: B023
        searcher.refresh()
        assert answers(searcher) == expected
