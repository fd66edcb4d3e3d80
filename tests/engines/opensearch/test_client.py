"""The client of an OpenSearch cluster without one: secrets, errors, busy answers, certificates."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import time
from base64 import b64encode
from pathlib import Path

import pytest

pytest.importorskip("opensearchpy")

from opensearch_script import SECRET, Script, cluster_of
from waiting import LIMIT

from search.engines.opensearch.client import LONG_PATIENCE, PATIENCE, Access, Cluster, Conflict
from search.errors import BadSetting, EngineUnavailable, NoIndex
from search.settings import Settings


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
    assert SECRET not in str(told.value) + told.value.text("ar")


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


def test_no_cluster_is_one_sentence_soon(caplog: pytest.LogCaptureFixture) -> None:
    cluster = Cluster(Access(("http://127.0.0.1:1",), user="me", password=SECRET))
    began = time.monotonic()
    with pytest.raises(EngineUnavailable) as told:
        cluster.call("GET", "/")
    # It is asked again for PATIENCE seconds, and nobody is kept for as long as a writer is.
    assert time.monotonic() - began < 10 * PATIENCE < LONG_PATIENCE
    for text in (str(told.value), told.value.text("ar")):
        assert "http://127.0.0.1:1" in text
        assert "\n" not in text
    assert SECRET not in str(told.value) + told.value.text("ar") + caplog.text


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
    assert cluster_of(script).call("GET", "/", patience=LIMIT) == {"well": True}


def test_a_search_that_lost_a_node_is_asked_again(script: type[Script]) -> None:
    lost = {"error": {"type": "search_phase_execution_exception", "reason": "all shards failed"}}
    script.answers = [(404, lost), (500, lost), (200, {"well": True})]
    assert cluster_of(script).call("POST", "/index/_search", patience=LIMIT) == {"well": True}


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
    assert SECRET not in str(told.value)
    assert len(script.signed) == 1, "the password goes to nobody else"
