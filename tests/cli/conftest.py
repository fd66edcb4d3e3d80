"""The command, on an index of its own."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from search.cli.commands import main


@pytest.fixture
def fihris(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("FIHRIS_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("FIHRIS_WORKERS", "1")
    monkeypatch.delenv("FIHRIS_LANGUAGE", raising=False)

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, list(words))

    return run
