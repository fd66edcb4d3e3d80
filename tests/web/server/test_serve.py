"""The server: one sentence where it cannot start; else it answers, counts over workers, stops quietly."""

from __future__ import annotations

import signal
import socket
import urllib.error
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from serving import Server, serving
from support import SEEDS
from waiting import LIMIT

from search.cli.commands import main
from search.errors import BadSetting
from search.settings import Settings
from web.server.serve import serve
from web.server.worker import address


def test_a_taken_port_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BadSetting, match=f"Port {port} on 127.0.0.1 is taken") as raised:
            serve(Settings(port=port))
    assert "مشغول" in raised.value.text("ar")


def test_an_address_that_is_not_ours_is_one_sentence() -> None:
    with pytest.raises(BadSetting, match=r"Cannot serve on 192\.0\.2\.1"):
        serve(Settings(host="192.0.2.1"))


def test_a_wrong_setting_is_told_before_anything_starts() -> None:
    with pytest.raises(BadSetting, match="FIHRIS_RATE_LIMIT"):
        serve(Settings(rate_limit="fast"))


@pytest.mark.parametrize("name", ["lexicon", "equivalents", "query_log"])
def test_a_file_that_cannot_be_used_is_told_before_anything_starts(tmp_path: Path, name: str) -> None:
    given: dict[str, Any] = {name: tmp_path / "nowhere" / "file"}
    with pytest.raises(BadSetting, match="nowhere") as raised:
        serve(Settings(index=tmp_path / "index", **given))
    assert f"FIHRIS_{name.upper()}" in str(raised.value)
    assert f"FIHRIS_{name.upper()}" in raised.value.text("ar")


def test_a_cluster_without_an_address_is_told_before_anything_starts(tmp_path: Path) -> None:
    pytest.importorskip("opensearchpy")
    with pytest.raises(BadSetting, match="FIHRIS_OPENSEARCH_URL"):
        serve(Settings(index=tmp_path / "index", engine="opensearch"))


def test_the_address_can_be_opened() -> None:
    assert address(Settings(port=8080)) == "http://127.0.0.1:8080/"
    assert address(Settings(host="::1", port=8080)) == "http://[::1]:8080/"


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("index")
    assert CliRunner().invoke(main, ["reindex", str(SEEDS), "--index", str(index)]).exit_code == 0
    return index


@pytest.fixture(scope="module")
def served(seeds: Path) -> Iterator[Server]:
    with serving(seeds) as server:
        yield server


@pytest.mark.slow
@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"])
def test_a_connection_that_asks_nothing_is_closed(served: Server, sent: bytes) -> None:
    with served.connect() as idle:
        idle.sendall(sent)
        assert idle.recv(1) == b""


@pytest.mark.slow
@pytest.mark.parametrize(
    "headers", ["", "Host: a\r\nHost: b\r\n", "Host: \r\n", "Host: a b\r\n", "Host: \xff\r\n"]
)
def test_a_request_under_no_name_is_refused(served: Server, headers: str) -> None:
    with served.connect() as connection:
        connection.sendall(f"GET / HTTP/1.1\r\n{headers}Connection: close\r\n\r\n".encode("latin-1"))
        assert connection.makefile("rb").readline() == b"HTTP/1.1 400 Bad Request\r\n"


@pytest.mark.slow
def test_serve_from_start_to_stop(seeds: Path) -> None:
    with serving(seeds) as server:
        assert server.base.startswith("http://127.0.0.1:")
        assert server.get("readyz")[0] == 200
        with ThreadPoolExecutor(8) as many:
            found = list(many.map(lambda _: server.get("api/v1/search?q=%D9%85%D8%B5%D8%B1")[0], range(80)))
        assert found == [200] * 80
        line = 'fihris_request_duration_seconds_count{route="/api/v1/search",status="200"} 80.0'
        assert all(line in server.get("metrics")[1] for _ in range(4))
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=LIMIT) == 0
        with pytest.raises(urllib.error.URLError):
            server.get("")
