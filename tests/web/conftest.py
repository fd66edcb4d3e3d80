"""An application over the small searcher of `fake.py`, and a client of it."""

from __future__ import annotations

import pytest
from fake import FakeSearcher
from flask import Flask
from flask.testing import FlaskClient

from search.settings import Settings
from web import create_app

FAKE = FakeSearcher()


@pytest.fixture(scope="session")
def app() -> Flask:
    """Made once: templates are compiled per application."""
    return create_app(Settings(rate_limit="off"), FAKE)


@pytest.fixture
def searcher(monkeypatch: pytest.MonkeyPatch) -> FakeSearcher:
    """The application's searcher, as new; what failed is tried again at once."""
    monkeypatch.setattr("web.live.RETRY_SECONDS", 0)
    FAKE.reset()
    return FAKE


@pytest.fixture
def client(app: Flask, searcher: FakeSearcher) -> FlaskClient:
    return app.test_client()
