"""Fixtures of the engines' tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from engine_opener import ENGINES, Opener

from search.engines.base import Engine

if TYPE_CHECKING:
    from opensearch_script import Script


@pytest.fixture(scope="module")
def filled() -> dict[str, Engine]:
    """Indexes that several tests of a module only read, each written by the first that needs it."""
    return {}


SLOW = {"opensearch": [pytest.mark.slow, pytest.mark.xdist_group("opensearch")]}
"""Engines whose tests need a server, and share it in one of the processes that test side by side."""

_OF_FOLDERS = {"test_a_damaged_index_is_one_clear_sentence", "test_files_do_not_pile_up"}
"""Tests of what engines keep in their folder."""


@pytest.fixture
def script() -> Iterator[type[Script]]:
    """A server that answers as the test tells it."""
    from opensearch_script import serving  # its client is an extra

    with serving() as mine:
        yield mine


@pytest.fixture(params=[pytest.param(each, marks=SLOW.get(each, ())) for each in ENGINES])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens the engine under test."""
    if request.param in SLOW and request.node.originalname in _OF_FOLDERS:
        pytest.skip("this engine keeps nothing in a folder")
    made = Opener(request.param, tmp_path / "index")
    yield made
    made.close()
