"""The OpenSearch engine without a server: secrets, errors, busy answers, leases, clauses."""

from __future__ import annotations

import json
import os
import shutil
import ssl
import subprocess
import threading
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from engine_reference import prepared

pytest.importorskip("opensearchpy")

from search.engines import opensearch_client, opensearch_lease
from search.engines.opensearch_bulk import CHUNK_ACTIONS, BulkWriter
from search.engines.opensearch_client import Access, Cluster, Conflict
from search.engines.opensearch_lease import Lease
from search.engines.opensearch_mapping import document, document_id
from search.engines.opensearch_query import MAX_CLAUSES, translate
from search.engines.opensearch_state import Entry, State
from search.engines.opensearch_words import MANY_PARTS, WordLists
from search.model import BadSetting, CannotIndex, EngineUnavailable, IndexBusy, NoIndex
from search.query.plan import Bool, Const, Plan, Term
from search.settings import Settings

SECRET = "sesame-open"


# Secrets


def test_a_password_is_in_no_repr(tmp_path: Path) -> None:
    given = {"FIHRIS_OPENSEARCH_URL": "http://h:1", "FIHRIS_OPENSEARCH_PASSWORD": SECRET}
    settings = Settings.from_env({**given, "FIHRIS_OPENSEARCH_USER": "me"})
    access = Access.of(settings)
    assert access.password == SECRET
    assert SECRET not in repr(settings) + repr(access) + repr(Cluster(access)) + str(Cluster(access).name)


def test_a_password_may_be_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text(SECRET + "\n", "utf-8")
    settings = Settings(opensearch_url="http://h:1", opensearch_password_file=path)
    assert Access.of(settings).password == SECRET
    path.unlink()
    with pytest.raises(BadSetting, match="FIHRIS_OPENSEARCH_PASSWORD_FILE"):
        Access.of(settings)


@pytest.mark.parametrize(
    "url", [f"http://me:{SECRET}@h:9200", "h:9200", "ftp://h", "http://h, ,", "http://h?x"]
)
def test_a_bad_address_is_told_without_showing_it(url: str) -> None:
    with pytest.raises(BadSetting, match="FIHRIS_OPENSEARCH_URL") as told:
        Settings(opensearch_url=url)
    assert SECRET not in told.value.message + told.value.message_ar


def test_an_address_is_needed() -> None:
    with pytest.raises(BadSetting, match="FIHRIS_OPENSEARCH_URL"):
        Access.of(Settings())


@pytest.mark.parametrize(
    ("name", "value"),
    [("opensearch_prefix", "Fihris"), ("opensearch_prefix", "a*"), ("opensearch_shards", 0)],
)
def test_settings_are_checked(name: str, value: object) -> None:
    with pytest.raises(BadSetting, match=name.upper()):
        Settings(**{name: value})  # type: ignore[arg-type]


# A server that answers as it is told


class Script(BaseHTTPRequestHandler):
    """Answers with the next of `answers`, (status, body), the last one again and again."""

    address: str
    server: HTTPServer
    signed: list[str | None]
    answers: list[tuple[int, Any]]
    asked: list[tuple[str, str, str]]

    def reply(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
        self.signed.append(self.headers.get("authorization"))
        self.asked.append((self.command, self.path, body))
        status, answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if callable(answer):
            answer = answer(body)
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_DELETE = reply  # noqa: N815

    def log_message(self, *details: object) -> None:
        pass


@pytest.fixture
def script() -> Iterator[type[Script]]:
    mine = type("Mine", (Script,), {"answers": [], "asked": [], "signed": []})
    server = HTTPServer(("127.0.0.1", 0), mine)
    mine.server = server
    mine.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield mine
    server.shutdown()
    thread.join()
    server.server_close()


def cluster_of(script: type[Script]) -> Cluster:
    return Cluster(Access((script.address,), user="me", password=SECRET))


def test_no_cluster_is_one_sentence_soon(caplog: pytest.LogCaptureFixture) -> None:
    cluster = Cluster(Access(("http://127.0.0.1:1",), user="me", password=SECRET))
    began = time.monotonic()
    with pytest.raises(EngineUnavailable) as told:
        cluster.call("GET", "/")
    assert time.monotonic() - began < opensearch_client.PATIENCE + 1
    for text in (told.value.message, told.value.message_ar):
        assert "http://127.0.0.1:1" in text
        assert "\n" not in text
    assert SECRET not in told.value.message + told.value.message_ar + caplog.text


ERRORS = [
    (401, {}, EngineUnavailable, "FIHRIS_OPENSEARCH_PASSWORD"),
    (403, {}, EngineUnavailable, "FIHRIS_OPENSEARCH_PASSWORD"),
    (404, {}, NoIndex, "fihris reindex"),
    (400, {"error": {"type": "parsing", "reason": "odd\nlines"}}, NoIndex, "parsing odd lines"),
    (404, {"error": "no handler"}, NoIndex, "fihris reindex"),
]


@pytest.mark.parametrize(("status", "answer", "error", "part"), ERRORS)
def test_errors_are_told(
    script: type[Script], status: int, answer: object, error: type[Exception], part: str
) -> None:
    script.answers = [(status, answer)]
    with pytest.raises(error, match=part) as told:
        cluster_of(script).call("GET", "/index/_search")
    assert "\n" not in str(told.value)
    assert SECRET not in str(told.value)
    assert len(script.asked) == 1, "there is no use in asking again"


def test_a_fork_opens_connections_of_its_own() -> None:
    cluster = Cluster(Access(("http://h:1",)))
    before = cluster._open()
    assert cluster._open() is before
    child = os.fork()
    if child == 0:
        os._exit(int(cluster._open() is before))
    assert os.waitpid(child, 0)[1] == 0


def test_a_conflict_is_for_the_caller(script: type[Script]) -> None:
    script.answers = [(409, {})]
    with pytest.raises(Conflict):
        cluster_of(script).call("PUT", "/index/_doc/1")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_cluster_is_asked_again(script: type[Script], status: int) -> None:
    script.answers = [(status, {}), (status, {}), (200, {"well": True})]
    assert cluster_of(script).call("GET", "/") == {"well": True}


def test_a_search_that_lost_a_node_is_asked_again(script: type[Script]) -> None:
    lost = {"error": {"type": "search_phase_execution_exception", "reason": "all shards failed"}}
    script.answers = [(404, lost), (500, lost), (200, {"well": True})]
    assert cluster_of(script).call("POST", "/index/_search") == {"well": True}


def test_a_cluster_that_stays_busy_is_given_up(script: type[Script], monkeypatch: pytest.MonkeyPatch) -> None:
    script.answers = [(503, {"error": {"type": "cluster_block", "reason": "no manager"}})]
    with pytest.raises(EngineUnavailable, match="cluster_block no manager"):
        cluster_of(script).call("GET", "/", patience=0.3)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for 127.0.0.1 that only itself vouches for, in one file."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    key, names = path.with_name("key.pem"), "subjectAltName=IP:127.0.0.1"
    command = f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test -addext {names}".split()
    subprocess.run([*command, "-keyout", key, "-out", path], check=True, capture_output=True)
    path.write_text(path.read_text("ascii") + key.read_text("ascii"), "ascii")
    return path


def test_a_certificate_authority_is_trusted_only_when_named(script: type[Script], certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    script.server.socket = context.wrap_socket(script.server.socket, server_side=True)
    script.answers = [(200, {"well": True})]
    urls = (script.address.replace("http:", "https:"),)
    assert Cluster(Access(urls, "me", SECRET, ca=certificate)).call("GET", "/") == {"well": True}
    assert script.signed == ["Basic " + b64encode(f"me:{SECRET}".encode()).decode()]
    with pytest.raises(EngineUnavailable, match="certificate") as told:
        Cluster(Access(urls, "me", SECRET)).call("GET", "/")
    assert SECRET not in told.value.message
    assert len(script.signed) == 1, "the password goes to nobody else"


# Bulk requests


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
        raise IndexBusy("taken", "taken")

    script.answers = [(200, done())]
    writer = BulkWriter(cluster_of(script), "index", no_longer)
    writer.put("a", "{}")
    with pytest.raises(IndexBusy):
        writer.flush()
    writer.close()
    assert script.asked == []


# Shared state


class Memory(State):
    """The shared state in this process, with the same conditions."""

    def __init__(self) -> None:
        self.documents: dict[str, Entry] = {}
        self.away = False

    def read(self, key: str, *, patience: float = 0) -> Entry | None:
        return self.documents.get(key)

    def write(self, key: str, value: Mapping[str, Any], after: Entry | None, *, patience: float = 0) -> Entry:
        if self.away:
            raise EngineUnavailable("away", "away")
        if self.documents.get(key) != after:
            raise Conflict
        self.documents[key] = Entry(dict(value), after.seq + 1 if after else 0, 1)
        return self.documents[key]

    def read_all(self, keys: Any) -> list[dict[str, Any] | None]:
        return [entry.value if (entry := self.documents.get(key)) else None for key in keys]


def lease_on(state: State) -> Lease:
    return Lease(state, "writer", lambda holder: IndexBusy(f"busy: {holder}", holder))


def test_one_holds_a_lease_until_it_is_released() -> None:
    state = Memory()
    first, second = lease_on(state), lease_on(state)
    first.take()
    first.take()
    with pytest.raises(IndexBusy, match="busy: process"):
        second.take()
    first.release()
    second.take()
    with pytest.raises(IndexBusy):
        first.check()
    second.release()


def test_a_lease_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    state = Memory()
    first, second = lease_on(state), lease_on(state)
    first.take()
    monkeypatch.setattr(opensearch_lease, "_machine", lambda: "another")
    monkeypatch.setattr(time, "time", lambda began=time.time(): began + opensearch_lease.LEASE + 1)  # noqa: B008
    second.take()
    second.release()


def test_a_lease_of_a_dead_process_of_this_machine_is_free() -> None:
    state = Memory()
    lease_on(state).take()
    entry = state.documents["writer"]
    state.documents["writer"] = Entry({**entry.value, "process": 2**22 + 5}, entry.seq, entry.term)
    second = lease_on(state)
    second.take()
    second.release()


def test_a_holder_that_cannot_renew_stops_before_another_may_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    assert opensearch_lease.TRUST + opensearch_client.LONG_TIMEOUT <= opensearch_lease.LEASE
    monkeypatch.setattr(opensearch_lease, "RENEWAL", 0.01)
    monkeypatch.setattr(opensearch_lease, "TRUST", 0.2)
    state = Memory()
    lease = lease_on(state)
    lease.take()
    time.sleep(0.4)
    lease.check()
    state.away = True
    time.sleep(0.4)
    with pytest.raises(IndexBusy):
        lease.check()
    state.away = False
    lease.release()


def test_a_lease_taken_over_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opensearch_lease, "RENEWAL", 0.01)
    state = Memory()
    lease = lease_on(state)
    lease.take()
    entry = state.documents["writer"]
    state.documents["writer"] = Entry({**entry.value, "token": "other"}, entry.seq + 9, 2)
    time.sleep(0.1)
    with pytest.raises(IndexBusy):
        lease.check()
    lease.release()
    assert state.documents["writer"].value["token"] == "other"


def test_word_lists_add_up_and_are_merged() -> None:
    state = Memory()
    lists: list[list[str]] = []
    writer = WordLists(state, "index")
    for commit in range(2 * MANY_PARTS):
        lists = writer.add({"ا": 1, f"كلمه{commit}": 2}, lists, commit)
    assert len(lists) <= MANY_PARTS + 1
    total = WordLists(state, "index").total(lists)
    assert total == {"ا": 2 * MANY_PARTS, **{f"كلمه{n}": 2 for n in range(2 * MANY_PARTS)}}
    del state.documents[lists[0][0]]
    assert WordLists(state, "index").total(lists) is None


# Documents and queries


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
