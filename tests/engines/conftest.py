"""Fixtures of the engines' tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from engine_opener import ENGINES, Opener

from search.engines.base import Engine


@pytest.fixture(scope="module")
def filled() -> dict[str, Engine]:
    """Indexes that several tests of a module only read, each written by the first that needs it."""
    return {}


@pytest.fixture(params=list(ENGINES))
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens the engine under test."""
    made = Opener(request.param, tmp_path / "index")
    yield made
    made.close()
