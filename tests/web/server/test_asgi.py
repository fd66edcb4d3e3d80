"""The application as the server calls it: which headers it hears, which requests it refuses."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from fake import FakeSearcher

from search.settings import Settings
from web import create_app
from web.limits.shares import Shares
from web.limits.turns import Line, Turns
from web.server.asgi import STREAMED, Adapter

HOST = (b"host", b"search.example.org")


def scope_of(path: bytes = b"/", *headers: tuple[bytes, bytes], **other: object) -> dict[str, Any]:
    raw_path, _, query = path.partition(b"?")
    return {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "raw_path": raw_path,
        "query_string": query,
        "headers": headers or (HOST,),
        "client": ("192.0.2.1", "40000"),
        "server": ("127.0.0.1", "8000"),
        **other,
    }


def ask(app: Any, scope: Mapping[str, Any]) -> tuple[int, dict[bytes, bytes], bytes]:
    """What a server would send: status, headers, body."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    received = iter([{"type": "http.request"}])

    async def receive() -> dict[str, Any]:
        return next(received, None) or await asyncio.Future()

    adapter = Adapter(app, Turns(Shares(None, 2), 2))
    asyncio.run(adapter(scope, receive, send))
    start, body = sent
    assert (start["type"], body["type"]) == ("http.response.start", "http.response.body")
    return start["status"], dict(start["headers"]), body["body"]


def echo(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """An application that answers with what it heard."""
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps({name: str(value) for name, value in environ.items()}).encode()]


def heard(scope: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = json.loads(ask(echo, scope)[2])
    return found


def test_nothing_is_done_for_who_has_gone_before_the_turn_came() -> None:
    asked, sent = [], []

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        asked.append(environ["PATH_INFO"])
        start_response("200 OK", [])
        return []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def test() -> None:
        turns = Turns(Shares(None, 2), 2)
        adapter = Adapter(app, turns)
        here = [{"type": "http.request"}]
        received = {b"/stays": iter(here), b"/goes": iter([*here, {"type": "http.disconnect"}])}

        async def answer(path: bytes) -> None:
            async def receive() -> dict[str, Any]:
                return next(received[path], None) or await asyncio.Future()

            await adapter(scope_of(path), receive, send)

        await turns.take(Line("another", is_cheap=False))
        goes, stays = (asyncio.create_task(answer(path)) for path in (b"/goes", b"/stays"))
        await goes
        turns.leave()
        await stays

    asyncio.run(test())
    assert asked == ["/stays"]
    assert len(sent) == 2


def test_who_could_be_answered_sooner_elsewhere_is_told_to_connect_again(tmp_path: Path) -> None:
    here, there = (Shares(None, 0, tmp_path / "clients") for _ in range(2))
    told = []

    async def receive() -> dict[str, Any]:
        return await asyncio.Future()

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            told.append((b"connection", b"close") in message["headers"])

    async def test(elsewhere: int) -> None:
        there.tell(elsewhere)
        adapter = Adapter(echo, Turns(here, 0))
        await asyncio.gather(*(adapter(scope_of(), receive, send) for _ in range(4)))

    asyncio.run(test(0))
    asyncio.run(test(2))
    assert told == [False, True, True, False, *[False] * 4]  # the first was there alone


@pytest.mark.parametrize("first", [True, False])
def test_a_header_with_an_underscore_stands_for_none_with_a_dash(first: bool) -> None:
    headers = [(b"x_forwarded_for", b"198.51.100.1"), (b"x-forwarded-for", b"192.0.2.7"), HOST]
    environ = heard(scope_of(b"/", *(headers if first else headers[::-1])))
    assert environ["HTTP_X_FORWARDED_FOR"] == "192.0.2.7"
    alone = heard(
        scope_of(b"/", HOST, (b"X_Forwarded_Host", b"evil.example"), (b"ho_st", b"x"), (b"_", b"x"))
    )
    assert {name for name in alone if name.startswith("HTTP_")} == {"HTTP_HOST"}


def test_no_client_is_counted_under_names_that_it_makes_up() -> None:
    app = create_app(Settings(rate_limit="1/day", trusted_proxies=1), FakeSearcher())
    proxy = (b"x-forwarded-for", b"192.0.2.7")
    asked = [
        scope_of(b"/help", HOST, proxy, (b"x_forwarded_for", name)) for name in (b"192.0.2.1", b"192.0.2.2")
    ]
    assert [ask(app, scope)[0] for scope in asked] == [200, 429]


def test_a_request_is_heard_as_it_was_written() -> None:
    environ = heard(
        scope_of(
            b"/a%2Fb%D9%85/%FF?q=%FF%2F+x",
            HOST,
            (b"cookie", b"a=1"),
            (b"cookie", b"b=2"),
            (b"accept", b"x"),
            (b"Accept", b"y"),
            (b"content-length", b"7"),
            (b"x-arabic", "بحث".encode()),
        )
    )
    assert environ["PATH_INFO"].encode("latin-1") == b"/a/b\xd9\x85/\xff"
    assert environ["QUERY_STRING"] == "q=%FF%2F+x"
    assert (environ["HTTP_COOKIE"], environ["HTTP_ACCEPT"]) == ("a=1;b=2", "x,y")
    assert environ["CONTENT_LENGTH"] == "7" and "HTTP_CONTENT_LENGTH" not in environ
    assert environ["HTTP_X_ARABIC"].encode("latin-1") == "بحث".encode()
    assert (environ["REMOTE_ADDR"], environ["SERVER_PORT"]) == ("192.0.2.1", "8000")


APP = create_app(Settings(rate_limit="off"), FakeSearcher())


@pytest.mark.parametrize("path", [b"/", b"/healthz", b"/api/v1/search?q=x", b"/none"])
@pytest.mark.parametrize(
    "headers", [((b"accept", b"*/*"),), (HOST, HOST), (HOST, (b"host", b"b")), ((b"host", b""),)]
)
def test_a_request_under_no_name_or_two_is_refused(path: bytes, headers: Any) -> None:
    status, _, body = ask(APP, scope_of(path, *headers))
    assert (status, json.loads(body)["error"]["code"]) == (400, "bad_request")


def test_before_http_1_1_a_request_needs_no_name() -> None:
    for version in ("1", "1.0"):
        status, _, body = ask(APP, scope_of(b"/article/a1", (b"accept", b"*/*"), http_version=version))
        assert status == 200
        assert b'rel="canonical" href="http://127.0.0.1:8000/article/a1"' in body


def test_answers_come_whole() -> None:
    status, headers, body = ask(APP, scope_of(b"/static/fihris.css"))
    assert (status, headers[b"content-length"]) == (200, str(len(body)).encode())
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert ask(APP, scope_of(b"/healthz", method="HEAD"))[2] == b""


def test_what_an_answer_holds_is_let_go() -> None:
    closed: list[bool] = []

    class Body:
        def __iter__(self) -> Iterator[bytes]:
            yield b"a"
            yield b"b"

        def close(self) -> None:
            closed.append(True)

    def app(environ: dict[str, Any], start_response: Any) -> Body:
        start_response("200 OK", [])
        return Body()

    assert ask(app, scope_of())[2] == b"ab"
    assert closed == [True]


def test_a_long_answer_takes_its_turn_for_each_piece() -> None:
    made, sent = [], []

    def app(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", [])
        environ[STREAMED] = environ["PATH_INFO"] == "/long"
        for number in range(3):
            made.append((environ["PATH_INFO"], number))
            yield b"x"

    async def receive() -> dict[str, Any]:
        return await asyncio.Future()

    async def test() -> None:
        adapter = Adapter(app, Turns(Shares(None, 2), 2))
        moment = asyncio.Event()

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)
            if message.get("more_body") and not moment.is_set():  # a client that reads slowly
                await adapter(scope_of(b"/short"), receive, send_short)
                moment.set()

        async def send_short(message: dict[str, Any]) -> None:
            assert not message.get("more_body")

        await adapter(scope_of(b"/long"), receive, send)

    asyncio.run(test())
    assert made == [("/long", 0), *(("/short", number) for number in range(3)), ("/long", 1), ("/long", 2)]
    bodies = [(message["body"], message["more_body"]) for message in sent[1:]]
    assert bodies == [(b"x", True)] * 3 + [(b"", False)]


def test_a_long_answer_ends_for_who_has_gone() -> None:
    made, closed = [], []

    def app(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", [])
        environ[STREAMED] = True
        try:
            for number in range(9):
                made.append(number)
                yield b"x"
        finally:
            closed.append(True)

    async def test() -> None:
        gone = asyncio.Event()

        async def receive() -> dict[str, Any]:
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.body":
                gone.set()

        await Adapter(app, Turns(Shares(None, 2), 2))(scope_of(), receive, send)

    asyncio.run(test())
    assert (len(made) < 9, closed) == (True, [True])
