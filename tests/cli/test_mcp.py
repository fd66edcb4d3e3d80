"""The tools for language models, driven by the protocol's own client."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from support import SEEDS, open_searcher, reindex

from search.cli.mcp import server
from search.settings import Settings


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = Settings(index=tmp_path_factory.mktemp("mcp") / "index", workers=1)
    reindex(settings, [SEEDS])
    return settings.index


@pytest.fixture(scope="module")
def tools(index: Path) -> Any:
    return server(open_searcher(Settings(index=index)), "فهرس")


def call(tools: Any, name: str, **arguments: Any) -> Any:
    async def ask() -> Any:
        async with Client(tools) as client:
            return await client.call_tool(name, arguments)

    return asyncio.run(ask())


def answer(tools: Any, name: str, **arguments: Any) -> dict[str, Any]:
    result = call(tools, name, **arguments)
    assert not result.is_error, result.content
    found: dict[str, Any] = result.structured_content
    return found


def test_a_client_hears_what_the_tools_take(tools: Any) -> None:
    async def ask() -> Any:
        async with Client(tools) as client:
            return (await client.list_tools()).tools

    told = {tool.name: tool for tool in asyncio.run(ask())}
    assert set(told) == {"search", "article", "related"}
    assert set(told["search"].input_schema["properties"]) == {
        "query", "limit", "passages", "sources", "date_from", "date_to",
    }  # fmt: skip
    for tool in told.values():
        assert tool.description and tool.annotations.read_only_hint
        assert all(shape.get("description") for shape in tool.input_schema["properties"].values())


def test_passages_are_of_the_article_that_is_read(tools: Any) -> None:
    found = answer(tools, "search", query="مدرسة", limit=3, passages=2)
    assert found["total"] > 0 and 0 < len(found["articles"]) <= 3
    for hit in found["articles"]:
        assert {"id", "title", "source", "date", "url", "match"} <= set(hit)
        assert 0 < len(hit["passages"]) <= 2
        for passage in hit["passages"]:
            length = passage["end"] - passage["start"]
            read = answer(tools, "article", id=hit["id"], start=passage["start"], length=length)
            assert read["text"] == passage["text"]
            assert read["letters"] >= passage["end"]


def test_related_articles_are_others(tools: Any) -> None:
    (first,) = answer(tools, "search", query="مدرسة", limit=1)["articles"]
    found = answer(tools, "related", id=first["id"], limit=3)
    assert 0 < len(found["articles"]) <= 3
    assert first["id"] not in {each["id"] for each in found["articles"]}


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("search", {"query": "x", "limit": 21}, "limit"),
        ("search", {"query": "x", "passages": 6}, "passages"),
        ("search", {"query": "x", "date_from": "yesterday"}, "from"),
        ("search", {"query": "م" * 513}, "512"),
        ("article", {"id": "none of ours"}, "none of ours"),
        ("article", {"id": "none of ours", "length": 20_001}, "length"),
        ("related", {"id": "none of ours"}, "none of ours"),
    ],
)
def test_what_cannot_be_answered_is_told(tools: Any, name: str, arguments: dict[str, Any], told: str) -> None:
    result = call(tools, name, **arguments)
    assert result.is_error and told in result.content[0].text


@pytest.mark.slow
def test_the_command_speaks_the_protocol(index: Path) -> None:
    """On its standard output is nothing else."""
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "search.cli.commands", "mcp"],
        env={**os.environ, "FIHRIS_INDEX": str(index)},
    )
    assert answer(command, "search", query="مدرسة")["total"] > 0
