"""An application over the small searcher of `fake.py`, and a client of it."""

from __future__ import annotations

import pytest
from fake import FakeSearcher
from flask import Flask
from flask.testing import FlaskClient

from search.settings import Settings
from web import create_app


@pytest.fixture
def searcher() -> FakeSearcher:
    return FakeSearcher()


@pytest.fixture
def app(searcher: FakeSearcher) -> Flask:
    return create_app(Settings(rate_limit="off"), searcher)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
