"""A page as a tree, and the words of its parts."""

from __future__ import annotations

from flask.testing import FlaskClient
from lxml import html


def page(client: FlaskClient, address: str) -> html.HtmlElement:
    return html.fromstring(client.get(address).get_data(as_text=True))


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
