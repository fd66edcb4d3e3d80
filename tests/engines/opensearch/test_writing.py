"""What is sent to an OpenSearch cluster: documents, bulk requests, queries of many clauses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from engine_reference import prepared

pytest.importorskip("opensearchpy")

from opensearch_script import Script, cluster_of

from search.engines.opensearch.bulk import CHUNK_ACTIONS, BulkWriter
from search.engines.opensearch.mapping import document, document_id
from search.engines.opensearch.query import MAX_CLAUSES, translate
from search.errors import CannotIndex, IndexBusy
from search.query.plan import Bool, Const, Plan, Term


def done(status: int = 200, **more: object) -> Any:
    """An answer that says the same of every action in the request."""

    def answer(body: str) -> dict[str, Any]:
        actions = [json.loads(line) for line in body.splitlines() if '"_id"' in line]
        items = [{name: {"status": status, **more}} for action in actions for name in action]
        return {"errors": status >= 400, "items": items}

    return answer


def sent(script: type[Script]) -> list[str]:
    return [line for _, _, body in script.asked for line in body.splitlines()]


def test_writes_of_one_document_keep_their_order(script: type[Script]) -> None:
    script.answers = [(200, done())]
    writer = BulkWriter(cluster_of(script), "index", lambda: None)
    for n in range(3 * CHUNK_ACTIONS):
        writer.put(f"a{n % 7}", f'{{"n":{n}}}')
    writer.delete("a0")
    writer.flush()
    writer.close()
    lines = sent(script)
    last = {}
    for action, text in zip(lines, [*lines[1:], ""], strict=True):
        if '"index"' in action:
            last[json.loads(action)["index"]["_id"]] = json.loads(text)["n"]
    assert last == {f"a{n % 7}": n for n in range(3 * CHUNK_ACTIONS - 7, 3 * CHUNK_ACTIONS)}
    assert len(script.asked) > 3
    assert sum('"delete"' in line for line in lines) == 1
    own = [line for line in lines if '"a0"' in line]
    assert "delete" in own[-1]


def test_actions_turned_away_come_again(script: type[Script]) -> None:
    def half(body: str) -> dict[str, Any]:
        answer: dict[str, Any] = done()(body)
        for item in answer["items"][::2]:
            item["index"]["status"] = 429
        return {**answer, "errors": True}

    script.answers = [(429, {}), (200, half), (200, half), (200, done())]
    writer = BulkWriter(cluster_of(script), "index", lambda: None)
    for n in range(20):
        writer.put(f"a{n}", "{}")
    writer.flush()
    writer.close()
    bodies = [body for _, _, body in script.asked]
    assert {f"a{n}" for n in range(20)} == {
        json.loads(line)["index"]["_id"] for body in bodies for line in body.splitlines() if "_id" in line
    }
    assert len(bodies) > 3


def test_a_refused_document_is_an_error(script: type[Script]) -> None:
    script.answers = [(200, done(400, error={"type": "mapper", "reason": "no such field"}))]
    writer = BulkWriter(cluster_of(script), "index", lambda: None)
    writer.put("a", "{}")
    with pytest.raises(CannotIndex, match="mapper: no such field"):
        writer.flush()
    writer.close()


def test_deleting_what_is_missing_is_no_error(script: type[Script]) -> None:
    script.answers = [(200, done(404))]
    writer = BulkWriter(cluster_of(script), "index", lambda: None)
    writer.delete("a")
    writer.flush()
    writer.close()


def test_a_writer_that_may_no_longer_write_sends_nothing(script: type[Script]) -> None:
    def no_longer() -> None:
        raise IndexBusy("taken")

    script.answers = [(200, done())]
    writer = BulkWriter(cluster_of(script), "index", no_longer)
    writer.put("a", "{}")
    with pytest.raises(IndexBusy):
        writer.flush()
    writer.close()
    assert script.asked == []


def test_a_document_survives_lone_surrogates() -> None:
    article = prepared("a\ud800", "ا \udfff", source="\ud83d")
    fields = json.loads(document(article, 3))
    assert json.loads(fields["article"])["id"] == "a\ud800"
    assert fields["commit"] == 3
    assert document_id("a\ud800", 3) != document_id("a", 3)


def test_a_query_of_too_many_clauses_scores_fewer() -> None:
    words: tuple[Plan, ...] = tuple(Term("folded", f"w{n}") for n in range(200))
    pattern = Bool(should=words)
    few = Bool(must=(Term("folded", "ا"), pattern), must_not=(Const(pattern),))
    many = Bool(must=(Term("folded", "ا"), *[pattern] * 8), must_not=(Const(pattern),))
    assert json.dumps(translate(few)).count('"term"') == 201
    found = json.dumps(translate(many))
    assert found.count('"term"') == 1
    assert found.count('"terms"') == 9
    assert MAX_CLAUSES > 400
