"""The index as tools of language models, by the Model Context Protocol: https://modelcontextprotocol.io.

What is found comes as passages with their places, so that a model can cite what it uses.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from search import __version__
from search.errors import FihrisError
from search.model import SearchRequest
from search.searching.as_json import as_dict, head
from search.searching.request import MAX_PASSAGES, check_within
from search.searching.searcher import Searcher

MAX_FOUND = 20
"""Most articles that a tool gives."""

MAX_TEXT = 20_000
"""Most letters of an article that are given at once."""

PASSAGE = 400
"""Letters of a passage."""

INSTRUCTIONS = (
    "Full-text search of a collection of Arabic articles. Ask with a few Arabic words; quote a phrase. Words "
    "are found in all their forms. Cite the title, source and date of what you use, and its url or id."
)

_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

Id = Annotated[str, Field(description="The id that a search gave")]
Day = Annotated[str | None, Field(description="YYYY, YYYY-MM or YYYY-MM-DD, inclusive")]
Limit = Annotated[int, Field(description=f"Articles, at most {MAX_FOUND}")]


def server(searcher: Searcher, name: str) -> MCPServer:
    """A server with the tools search, article and related over `searcher`."""
    made, tools = MCPServer(name, version=__version__, instructions=INSTRUCTIONS), Tools(searcher)
    for tool in (tools.search, tools.article, tools.related):
        made.add_tool(_telling(tool), annotations=_READS)
    return made


def _telling(tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """The tool, which tells the model what is wrong: of other errors it hears nothing."""

    @wraps(tool)
    def call(**arguments: Any) -> dict[str, Any]:
        try:
            return tool(**arguments)
        except FihrisError as error:
            raise ToolError(str(error)) from error

    return call


class Tools:
    """What a model may call. The docstrings are what it reads of each; what is wrong raises FihrisError."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def search(
        self,
        query: Annotated[str, Field(description='Arabic words, "a phrase", -excluded, تاريخ:2021-03')],
        limit: Limit = 5,
        passages: Annotated[int, Field(description=f"Passages of each, at most {MAX_PASSAGES}")] = 2,
        sources: Annotated[list[str] | None, Field(description="Any of these, as answers name them")] = None,
        date_from: Day = None,
        date_to: Day = None,
    ) -> dict[str, Any]:
        """Search the articles. Full matches hold all words of the query, partial ones lack some. Passages are
        stretches of an article's text, with the places (start, end) that the tool `article` counts by.
        """
        check_within("limit", limit, 1, MAX_FOUND)
        request = SearchRequest(
            query,
            size=limit,
            passages=passages,
            snippet=PASSAGE,
            sources=tuple(sources or ()),
            date_from=date_from,
            date_to=date_to,
        )
        self._searcher.refresh()
        page = self._searcher.search(request)
        told = as_dict(page)
        return {
            "total": page.total,
            "total_partial": page.total_partial,
            "articles": [
                {**head(hit.article), "match": hit.match.value, "passages": row["passages"]}
                for hit, row in zip(page.hits, told["hits"], strict=True)
            ],
            "suggestions": told["suggestions"],
            "warnings": [warning["message"] for warning in told["warnings"]],
        }

    def article(
        self,
        id: Id,
        start: Annotated[int, Field(description="Where to begin, in letters of the text")] = 0,
        length: Annotated[int, Field(description=f"Letters, at most {MAX_TEXT}")] = MAX_TEXT,
    ) -> dict[str, Any]:
        """Read an article, or go on reading a long one: `letters` is the length of its whole text."""
        check_within("length", length, 1, MAX_TEXT)
        self._searcher.refresh()
        read = self._searcher.article(id)
        check_within("start", start, 0, len(read.text))
        text = read.text[start : start + length]
        return {**head(read), "letters": len(read.text), "start": start, "text": text}

    def related(self, id: Id, limit: Limit = 5) -> dict[str, Any]:
        """Find articles about the same things as one article."""
        check_within("limit", limit, 1, MAX_FOUND)
        self._searcher.refresh()
        return {"id": id, "articles": [head(near) for near in self._searcher.related(id, limit)]}
