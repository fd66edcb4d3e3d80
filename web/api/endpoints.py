"""An endpoint of the API: declared once, it is a route, a reader of parameters and a page of the contract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint, Response, request

from web.api.parameters import Parameters
from web.api.reading import read
from web.live import searching
from web.responses import as_json, until_changed

P = TypeVar("P", bound=Parameters)
PREFIX = "/api/v1"

api = Blueprint("api", __name__, url_prefix=PREFIX)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What the contract says of one path; `errors` are codes beyond those that any request may meet, `media`
    the types of an answer that is not JSON.
    """

    path: str
    name: str
    summary: str
    parameters: type[Parameters]
    answer: Any
    errors: Sequence[str]
    example: str
    example_id: str
    media: Sequence[str]

    @property
    def template(self) -> str:
        """The whole path as the contract writes it: /api/v1/articles/{id}."""
        return PREFIX + self.path.replace("<", "{").replace(">", "}")

    @property
    def example_path(self) -> str:
        """The path of the example: with an id of the small collection where an id belongs."""
        return self.template.replace("{id}", self.example_id)


ENDPOINTS: list[Endpoint] = []


def endpoint(
    path: str,
    *,
    summary: str,
    parameters: type[P],
    answer: Any,
    errors: Sequence[str] = (),
    example: str = "",
    example_id: str = "",
    media: Sequence[str] = (),
    needs_index: bool = True,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Serve a view under `path`. The view takes the searcher, the parameters and what the path holds, and
    returns a dictionary in the shape of `answer`, or a response of one of `media`; `example` is a query
    string that shows it at work, on the article `example_id`. Where no index is needed the searcher is None.
    """

    def register(view: Callable[..., Any]) -> Callable[..., Any]:
        def respond(**in_path: str) -> Response:
            asked = read(parameters, request.args)
            searcher = searching() if needs_index else None
            version = searcher.version() if searcher else ""
            return until_changed(version, lambda: _response(view(searcher, asked, **in_path)))

        name = view.__name__
        ENDPOINTS.append(
            Endpoint(path, name, summary, parameters, answer, errors, example, example_id, media)
        )
        api.add_url_rule(path, name, respond, methods=["GET"])
        return view

    return register


def _response(answer: Any) -> Response:
    return answer if isinstance(answer, Response) else as_json(answer)
