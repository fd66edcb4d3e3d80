"""The OpenSearch engine on a real server: shards, deep pages, staging, commits that fail half-way."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from engine_reference import Reference, prepared
from opensearch_opener import server
from support import reindex, write_jsonl
from test_contract import random_articles, random_plan
from test_order import pages, shuffled

pytest.importorskip("opensearchpy")

from search.engines.opensearch import staging as opensearch_staging
from search.engines.opensearch.client import Access, Cluster, connect
from search.engines.opensearch.engine import OpenSearchEngine, drop
from search.engines.opensearch.mapping import MAX_WINDOW
from search.engines.opensearch.staging import FEW, Record, record_key
from search.engines.opensearch.state import State
from search.engines.stored import unpack
from search.errors import CannotIndex, EngineUnavailable, NoIndex, OtherIndex
from search.model import Sort
from search.query.plan import Everything, Term, Value
from search.settings import Settings
from search.store.choose import generations_of
from search.store.left_out import known

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("opensearch")]


@pytest.fixture
def cluster() -> Cluster:
    return connect(Access((server(),), prefix="tests", replicas=0))


def name_of(request: pytest.FixtureRequest) -> str:
    """An index of the test's own."""
    return "server-" + "".join(c if c.isalnum() else "-" for c in request.node.name.lower())


@pytest.fixture
def engine(cluster: Cluster, request: pytest.FixtureRequest) -> Iterator[OpenSearchEngine]:
    name = name_of(request)
    made = OpenSearchEngine(cluster, name, create=True)
    yield made
    made.close()
    drop(cluster, name)


@pytest.fixture
def sharded(request: pytest.FixtureRequest) -> Iterator[OpenSearchEngine]:
    cluster = connect(Access((server(),), prefix="tests", shards=3, replicas=0))
    made = OpenSearchEngine(cluster, name_of(request), create=True)
    yield made
    made.close()
    drop(cluster, name_of(request))


def again(engine: OpenSearchEngine) -> OpenSearchEngine:
    """The same index opened elsewhere."""
    return OpenSearchEngine(engine._cluster, engine._index)


def record(engine: OpenSearchEngine) -> Record:
    entry = State(engine._cluster).read(record_key(engine._index))
    assert entry is not None
    return Record.of(entry)


def test_many_shards_answer_as_one(sharded: OpenSearchEngine) -> None:
    dice = random.Random(11)
    articles = random_articles(dice, 90, "ابتثج")
    sharded.write([articles])
    sharded.commit()
    reference = Reference(articles, filled=True)
    for _ in range(60):
        plan = random_plan(dice, "ابتثج")
        found = {article.id: score for score, article in sharded.search(plan, limit=100).hits}
        assert found == pytest.approx(reference.scores(plan), rel=1e-4), plan
    for sort in Sort:
        ids = [article.id for _, article in sharded.search(Everything(), sort=sort, limit=100).hits]
        assert ids == pages(sharded, Everything(), 7, sort)
    words = dict(sharded.words())
    assert words == {word: sharded.search(Term("folded", word), limit=0).total for word in words}
    assert {id for id, _ in sharded.values("id")} == {each.article.id for each in articles}


def test_facets_are_exact_over_shards(sharded: OpenSearchEngine) -> None:
    articles = [
        prepared(f"a{n}", "ا", source=f"s{n % 130:03}", date=f"{1900 + n % 130}-01-01") for n in range(400)
    ]
    sharded.write([articles])
    sharded.commit()
    found = sharded.search(Everything(), facets=("source", "month"))
    expected = [(f"s{n:03}", 4) for n in range(10)] + [(f"s{n:03}", 3) for n in range(10, 100)]
    assert list(found.facets["source"]) == expected
    assert len(found.facets["month"]) == 130
    assert found.facets["month"][0][0] == "2029-01"


def test_pages_lie_beyond_what_the_server_pages_through(engine: OpenSearchEngine) -> None:
    ids = [f"{n:05}" for n in range(MAX_WINDOW + 2_050)]
    engine.write(
        [prepared(id, "ا", date="2020-01-01") for id in ids[at : at + 1_000]]
        for at in range(0, len(ids), 1_000)
    )
    engine.commit()
    for sort in Sort:
        for offset, limit in (
            (MAX_WINDOW - 5, 10),
            (MAX_WINDOW + 2_000, 100),
            (MAX_WINDOW + 3_000, 10),
            (0, len(ids)),
        ):
            page = engine.search(Term("folded", "ا"), sort=sort, offset=offset, limit=limit)
            assert page.total == len(ids)
            assert [article.id for _, article in page.hits] == ids[offset : offset + limit]
    assert [article.id for article in engine.articles()] == ids
    assert [id for id, _ in engine.values("id")] == ids


def test_what_is_staged_stays_hidden_whoever_refreshes(cluster: Cluster, engine: OpenSearchEngine) -> None:
    engine.write([[prepared("a", "ا")]])
    engine.commit()
    engine.write([[prepared(f"b{n}", "ا") for n in range(2_500)], [prepared("a", "ب")]])
    engine.delete(["a"])
    cluster.call("POST", f"/{engine._index}/_refresh")
    for reader in (engine, again(engine)):
        assert (reader.count(), reader.search(Term("folded", "ا")).total) == (1, 1)
        assert list(reader.values("id")) == [("a", 1)]
        assert [article.id for article in reader.articles()] == ["a"]
        assert [article.id for article in reader.fetch(["a", "b7"])] == ["a"]


@pytest.mark.parametrize("request_lost", ["_bulk", "_refresh", "commit-"])
def test_a_commit_that_fails_leaves_the_last_one(
    cluster: Cluster, engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch, request_lost: str
) -> None:
    engine.write([[prepared(f"a{n}", "ا") for n in range(10)]])
    engine.commit()
    engine.write([[prepared("a1", "ب"), prepared("new", "ب")]])
    real = cluster.call

    def failing(method: str, path: str, *args: object, **given: object) -> object:
        if request_lost in path and method != "GET":
            raise EngineUnavailable("away")
        return real(method, path, *args, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(cluster, "call", failing)
    with pytest.raises(EngineUnavailable):
        engine.commit()
    monkeypatch.undo()
    engine.close()
    reader = again(engine)
    assert (reader.count(), reader.search(Term("folded", "ب")).total, reader.version()) == (10, 0, "1")
    writer = again(engine)
    writer.write([[prepared("a2", "ج")]])
    writer.commit()
    writer.close()
    assert (writer.count(), writer.search(Term("folded", "ب")).total) == (10, 0)
    assert writer.search(Term("folded", "ج")).total == 1


def test_what_commits_replaced_goes(cluster: Cluster, engine: OpenSearchEngine) -> None:
    articles = [prepared(f"a{n}", "ا") for n in range(FEW + 100)]
    for turn in range(3):
        engine.write([articles])
        engine.commit()
        assert engine.count() == len(articles), turn
    assert record(engine).dead == ()
    engine.write([articles[:5]])
    engine.commit()
    assert len(record(engine).dead) == 5
    engine.delete(["a7"])
    engine.commit()
    assert len(record(engine).dead) == 1
    stored = cluster.call("GET", f"/{engine._index}/_count")["count"]
    assert (engine.count(), stored) == (len(articles) - 1, len(articles))


def test_too_many_changes_at_once_are_refused(
    engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opensearch_staging, "MAX_CHANGES", 3)
    engine.write([[prepared(f"a{n}", "ا") for n in range(10)]])
    engine.commit()
    with pytest.raises(CannotIndex, match="--full"):
        engine.delete(f"a{n}" for n in range(5))
    engine.close()
    assert again(engine).count() == 10


def test_an_index_never_completed_is_told(cluster: Cluster, engine: OpenSearchEngine) -> None:
    State(cluster).delete([record_key(engine._index)])
    with pytest.raises(NoIndex, match="never completed"):
        again(engine)


def test_another_layout_is_told(cluster: Cluster, engine: OpenSearchEngine) -> None:
    cluster.call("PUT", f"/{engine._index}/_mapping", {"_meta": {"layout": 0}})
    with pytest.raises(OtherIndex, match="fihris reindex --full"):
        again(engine)


def test_an_index_that_goes_is_told(cluster: Cluster, engine: OpenSearchEngine) -> None:
    drop(cluster, engine._index)
    with pytest.raises(NoIndex):
        engine.search(Everything())
    with pytest.raises(NoIndex):
        engine.refresh()
    with pytest.raises(NoIndex):
        engine.delete(["a"])


def test_a_long_value_is_kept_though_not_found(engine: OpenSearchEngine) -> None:
    article = prepared("a", "ا", author="ك" * 20_000)
    engine.write([[article]])
    engine.commit()
    assert engine.search(Value("author", ("ك" * 20_000,))).total == 0
    [found] = engine.fetch(["a"])
    assert found == unpack(article.packed)


def test_words_of_earlier_commits_are_there(engine: OpenSearchEngine) -> None:
    for n, id in enumerate(shuffled(30)):
        engine.write([[prepared(id, f"ا كلمه{n}")]])
        engine.commit()
    words = dict(again(engine).words())
    assert words == {"ا": 30, **{f"كلمه{n}": 1 for n in range(30)}}
    assert words == dict(engine.words())


def test_what_is_left_out_is_known_on_every_machine(tmp_path: Path) -> None:
    articles = write_jsonl(tmp_path / "a.jsonl", [{"id": "1", "text": "نص"}, {"id": "1", "text": "نصان"}])
    here = Settings(
        index=tmp_path / "here",
        engine="opensearch",
        workers=1,
        opensearch_url=server(),
        opensearch_prefix="left-out",
        opensearch_replicas=0,
    )
    store = generations_of(here)
    try:
        assert reindex(here, [articles]).left_out == reindex(here, [articles]).left_out == 1
        elsewhere = generations_of(replace(here, index=tmp_path / "elsewhere"))
        assert [part.where() for _, part in known(elsewhere).named()] == ["a.jsonl, line 2"]
        write_jsonl(articles, [{"id": "1", "text": "نص"}])
        assert reindex(here, [articles]).left_out == 0 and not known(elsewhere).files
    finally:
        store.forget()
